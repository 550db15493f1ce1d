import type { Browser, Page } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { TileStats } from "../../../src/protocol/output.ts";
import { routes } from "../../../src/protocol/routes.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { type RunningCore, startHere } from "../../main/server/core.ts";
import { builtPages, launchChromium, openPage, wallStatsOf } from "../fixtures/pages.ts";

/** Where pictures of the pages are left for a person to look at. */
const shots = process.env["DINDING_SHOTS"];
const CANVAS = { width: 1920, height: 1080 };
let core: RunningCore;
let browser: Browser;
let view: Awaited<ReturnType<typeof openPage>>;

beforeAll(async () => {
  core = await startHere({
    pages: builtPages,
    args: ["--site", "tarakan"],
    env: { PATH: process.env["PATH"] ?? "" },
  });
  const half = (id: string, x: number) => ({
    ...{ id, rect: { x, y: 0, width: CANVAS.width / 2, height: CANVAS.height } },
    content: { kind: "camera", cameraId: "pasar" },
  });
  await asked("POST", "/api/cameras", {
    ...{ id: "pasar", name: "Pasar Gusher", group: "Pasar" },
    streams: [{ role: "main", url: "test:640x360@25" }],
  });
  const body = {
    id: "dua",
    name: "Dua",
    wallId: "utama",
    tiles: [half("kiri", 0), half("kanan", CANVAS.width / 2)],
  };
  await asked("POST", "/api/layouts", body);
  await asked("POST", "/api/walls/utama/take", { layoutId: "dua" });
  browser = await launchChromium();
  const code = await core.ask("POST", "/api/outputs/out-1/code", { token: core.tokens.admin });
  view = await openPage(browser, code.as(routes.outputCode.reply).url, CANVAS);
});
afterAll(async () => {
  await view?.[Symbol.asyncDispose]();
  await browser?.close();
  await core?.stop();
});

async function asked(method: string, path: string, body?: unknown) {
  const answer = await core.ask(method, path, { token: core.tokens.operator, body });
  // The technician's acts of the set-up are the only others.
  return answer.status === 403 ? core.ask(method, path, { token: core.tokens.admin, body }) : answer;
}

async function tile(id: string): Promise<TileStats | undefined> {
  return (await wallStatsOf(view.page)).tiles.find(({ tileId }) => tileId === id);
}

const stateOf = async (id: string) => (await tile(id))?.state;
const replayOf = async (id: string) => (await tile(id))?.replay;
const path = "/api/walls/utama/tiles/kiri/replay";

/** Until so much is kept. */
async function keeps(seconds: number): Promise<void> {
  await expect
    .poll(
      async () => {
        const at = new Date(Date.now() - seconds * 1000).toISOString();
        return (await asked("GET", `/api/cameras/pasar/picture?at=${encodeURIComponent(at)}`)).status;
      },
      { timeout: 20_000, interval: 500 },
    )
    .toBe(200);
}

describe("a replay in a tile", () => {
  it("shows the past at its own speed, marked by frame and words, and goes back to live at its end", async () => {
    await expect.poll(() => stateOf("kiri"), { timeout: 20_000 }).toBe("live");
    await keeps(6);
    const started = await asked("POST", path, { secondsBack: 6 });
    expect(started.status, started.text).toBe(201);
    const replay = started.as(routes.startReplay.reply);
    await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toMatchObject({ id: replay.id });
    await expect.poll(() => stateOf("kiri")).toBe("delayed");
    const seen = await tile("kiri");
    expect(seen?.frameAgeMs).toBeGreaterThan(5_000);
    // No older than its beginning, however late it is looked at.
    expect(seen?.frameAgeMs).toBeLessThan(Date.now() - Date.parse(replay.startsAt) + 500);
    const at = Date.parse(seen?.replay?.pictureAt ?? "");
    expect(at).toBeGreaterThanOrEqual(Date.parse(replay.startsAt) - 1);
    expect(at).toBeLessThanOrEqual(Date.parse(replay.endsAt) + 1);
    await expect.poll(() => wordsOn(view.page, "kiri")).toMatch(/putar ulang \d\d:\d\d:\d\d WITA/);
    expect(await view.page.locator('[data-tile="kiri"] .replay-frame').count()).toBe(1);
    if (shots !== undefined) await view.page.screenshot({ path: `${shots}/replay.png` });
    expect(await stateOf("kanan")).toBe("live");
    expect(await wordsOn(view.page, "kanan")).not.toContain("putar ulang");
    const wall = (await asked("GET", "/api/walls/utama")).as(routes.getWall.reply);
    expect(wall.replays).toEqual([replay]);

    // A frame a 25th of a second, as it came.
    const since = performance.now();
    const before = (await tile("kiri"))?.framesPresented ?? 0;
    const presented = async () => ((await tile("kiri"))?.framesPresented ?? 0) - before;
    await expect.poll(presented, { timeout: 20_000 }).toBeGreaterThan(40);
    expect(performance.now() - since).toBeGreaterThan(1_200);

    await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toBeUndefined();
    await expect.poll(() => stateOf("kiri")).toBe("live");
    await expect.poll(() => wordsOn(view.page, "kiri")).not.toContain("putar ulang");
    expect((await asked("GET", "/api/walls/utama")).as(routes.getWall.reply).replays).toEqual([]);
    expect(view.errors).toEqual([]);
  });

  it("ends by hand and with the next take, and there is none where nothing is shown", async () => {
    await asked("POST", path, { secondsBack: 20 });
    await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toBeDefined();
    expect((await asked("DELETE", path)).status).toBe(204);
    await expect.poll(() => replayOf("kiri")).toBeUndefined();
    expect((await asked("DELETE", path)).status).toBe(404);
    await asked("POST", path, { secondsBack: 20 });
    await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toBeDefined();
    await asked("POST", "/api/walls/utama/take", { layoutId: "dua" });
    await expect.poll(() => replayOf("kiri")).toBeUndefined();
    await expect.poll(() => stateOf("kiri")).toBe("live");
    const nowhere = await asked("POST", "/api/walls/utama/tiles/none/replay", { secondsBack: 10 });
    expect(nowhere.problem()).toMatchObject({ status: 404, detail: "There is no tile named none." });
    const far = await asked("POST", path, { secondsBack: 3600 });
    expect(far.problem()).toMatchObject({ status: 400, errors: [{ field: "secondsBack" }] });
  });
});

