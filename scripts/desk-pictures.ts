import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Browser, chromium, devices, type Page } from "playwright";
import { z } from "zod";
import { commonTexts } from "../src/renderer/i18n/common.ts";
import { consoleTexts } from "../src/renderer/i18n/console.ts";
import { setupTexts } from "../src/renderer/i18n/setup.ts";
import { technicianTexts } from "../src/renderer/i18n/technician.ts";
import { chromiumArguments } from "../tests/fixtures/chromium.ts";
import { emptyData, signIn, startRealCore } from "../tests/renderer/console/real-core.ts";
import { openPage, wallStatsOf } from "../tests/renderer/fixtures/pages.ts";

/**
 * Pictures of the pages at a real core, as its users meet them: `node scripts/desk-pictures.ts [FOLDER] [NAME]`, by
 * default into docs/pictures. The pages must be built.
 */
const folder = resolve(process.argv[2] ?? fileURLToPath(new URL("../docs/pictures", import.meta.url)));
const only = process.argv[3];
const PASSWORD = "kata-sandi-panjang";
const SHOWN_WIDTH = 960;
/** For moving pictures to arrive after their frames are there, milliseconds. */
const SETTLE_MS = 4000;
const words = technicianTexts.id;
const phoneSize = { width: 390, height: 760 };
const laptop = { width: 1280, height: 720 };

mkdirSync(folder, { recursive: true });
// WebGL in software, for the room; no page of the wall uses it.
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    ...chromiumArguments.filter((each) => each !== "--disable-gpu"),
    ...["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  ],
});

/** Saves what `page` shows: moving pictures as JPEG, drawings as PNG of 256 colours. */
async function save(page: Page, name: string, width = SHOWN_WIDTH): Promise<void> {
  const raw = join(folder, `${name}.raw.png`);
  await page.screenshot({ path: raw });
  const to = join(folder, name);
  const palette = `scale=${width}:-1:flags=lanczos,split[a][b];[a]palettegen=max_colors=256[p];[b][p]paletteuse=dither=none`;
  const filter = name.endsWith(".jpg") ? `scale=${width}:-1:flags=lanczos` : palette;
  execFileSync("ffmpeg", ["-v", "error", "-y", "-i", raw, "-vf", filter, "-q:v", "4", to]);
  rmSync(raw);
  console.log(name);
}

const settled = () => new Promise((done) => setTimeout(done, SETTLE_MS));

async function allLive(page: Page, outputId: string): Promise<void> {
  const end = performance.now() + 60_000;
  for (;;) {
    const { tiles } = await wallStatsOf(page, outputId);
    if (tiles.length > 0 && tiles.every(({ state }) => state === "live")) break;
    if (performance.now() > end) throw new Error("the wall did not come alive");
    await new Promise((done) => setTimeout(done, 200));
  }
}

/** The demo as `npm start` shows it. */
async function demo(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  {
    await using wall = await openPage(at, `${core.url}/wall/out-1`, { width: 1920, height: 1080 });
    await allLive(wall.page, "out-1");
    await settled();
    await save(wall.page, "wall.jpg");
    await using desk = await openPage(at, core.url, { width: 1440, height: 900 });
    await desk.page.locator(".program video").first().waitFor();
    await settled();
    await save(desk.page, "console.jpg");
  }
  const { viewport, deviceScaleFactor, isMobile, hasTouch } = devices["Pixel 7"];
  const context = await at.newContext({ viewport, deviceScaleFactor, isMobile, hasTouch });
  const phone = await context.newPage();
  await phone.goto(`${core.url}/watch`);
  await phone.locator('.camera[data-state="live"]').waitFor();
  await settled();
  await save(phone, "watch.jpg", 320);
  await context.close();
}

