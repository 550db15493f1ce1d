import type { Browser, Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import { type CameraPatch, cameraSchema } from "../../../src/protocol/camera.ts";
import { sessionSchema } from "../../../src/protocol/session.ts";
import { wallStateSchema } from "../../../src/protocol/wall.ts";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { consoleTexts } from "../../../src/renderer/i18n/console.ts";
import { launchChromium, openPage } from "../fixtures/pages.ts";
import { laptop } from "./desk.ts";
import { emptyData, type RealCore, startRealCore } from "./real-core.ts";

const texts = consoleTexts.id;
const feedsSchema = z.array(z.object({ cameraId: z.string(), stream: z.string() }));

/** Core, browser and pictures share one machine. */
const patient = { timeout: 15_000 };

let browser: Browser;
let data: ReturnType<typeof emptyData>;
let core: RealCore;
let token: string | null;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());
beforeEach(async () => {
  data = emptyData();
  core = await startRealCore(data.path, { demo: true });
  token = null;
});
afterEach(async () => {
  await core[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

/** Cameras on the wall, in order of their ids. */
async function onGlass(): Promise<string[]> {
  const { tiles } = wallStateSchema.parse(await core.get("/api/walls/utama"));
  return tiles
    .flatMap(({ content }) => (content.kind === "camera" ? [content.cameraId] : []))
    .toSorted((a, b) => (a < b ? -1 : 1));
}

async function feeds() {
  return feedsSchema.parse(await core.get("/api/feeds"));
}

/** Edits a camera as the first admin, who is made for it. */
async function edit(cameraId: string, patch: CameraPatch) {
  const send = (method: string, path: string, body: unknown) =>
    fetch(core.url + path, {
      ...{ method, body: JSON.stringify(body) },
      headers: {
        "content-type": "application/json",
        ...(token !== null && { authorization: `Bearer ${token}` }),
      },
    });
  token ??= sessionSchema.parse(
    await (await send("POST", "/api/setup", { password: "kunci-ruang" })).json(),
  ).token;
  expect((await send("PATCH", `/api/cameras/${cameraId}`, patch)).status).toBe(200);
}

/** Each <video> of the page by its camera, and the time of what it shows; null before its first frame. */
function shown(page: Page): Promise<Record<string, number | null>> {
  return page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll("video")].map((video) => [
        video.dataset.camera ?? "?",
        video.videoWidth > 0 && !video.paused ? video.currentTime : null,
      ]),
    ),
  );
}

async function allMoving(page: Page) {
  const cameras = await onGlass();
  await expect.poll(async () => Object.keys(await shown(page)), patient).toEqual(cameras);
  const before = await shown(page);
  await expect
    .poll(async () => {
      const now = await shown(page);
      return cameras.filter((id) => (now[id] ?? 0) <= (before[id] ?? 0));
    }, patient)
    .toEqual([]);
}

/** Plays a change of visibility, which a headless browser never has by itself. */
function turn(page: Page, state: "hidden" | "visible") {
  return page.evaluate((to) => {
    Object.defineProperty(document, "visibilityState", { configurable: true, value: to });
    document.dispatchEvent(new Event("visibilitychange"));
  }, state);
}

