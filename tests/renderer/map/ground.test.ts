import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Browser, Page } from "playwright";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { commonTexts } from "../../../src/renderer/i18n/common.ts";
import { technicianTexts } from "../../../src/renderer/i18n/technician.ts";
import { archiveOf, waterTile } from "../../main/map/archive.ts";
import { TileHost } from "../../main/map/tile-host.ts";
import { emptyData, type RealCore, signIn, startRealCore } from "../console/real-core.ts";
import { launchChromium, openPage, picture, wallStatsOf } from "../fixtures/pages.ts";

const PASSWORD = "kata-sandi-panjang";
const SEEN = { timeout: 20_000 };
const RED = [200, 30, 30] as const;
const words = technicianTexts.id.map;
let browser: Browser;
let core: RealCore;
let data: ReturnType<typeof emptyData>;
let tiles: TileHost;
let token = "";

beforeAll(async () => {
  data = emptyData();
  [browser, core, tiles] = await Promise.all([
    launchChromium(),
    startRealCore(data.path, { password: PASSWORD }),
    TileHost.start(),
  ]);
  const session = await fetch(`${core.url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json", origin: core.url },
    body: JSON.stringify({ name: "admin", password: PASSWORD }),
  });
  token = z.object({ token: z.string() }).parse(await session.json()).token;
  const png = new PNG({ width: 256, height: 256 });
  for (let at = 0; at < png.data.length; at += 4) png.data.set([...RED, 255], at);
  tiles.body = PNG.sync.write(png);
  mkdirSync(join(data.path, "map"));
  // Water in the east of the world, land in its west.
  const water = waterTile([
    [2048, 0],
    [4096, 0],
    [4096, 4096],
    [2048, 4096],
  ]);
  writeFileSync(join(data.path, "map", "dunia.pmtiles"), archiveOf(water));
}, 60_000);
afterAll(async () => {
  await browser.close();
  await core[Symbol.asyncDispose]();
  await tiles[Symbol.asyncDispose]();
  data[Symbol.dispose]();
});

async function ask(method: string, path: string, body?: unknown): Promise<unknown> {
  const answer = await fetch(core.url + path, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
  return answer.status === 204 ? null : await answer.json();
}

/** A wall of one map of the whole world. */
async function showMap(content: Record<string, unknown>) {
  const rect = { x: 0, y: 0, width: 960, height: 540 };
  const id = `peta-${Math.random().toString(36).slice(2)}`;
  await ask("POST", "/api/layouts", {
    ...{ id, name: "Peta", wallId: "utama" },
    tiles: [{ id: "peta", rect, content: { kind: "map", ...content } }],
  });
  await ask("POST", "/api/walls/utama/take", { layoutId: id });
  const code = z.object({ url: z.string() }).parse(await ask("POST", "/api/outputs/out-1/code"));
  const opened = await openPage(browser, code.url, { width: 1920, height: 1080 });
  await vi.waitFor(async () => expect((await wallStatsOf(opened.page)).tiles[0]?.state).toBe("live"), SEEN);
  return opened;
}

const pixel = async (page: Page, x: number, y: number) => (await picture(page)).at(x, y);

describe("what lies under a map on the wall", () => {
  it("is the city's tile server through the core, and under the strict policy of all pages", async () => {
    await ask("PUT", "/api/map/settings", {
      ...{ kind: "server", url: `${tiles.origin}/{z}/{x}/{y}.png`, attribution: "Dinas Uji" },
    });
    await using wall = await showMap({ center: { lat: 0, lon: 0 }, zoom: 2 });
    await expect.poll(() => pixel(wall.page, 300, 300), SEEN).toEqual([...RED]);
    expect(await wall.page.locator(".map-source").innerText()).toContain("Dinas Uji");
    expect(wall.errors).toEqual([]);
    expect(tiles.asked.every((path) => /^\/\d+\/\d+\/\d+\.png$/.test(path))).toBe(true);
    // Back to the coast while the page is open.
    await ask("PUT", "/api/map/settings", { kind: "coast" });
    await expect.poll(() => pixel(wall.page, 300, 300), SEEN).not.toEqual([...RED]);
  });

  it("is an archive of the data folder, read by its ranges and drawn in greys", async () => {
    await ask("PUT", "/api/map/settings", { kind: "file", file: "dunia.pmtiles", attribution: "Uji" });
    await using wall = await showMap({ center: { lat: 0, lon: 0 }, zoom: 1 });
    // 10 pixels to the west and to the east of Greenwich, on the coast of neither.
    await expect.poll(() => pixel(wall.page, 240, 100), SEEN).toEqual([42, 45, 49]);
    expect(await pixel(wall.page, 720, 100)).toEqual([23, 25, 28]);
    expect(wall.errors).toEqual([]);
  });

  it("is the city's boundary, which maps without a centre show whole", async () => {
    await ask("PUT", "/api/map/settings", { kind: "coast" });
    const coordinates = [
      [
        [100, -1],
        [102, -1],
        [102, 1],
        [100, 1],
        [100, -1],
      ],
    ];
    await ask("PUT", "/api/map/boundary", { type: "Polygon", coordinates });
    await using wall = await showMap({});
    const bright = async () => {
      const { at } = await picture(wall.page);
      const row = Array.from({ length: 960 }, (_, x) => at(x, 250)[0] > 150);
      return [row.indexOf(true), row.lastIndexOf(true)];
    };
    await expect.poll(async () => (await bright())[0], SEEN).toBeGreaterThan(0);
    const [west = 0, east = 0] = await bright();
    // As wide as it is high, in the middle.
    expect((west + east) / 2).toBeGreaterThan(475);
    expect((west + east) / 2).toBeLessThan(485);
    expect(east - west).toBeGreaterThan(380);
    await ask("DELETE", "/api/map/boundary");
  });
});

describe("the map of a desk", () => {
  it("is looked around on by hand and by keys, picks a place and tells what is marked", async () => {
    await ask("POST", "/api/cameras", {
      ...{ id: "gtm", name: "Simpang GTM", location: { lat: 3.3, lon: 117.6, heading: 40 } },
      streams: [{ role: "main", url: "test:64x48@5" }],
    });
    await using opened = await openPage(browser, `${core.url}/technician`, { width: 1280, height: 800 });
    const { page } = opened;
    await signIn(page, PASSWORD);
    await page.getByRole("button", { name: words.open }).click();
    const map = page.getByRole("application", { name: words.look });
    await map.scrollIntoViewIfNeeded();
    const said = page.locator(".map-said");
    // The camera alone is in the middle of what is shown.
    const box = await map.boundingBox();
    if (box === null) throw new Error("no map");
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    await vi.waitFor(async () => {
      await page.mouse.click(x, y);
      expect(await said.innerText()).toBe("Simpang GTM");
    }, SEEN);
    await page.mouse.click(x + 90, y + 60);
    await expect.poll(() => said.innerText(), SEEN).toContain("117.6");
    const before = await said.innerText();
    // Nearer, and to the east: the same pixel is another place, to its east.
    await map.focus();
    await page.keyboard.press("+");
    for (let step = 0; step < 4; step += 1) await page.keyboard.press("ArrowRight");
    await page.mouse.click(x + 90, y + 60);
    await expect.poll(() => said.innerText(), SEEN).not.toBe(before);
    const lonOf = (text: string) => Number(/bujur ([\d.]+)/.exec(text)?.[1]);
    expect(lonOf(await said.innerText())).toBeGreaterThan(lonOf(before));
    // A drag is no click.
    const kept = await said.innerText();
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + 40, y + 10, { steps: 4 });
    await page.mouse.up();
    expect(await said.innerText()).toBe(kept);
    await page.getByRole("button", { name: commonTexts.id.map.all }).click();
    await vi.waitFor(async () => {
      await page.mouse.click(x, y);
      expect(await said.innerText()).toBe("Simpang GTM");
    }, SEEN);
    expect(opened.errors).toEqual([]);
  });
});