/** Pontianak's wall from nothing, as its technician builds it. */
async function technician(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { password: PASSWORD });
  await using opened = await openPage(at, `${core.url}/technician`, laptop);
  const { page } = opened;
  await signIn(page, PASSWORD);
  const { wizard, editor, apply, patterns } = words;
  await page.getByRole("button", { name: `+ ${editor.newWall}`, exact: true }).click();
  await page.getByLabel(wizard.columns, { exact: true }).fill("15");
  await page.getByLabel(wizard.rows, { exact: true }).fill("6");
  await page.getByLabel(wizard.outputs, { exact: true }).fill("2");
  await settled();
  await save(page, "technician-wizard.png");
  await page.getByLabel(wizard.outputs, { exact: true }).press("Enter");
  await page.getByRole("button", { name: apply.apply, exact: true }).click();
  await page.getByRole("button", { name: apply.keep, exact: true }).waitFor();
  await save(page, "technician-apply.png");
  await page.getByRole("button", { name: apply.keep, exact: true }).click();
  await page.getByText(apply.kept).waitFor();
  const part = page.getByRole("region", { name: patterns.title });
  await part.getByRole("button", { name: patterns.names.numbers }).click();
  const wall = await page.context().newPage();
  await wall.setViewportSize({ width: 2400, height: 1080 });
  await wall.goto(`${core.url}/wall/out-1`);
  await wall.locator("canvas.pattern").first().waitFor();
  await save(wall, "pattern-numbers.png");
  await wall.close();
}

/** What Pontianak's wall will look like from where its operators stand. */
async function room(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true, site: "pontianak" });
  await using opened = await openPage(at, `${core.url}/technician/room`, laptop);
  const { page } = opened;
  await page.locator("canvas").first().waitFor();
  await page.getByRole("button", { name: /1,6 m/ }).last().click();
  await page.waitForFunction(() => {
    const all = [...document.querySelectorAll("video")];
    return all.length > 0 && all.every(({ readyState }) => readyState >= HTMLMediaElement.HAVE_CURRENT_DATA);
  });
  await settled();
  await save(page, "room.jpg");
}

/** A panic button is pressed: the wall, the desk, and the past of both. */
async function incident(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  const headers = { "content-type": "application/json", origin: core.url };
  const setUp = await fetch(`${core.url}/api/setup`, {
    ...{ method: "POST", headers, body: JSON.stringify({ password: PASSWORD }) },
  });
  const { token } = z.object({ token: z.string() }).parse(await setUp.json());
  const tell = async (path: string, body: unknown) => {
    const answer = await fetch(core.url + path, {
      ...{ method: "POST", body: JSON.stringify(body) },
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    });
    if (!answer.ok) throw new Error(`${path}: ${await answer.text()}`);
    return answer.status === 204 ? null : answer.json();
  };
  await tell("/api/rules", {
    ...{ name: "Tombol panik", when: { kinds: ["panic"] } },
    do: { cameras: { count: 2, wallId: "utama", withinM: 3000 }, alert: true, sound: true },
  });
  await using wall = await openPage(at, `${core.url}/wall/out-1`, { width: 1920, height: 1080 });
  await tell("/api/walls/utama/take", { layoutId: "peta" });
  await allLive(wall.page, "out-1");
  const cameras = z
    .array(
      z.object({ name: z.string(), location: z.object({ lat: z.number(), lon: z.number() }).optional() }),
    )
    .parse(await core.get("/api/cameras"));
  const place = cameras.find(({ location }) => location !== undefined);
  const reported: unknown = await tell("/api/incidents", {
    ...{
      kind: "panic",
      severity: "critical",
      source: "Contoh",
      text: "Contoh: tombol panik ditekan di pasar",
    },
    ...{ place: place?.name, location: place && { lat: place.location?.lat, lon: place.location?.lon } },
  });
  await allLive(wall.page, "out-1");
  await settled();
  await save(wall.page, "incident.jpg");
  await using desk = await openPage(at, core.url, { width: 1440, height: 900 });
  await desk.page.locator(".program video").first().waitFor();
  await settled();
  await save(desk.page, "incident-desk.jpg");
  await desk.page.goto(`${core.url}/history`);
  await desk.page.locator(".past-change").first().waitFor();
  await settled();
  await save(desk.page, "history.png");

  const { id } = z.object({ id: z.string() }).parse(reported);
  await tell(`/api/incidents/${id}/assignments`, { agencyIds: ["polisi"] });
  const link = await tell(`/api/incidents/${id}/crew-links`, { agencyId: "polisi" });
  await using crew = await openPage(
    at,
    core.url + z.object({ path: z.string() }).parse(link).path,
    phoneSize,
  );
  await crew.page.getByText("Contoh: tombol panik").first().waitFor();
  await save(crew.page, "crew.png", phoneSize.width);
}

