import pixelmatch from "pixelmatch";
import { type Browser, chromium, type Page } from "playwright";
import { PNG } from "pngjs";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { chromiumArguments } from "../../fixtures/chromium.ts";
import { CoreDouble } from "../fixtures/core-double.ts";
import { glassOf } from "../fixtures/glass.ts";
import { mapTile, tarakanCameras, wholeMarks } from "../fixtures/map.ts";
import { builtPages, wallStatsOf } from "../fixtures/pages.ts";

const CANVAS = { width: 960, height: 540 };
const SEEN = { timeout: 30_000 };
/** Of the pixels: a coast that MapLibre scales is smoothed otherwise. */
const TOLERANCE = 0.01;
let browser: Browser;

beforeAll(async () => {
  const args = chromiumArguments.filter((argument) => argument !== "--disable-gpu");
  browser = await chromium.launch({
    executablePath: "/usr/bin/chromium",
    args: [...args, "--use-angle=swiftshader", "--enable-unsafe-swiftshader"],
  });
});
afterAll(async () => {
  await browser.close();
});

/** The wall's map, drawn beneath as `choice` says; a picture of it. */
async function shown(choice: "gl" | "plain", look: (page: Page) => Promise<void>): Promise<PNG> {
  const tile = mapTile("peta", { x: 0, y: 0, ...CANVAS }, { center: { lat: 3.31, lon: 117.61 }, zoom: 11.4 });
  await using core = new CoreDouble(builtPages, glassOf([tile], CANVAS));
  await core.start();
  const context = await browser.newContext({ viewport: CANVAS });
  try {
    await context.addInitScript((chosen) => localStorage.setItem("dinding.map", chosen), choice);
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(String(error)));
    page.on("console", (message) => {
      if (message.type() === "error" && !message.text().startsWith("Failed to load resource"))
        errors.push(message.text());
    });
    await page.goto(`${core.origin}/wall/out`);
    core.mark(wholeMarks([["i-1", 117.6, 3.34, 0, 0, null]], tarakanCameras));
    await isLive(page);
    await look(page);
    const png = PNG.sync.read(await page.screenshot());
    expect(errors).toEqual([]);
    return png;
  } finally {
    await context.close();
  }
}

async function isLive(page: Page): Promise<void> {
  await vi.waitFor(async () => {
    expect((await wallStatsOf(page)).tiles[0]?.state).toBe("live");
  }, SEEN);
}

/** What is drawn in a worker comes to the glass a frame later. */
async function isStill(page: Page): Promise<void> {
  let before = "";
  await vi.waitFor(async () => {
    const now = (await page.screenshot()).toString("base64");
    const same = now === before;
    before = now;
    expect(same).toBe(true);
  }, SEEN);
}

const glCanvases = (page: Page) => page.locator(".maplibregl-canvas").count();

function different(a: PNG, b: PNG): number {
  const { width, height } = a;
  return pixelmatch(a.data, b.data, undefined, width, height, { threshold: 0.05 }) / (width * height);
}

test("MapLibre shows what a canvas shows, and a canvas goes on where WebGL is lost", async () => {
  const plain = await shown("plain", async (page) => {
    await page.waitForFunction(() => document.querySelectorAll(".map-ground > canvas").length === 2);
    expect(await glCanvases(page)).toBe(0);
    await isStill(page);
  });
  const gl = await shown("gl", async (page) => {
    await vi.waitFor(async () => expect(await glCanvases(page)).toBe(1), SEEN);
    // Its last tile may come after the map was given time enough.
    await vi.waitFor(async () => {
      const seen = PNG.sync.read(await page.screenshot());
      expect(different(seen, plain)).toBeLessThan(TOLERANCE);
    }, SEEN);
  });
  expect(different(gl, plain)).toBeLessThan(TOLERANCE);
  const after = await shown("gl", async (page) => {
    await vi.waitFor(async () => expect(await glCanvases(page)).toBe(1), SEEN);
    await page.evaluate(() => {
      const canvas = document.querySelector<HTMLCanvasElement>(".maplibregl-canvas");
      canvas?.getContext("webgl2")?.getExtension("WEBGL_lose_context")?.loseContext();
    });
    await vi.waitFor(async () => expect(await glCanvases(page)).toBe(0), SEEN);
    await isLive(page);
    expect(await page.locator(".why").count()).toBe(0);
    await vi.waitFor(async () => {
      const seen = PNG.sync.read(await page.screenshot());
      expect(different(seen, plain)).toBe(0);
    }, SEEN);
  });
  expect(different(after, plain)).toBe(0);
}, 120_000);
