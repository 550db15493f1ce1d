import type { Browser } from "playwright";
import { afterAll, beforeAll, expect, it } from "vitest";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { paperTexts } from "../../../src/renderer/i18n/papers.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, type RealCore, startRealCore } from "./real-core.ts";

const { followup } = consoleTexts.id;
const papers = paperTexts.id;
/** A4 upright at 96 px an inch. */
const a4 = { width: 794, height: 1123 };
let incidentId = "";
const data = emptyData();
let browser: Browser;
let core: RealCore;
beforeAll(async () => {
  browser = await launchChromium();
  core = await startRealCore(data.path, { demo: true });
});
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

it("an incident's pictures of that moment are seen in its panel, and the minute before plays when one is pressed", async () => {
  const cameras = cameraSchema.array().parse(await core.get("/api/cameras"));
  const market = cameras.find(({ name }) => name === "Pasar Gusher");
  // Whoever looks at a camera lets it run for a while.
  const seen = await fetch(`${core.url}/api/cameras/${market?.id}/picture`);
  expect(seen.status).toBe(200);
  const headers = { "content-type": "application/json" };
  const { lat, lon } = market?.location ?? { lat: 0, lon: 0 };
  const told = { kind: "fire", severity: "critical", text: "Api di kios", location: { lat, lon } };
  const body = JSON.stringify(told);
  const made = await fetch(`${core.url}/api/incidents`, { method: "POST", headers, body });
  expect(made.status).toBe(201);
  incidentId = incidentSchema.parse(await made.json()).id;

  await using opened = await openPage(browser, core.url, laptop);
  const { page, errors } = opened;
  await page.getByRole("button", { name: "Api di kios" }).click();
  const pictures = page.getByRole("region", { name: followup.pictures.title });
  const open = pictures.getByRole("button", {
    name: followup.pictures.play.replace("{{camera}}", "Pasar Gusher"),
  });
  await open.waitFor({ timeout: 20_000 });
  const width = () => open.locator("img").evaluate((image: HTMLImageElement) => image.naturalWidth);
  await expect.poll(width).toBeGreaterThan(0);
  await page.getByText(followup.event.clip.replace("{{camera}}", "Pasar Gusher")).waitFor();

  await open.focus();
  await page.keyboard.press("Enter");
  const video = page.getByLabel(followup.pictures.clip, { exact: true });
  const played = () => video.evaluate((element: HTMLVideoElement) => element.currentTime);
  await expect.poll(played, { timeout: 15_000 }).toBeGreaterThan(0);
  await page.getByText(/^SHA-256 [0-9a-f]{64}$/).waitFor();
  await page.keyboard.press("Escape");
  await video.waitFor({ state: "detached" });
  expect(errors).toEqual([]);
});

it("its log is printed on A4 with its course, versions, pictures with digests, outcome and source, in both languages", async () => {
  const headers = { "content-type": "application/json" };
  const tell = (path: string, method: string, body: unknown) =>
    fetch(core.url + path, { method, headers, body: JSON.stringify(body) });
  const path = `/api/incidents/${incidentId}`;
  await tell(path, "PATCH", { reporter: { name: "Ibu Sari", phone: "0812345678" } });
  await tell(`${path}/assignments`, "POST", { agencyIds: ["damkar"] });
  await tell(`${path}/notes`, "POST", { text: "Hidran di depan bank" });
  await tell(path, "PATCH", { status: "closed", outcome: "Padam, tidak ada korban" });

  await using opened = await openPage(browser, `${core.url}/papers/incident/${incidentId}`, a4);
  const { page, errors } = opened;
  await page.getByRole("heading", { name: "Api di kios" }).waitFor();
  await page.getByRole("img", { name: "Pasar Gusher" }).waitFor();
  await page.getByRole("heading", { name: papers.incident.versions }).waitFor();
  await page.getByText("Hidran di depan bank").waitFor();
  for (const text of ["Padam, tidak ada korban", "Ibu Sari, 0812345678", "Damkar ditugaskan"])
    await page.getByText(text).first().waitFor();
  const shown = await page.locator(".paper-page").innerText();
  expect(shown).toMatch(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\d WITA/);
  expect(shown).toMatch(/SHA-256 [0-9a-f]{64}/);
  expect(shown).toMatch(/Sumber\s+demo/);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBe(0);
  await page.emulateMedia({ media: "print" });
  await page.getByRole("button", { name: papers.print }).waitFor({ state: "hidden" });
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("combobox").selectOption("en");
  await page.getByRole("heading", { name: paperTexts.en.incident.versions }).waitFor();
  await page.getByText("Damkar was asked").first().waitFor();
  expect(errors).toEqual([]);
});

it("a month is told in figures, chosen by its name, and its incidents come as a table", async () => {
  await using opened = await openPage(browser, `${core.url}/papers/month`, a4);
  const { page, errors } = opened;
  await page.getByRole("heading", { name: papers.month.response }).waitFor();
  const rows = page.getByRole("table").nth(1).getByRole("row");
  await rows.filter({ hasText: "Damkar" }).waitFor();
  const table = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  const csv = await (await fetch(core.url + (table ?? ""))).text();
  expect(csv).toContain("Api di kios");
  expect(csv).toContain("Ibu Sari,0812345678");
  await page.getByLabel(papers.month.choose).fill("2020-02");
  await page.getByText(/^Tidak ada insiden dari 2020-02-01 00:00:00 WITA sampai 2020-03-01/).waitFor();
  expect(errors).toEqual([]);
});

it("a day of the cameras names those that a wall was to show, and says so where there are none", async () => {
  await using opened = await openPage(browser, `${core.url}/papers/day?day=2020-02-29`, a4);
  const { page, errors } = opened;
  await page.getByText(/^Tidak ada kamera yang ditayangkan dari 2020-02-29 00:00:00 WITA/).waitFor();
  const table = await page.getByRole("link", { name: "CSV" }).getAttribute("href");
  expect(table).toBe("/api/reports/day/cameras?day=2020-02-29");
  const asked = { live: 5400, frozen: 0, degraded: 0, delayed: 0, connecting: 0, stale: 1800, lost: 0 };
  const seconds = { ...asked, replaced: 0, hidden: 0, unseen: 1 };
  await page.route("**/api/reports/day?day=2020-03-01", (route) =>
    route.fulfill({
      json: {
        ...{
          day: "2020-03-01",
          zone: "Asia/Makassar",
          cameras: [{ cameraId: "a", name: "Gerbang", seconds }],
        },
        ...{ from: "2020-02-29T16:00:00Z", until: "2020-03-01T16:00:00Z" },
      },
    }),
  );
  await page.getByLabel(papers.day.choose).fill("2020-03-01");
  const row = page.getByRole("row").filter({ hasText: "Gerbang" });
  await expect.poll(() => row.innerText()).toBe("Gerbang\t2:00\t75 %\t25 %\t–\t–\t–\t0,1 %");
  expect(errors).toEqual([]);
});