/** The pages of those who run the wall, as an admin of the demo sees them. */
async function pages(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { demo: true });
  const context = await at.newContext({ viewport: { width: 1366, height: 768 } });
  const headers = { origin: core.url };
  await context.request.post(`${core.url}/api/setup`, { data: { password: PASSWORD }, headers });
  for (const [name, role] of [
    ["Sari", "operator"],
    ["Budi", "operator"],
    ["Wati", "technician"],
  ])
    await context.request.post(`${core.url}/api/accounts`, {
      ...{ headers, data: { name, role, password: PASSWORD } },
    });
  const wall = await context.newPage();
  await wall.goto(`${core.url}/wall/out-1`);
  await allLive(wall, "out-1");
  await context.request.put(`${core.url}/api/tours/malam`, {
    headers,
    data: {
      ...{ id: "malam", name: "Ronda malam", wallId: "utama" },
      steps: [
        { layoutId: "ringkasan", dwellS: 60 },
        { layoutId: "empat", dwellS: 30 },
      ],
    },
  });
  const page = await context.newPage();
  for (const [path, name] of [
    ["/state", "state.png"],
    ["/people/accounts", "people.png"],
    ["/papers/month", "month.png"],
    ["/papers/handover", "handover.png"],
    ["/incidents/sources", "sources.png"],
    ["/technician/sheet", "sheet.png"],
    ["/trust", "trust.png"],
  ] as const) {
    await page.goto(core.url + path);
    await settled();
    await save(page, name);
  }
  await page.goto(core.url);
  await settled();
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").waitFor();
  await page.keyboard.type("pasar");
  await save(page, "palette.jpg");
  await page.keyboard.press("Escape");
  const { layoutTours, simple } = consoleTexts.id;
  await page.getByRole("button", { name: layoutTours.open, exact: true }).click();
  await page.getByRole("dialog").waitFor();
  await settled();
  await save(page, "tours.jpg");
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: simple.pages, exact: true }).click();
  await page.getByRole("menuitem", { name: simple.use, exact: true }).click();
  await page.getByRole("main", { name: simple.now }).waitFor();
  await settled();
  await save(page, "simple.jpg");
  await page.goto(`${core.url}/papers/day`);
  // What was seen is stored once a minute.
  for (let at = 0; at < 60 && (await page.getByRole("row").count()) < 3; at += 1) {
    await settled();
    await page.reload();
    await page.getByRole("heading").first().waitFor();
  }
  await save(page, "day.png");
  await context.close();
  const phone = await at.newContext({ viewport: phoneSize, deviceScaleFactor: 2 });
  const held = await phone.newPage();
  await held.goto(`${core.url}/phone`);
  await held.getByRole("option").nth(1).click();
  await save(held, "phone.png", phoneSize.width);
  await phone.close();
}

/** The first minutes: the wizard, at the wall of one's own. */
async function setup(at: Browser): Promise<void> {
  using data = emptyData();
  await using core = await startRealCore(data.path, { site: null });
  await using opened = await openPage(at, `${core.url}/setup`, laptop);
  const { page } = opened;
  const own = setupTexts.id;
  await page.getByRole("button", { name: own.next, exact: true }).click();
  await page.getByLabel(commonTexts.id.sign.password, { exact: true }).fill(PASSWORD);
  await page.getByLabel(commonTexts.id.sign.repeat).fill(PASSWORD);
  await page.getByRole("button", { name: commonTexts.id.sign.set }).click();
  await page.getByLabel(own.site.own, { exact: true }).check();
  await page.getByLabel(own.site.name).fill("Pusat Komando Kota Bontang");
  await page.getByLabel(own.site.model).selectOption("lcd-55-3.5");
  await page.getByLabel(own.site.columns).selectOption("3");
  await save(page, "setup.png");
  await using screen = await openPage(at, `${core.url}/pair`, laptop);
  await screen.page.locator("[data-code]").waitFor();
  await save(screen.page, "pair.png", 480);
}

const scenes = { demo, technician, room, incident, pages, setup } as const;
for (const [name, scene] of Object.entries(scenes))
  if (only === undefined || only === name) await scene(browser);
await browser.close();