it("a clip plays in a browser, from any place in it", async () => {
  const kept = new FairWatch();
  await keeps(3);
  const body = { from: new Date(Date.now() - 3_000).toISOString(), to: new Date().toISOString() };
  const clip = (await asked("POST", "/api/cameras/pasar/clips", body)).as(routes.makeClip.reply);
  // Whoever has a login plays it; a page of the wall gets no files.
  await using context = await browser.newContext({
    extraHTTPHeaders: { authorization: `Bearer ${core.tokens.viewer}` },
  });
  const person = await context.newPage();
  await person.goto(`${new URL(view.page.url()).origin}/watch`);
  const played = await person.evaluate(async (url) => {
    const video = document.createElement("video");
    video.muted = true;
    video.src = url;
    const event = (name: string) =>
      new Promise<void>((resolve, reject) => {
        video.addEventListener(name, () => resolve(), { once: true });
        video.addEventListener("error", () => reject(new Error(video.error?.message ?? "?")), { once: true });
      });
    await event("loadeddata");
    video.currentTime = video.duration - 0.5;
    await event("seeked");
    await video.play();
    await event("ended");
    const { duration, videoWidth: width, videoHeight: height } = video;
    return { duration, width, height, frames: video.getVideoPlaybackQuality().totalVideoFrames };
  }, clip.url);
  const seconds = (Date.parse(clip.endsAt) - Date.parse(clip.startsAt)) / 1000;
  expect(played).toMatchObject({ width: 640, height: 360 });
  // The camera is a program of this machine: where it had no processor its pictures came later than their times.
  expect(kept.share(Math.abs(played.duration - seconds))).toBeLessThan(0.6);
  expect(played.frames).toBeGreaterThan(10);
  const part = await core.ask("GET", clip.url, {
    token: core.tokens.viewer,
    headers: { range: "bytes=0-11" },
  });
  expect(part.status).toBe(206);
  expect(part.headers["content-range"]).toBe(`bytes 0-11/${clip.bytes}`);
  expect(part.text.slice(4, 8)).toBe("ftyp");
});

it("an operator replays a tile by R, takes a picture and makes a clip, at the desk", async () => {
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const cookie = { name: "dinding_session", value: core.tokens.operator, url: core.origin };
  await context.addCookies([cookie]);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on("pageerror", (error) => errors.push(String(error)));
  await page.goto(core.origin);
  await keeps(3);
  const place = page.locator(".program [role=option]").first();
  await place.click();
  await page.keyboard.press("r");
  await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toBeDefined();
  const side = page.locator(".inspector");
  await expect.poll(() => side.innerText()).toContain(consoleTexts.id.kept.live);
  await expect.poll(() => place.innerText()).toContain(commonTexts.id.state.replay);
  if (shots !== undefined) await page.screenshot({ path: `${shots}/desk-replay.png` });
  await side.getByRole("button", { name: consoleTexts.id.kept.live }).click();
  await expect.poll(() => replayOf("kiri"), { timeout: 20_000 }).toBeUndefined();

  await side.getByRole("button", { name: consoleTexts.id.kept.picture, exact: true }).click();
  const image = side.locator("img");
  await expect.poll(() => image.evaluate(widthOf), { timeout: 20_000 }).toBe(640);
  await side.getByRole("button", { name: /Klip 30/ }).click();
  await expect.poll(() => side.locator(".kept-clips li").count(), { timeout: 20_000 }).toBeGreaterThan(0);
  await image.scrollIntoViewIfNeeded();
  if (shots !== undefined) await page.screenshot({ path: `${shots}/desk-kept.png` });
  expect(errors).toEqual([]);
  await context.close();
});

const widthOf = (image: unknown): unknown => Reflect.get(Object(image), "naturalWidth");

function wordsOn(page: Page, tileId: string): Promise<string> {
  return page.locator(`[data-tile="${tileId}"][data-look="shown"] .label`).innerText();
}