describe("the program at the desk", () => {
  it("moves, and a camera that stays keeps its <video> through takes and polls", async () => {
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.locator(".program video").first().waitFor();
    await allMoving(page);
    expect(await page.locator(".preview video").count()).toBe(0);
    expect(new Set((await feeds()).map(({ stream }) => stream))).toEqual(new Set(["sub"]));

    const first = await onGlass();
    await page.evaluate(() => {
      for (const video of document.querySelectorAll("video")) {
        video.dataset.since = "before";
        video.addEventListener("emptied", () => void (video.dataset.since = "emptied"));
      }
    });
    await page.keyboard.press("2");
    await expect.poll(onGlass, patient).not.toEqual(first);
    await allMoving(page);
    const now = new Set(await onGlass());
    const both = first.filter((id) => now.has(id));
    expect(both.length).toBeGreaterThan(1);
    for (const id of both)
      expect(await page.locator(`video[data-camera="${id}"]`).getAttribute("data-since"), id).toBe("before");
    // Everywhere in its own tile.
    const strays = await page.evaluate(() => {
      const places = (selector: string) =>
        [...document.querySelectorAll(selector)].map((element) => {
          const { x, y, width, height } = element.getBoundingClientRect();
          return [x, y, width, height].map(Math.round).join(" ");
        });
      const tiles = new Set(places(".program li[data-pictured]"));
      return places(".program .picture").filter((place) => !tiles.has(place));
    });
    expect(strays).toEqual([]);
    expect(errors).toEqual([]);
  });

  it("closes the feeds while nobody can look, and brings them back", async () => {
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.locator(".program video").first().waitFor();
    await expect.poll(async () => (await feeds()).length, patient).toBe((await onGlass()).length);
    const tiles = await page.locator(".program [role=option]").count();
    await turn(page, "hidden");
    await page.locator("video").first().waitFor({ state: "detached" });
    expect(page.workers()).toEqual([]);
    expect(await page.locator(".program [role=option]").count()).toBe(tiles);
    // The core keeps a feed for 8 s after its last viewer.
    await expect.poll(feeds, { ...patient, interval: 250 }).toEqual([]);
    await turn(page, "visible");
    await allMoving(page);
    expect(page.workers()).toHaveLength(1);
    expect(errors).toEqual([]);
  });

  it("dims the last pictures under the hatch as soon as the core is gone", async () => {
    await using opened = await openPage(browser, core.url, laptop);
    const { page } = opened;
    await page.locator(".program video").first().waitFor();
    await allMoving(page);
    const look = () =>
      page.evaluate(() =>
        [...document.querySelectorAll(".picture")].map((picture) => {
          const video = picture.querySelector("video");
          return [
            video === null ? null : getComputedStyle(video).opacity,
            getComputedStyle(picture, "::after").backgroundImage.includes("gradient"),
          ].join(" ");
        }),
      );
    // A machine that is busy may be late with one of them for a moment, and then it says so.
    await expect.poll(async () => [...new Set(await look())], patient).toEqual(["1 false"]);
    core.kill();
    await expect.poll(async () => [...new Set(await look())], { timeout: 3000 }).toEqual(["0.35 true"]);
  });

  it("shows the backup of a lost camera as the wall does, under the word for it and its name", async () => {
    await using wall = await openPage(browser, `${core.url}/wall/out-1`, { width: 960, height: 540 });
    await using opened = await openPage(browser, core.url, laptop);
    const { page, errors } = opened;
    await page.locator(".layouts [role=option]").nth(2).waitFor();
    await page.keyboard.press("3");
    await expect.poll(async () => (await onGlass()).length, patient).toBe(4);
    const there = await onGlass();
    const cameras = z.array(cameraSchema).parse(await core.get("/api/cameras"));
    const lost = cameras.find(({ id }) => there.includes(id));
    const backup = cameras.find(({ id }) => !there.includes(id));
    if (lost === undefined || backup === undefined) throw new Error("the demo has too few cameras");
    const streams = lost.streams.map(({ role }) => ({ role, url: "rtsp://127.0.0.1:9/gone" }));
    await edit(lost.id, { streams, backupCameraId: backup.id });
    const program = page.getByRole("listbox", { name: texts.onGlass });
    const tile = program.getByRole("option", { name: new RegExp(lost.name) });
    await expect.poll(() => tile.innerText(), { timeout: 30_000 }).toContain(backup.name);
    expect(await tile.innerText()).toContain(commonTexts.id.state.backup);
    await expect.poll(async () => (await shown(page))[backup.id] ?? 0, patient).toBeGreaterThan(0);
    expect(Object.keys(await shown(page))).not.toContain(lost.id);
    const place = await tile.boundingBox();
    const video = page.locator(`.program .picture:has(video[data-camera="${backup.id}"])`);
    expect(await video.boundingBox()).toEqual(place);
    expect(await video.getAttribute("data-dead")).toBe("false");
    if (process.env["PICTURES"] !== undefined) {
      await page.screenshot({ path: `${process.env["PICTURES"]}/backup.png` });
      await wall.page.screenshot({ path: `${process.env["PICTURES"]}/backup-wall.png` });
    }
    expect(errors).toEqual([]);
    // It steps back where the camera returns.
    await edit(lost.id, { streams: lost.streams.map(({ role, url }) => ({ role, url })) });
    await expect.poll(async () => (await shown(page))[lost.id] ?? 0, { timeout: 30_000 }).toBeGreaterThan(0);
    await expect.poll(async () => Object.keys(await shown(page)), patient).not.toContain(backup.id);
  }, 90_000);

  it("has names alone in a browser that cannot show feeds", async () => {
    const context = await browser.newContext({ viewport: laptop });
    try {
      const page = await context.newPage();
      await page.addInitScript(() => Reflect.deleteProperty(globalThis, "MediaStreamTrackGenerator"));
      await page.goto(core.url);
      await page.locator(".program [role=option]").first().waitFor();
      await page.getByRole("option", { name: "Sembilan" }).waitFor();
      expect(await page.locator("video").count()).toBe(0);
      expect(page.workers()).toEqual([]);
      expect(await feeds()).toEqual([]);
    } finally {
      await context.close();
    }
  });
});
