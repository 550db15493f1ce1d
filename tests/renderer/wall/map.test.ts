import { existsSync, readFileSync, writeFileSync } from "node:fs";
import pixelmatch from "pixelmatch";
import { PNG } from "pngjs";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Glass } from "../../../src/protocol/channel.ts";
import { glassIncidentSchema } from "../../../src/protocol/glass-incident.ts";
import type { IncidentMark } from "../../../src/protocol/map.ts";
import { type OpenWall, type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { glassOf } from "../fixtures/glass.ts";
import { mapTile, tarakanCameras, wholeMarks } from "../fixtures/map.ts";
import { picture } from "../fixtures/pages.ts";

const CANVAS = { width: 960, height: 540 };
const DRAWN = { timeout: 15_000 };
const GOLDEN = new URL("./golden/map.png", import.meta.url);
/** Of the pixels, how many may differ from the golden picture: type is smoothed a little otherwise on every machine. */
const TOLERANCE = 0.004;
const tarakan = { center: { lat: 3.31, lon: 117.61 }, zoom: 11.4 };
let bench: PageBench;

beforeAll(async () => {
  bench = await startPageBench();
}, 120_000);
afterAll(() => bench[Symbol.asyncDispose]());

const AT = "2026-11-22T05:00:00.000Z";
const told = (id: string, text: string, place: string) =>
  glassIncidentSchema.parse({
    ...{ id, version: 1, status: "open", kind: "fire", severity: "critical", text, place, source: "112" },
    ...{ occurredAt: AT, receivedAt: AT, updatedAt: AT },
  });
const glass = (change: Partial<Glass> = {}) =>
  glassOf([mapTile("peta", { x: 0, y: 0, ...CANVAS }, tarakan)], CANVAS, change);
/** One of each severity; one with an area, one acknowledged, one of a drill, and five in one place. */
const scene: readonly IncidentMark[] = [
  ["i-1", 117.6, 3.34, 0, 0, null],
  [
    ...(["i-2", 117.64, 3.345, 1, 0] as const),
    [
      [
        [117.625, 3.33],
        [117.655, 3.33],
        [117.655, 3.36],
        [117.625, 3.36],
        [117.625, 3.33],
      ],
    ],
  ],
  ["i-3", 117.55, 3.31, 2, 1, null],
  ["i-4", 117.64, 3.3, 3, 2, null],
  ...Array.from(
    { length: 5 },
    (_, at): IncidentMark => [`m-${at}`, 117.6 + at / 5000, 3.265, at === 3 ? 1 : 3, 0, null],
  ),
];

async function live(wall: OpenWall): Promise<void> {
  await vi.waitFor(async () => expect((await wall.stats()).tiles[0]?.state).toBe("live"), DRAWN);
}

const label = (wall: OpenWall) => wall.page.locator(".map-label");

describe("a map on the wall", () => {
  test("is complete once it is drawn with what it marks, and not before", async () => {
    await using wall = await bench.open(glass(), {}, CANVAS);
    await vi.waitFor(async () => expect((await wall.stats()).tiles[0]?.state).toBe("connecting"), DRAWN);
    expect(wall.core.shown).toEqual([]);
    wall.core.mark(wholeMarks(scene, tarakanCameras));
    await live(wall);
    await vi.waitFor(() => expect(wall.core.shown).toMatchObject([{ outputId: "out", failures: [] }]), DRAWN);
    expect(wall.errors).toEqual([]);
  });

  test("is a take's failure where nothing comes that it could draw", async () => {
    await using wall = await bench.open(glass(), {}, CANVAS);
    await vi.waitFor(
      () => expect(wall.core.shown).toMatchObject([{ failures: [{ tileId: "peta", kind: "silent" }] }]),
      DRAWN,
    );
  });

  test("looks as it did when it was looked at", async () => {
    const incidents = [
      told("i-1", "Kebakaran rumah", "Jl. Yos Sudarso"),
      told("m-3", "Banjir 40 cm", "Pantai"),
    ];
    await using wall = await bench.open(glass(), {}, CANVAS);
    wall.core.mark(wholeMarks(scene, tarakanCameras));
    await live(wall);
    // The words of incidents without the ticker that would tell them too.
    wall.core.show({ incidents });
    await vi.waitFor(async () => expect(await wall.page.locator(".ticker").count()).toBe(1), DRAWN);
    wall.core.show({ incidents: incidents.map((one) => ({ ...one, expiresAt: AT })) });
    await vi.waitFor(async () => expect(await wall.page.locator(".ticker").count()).toBe(0), DRAWN);
    await expect.poll(() => label(wall).innerText(), DRAWN).toContain("1 kritis");
    const seen = await settled(wall);
    if (!existsSync(GOLDEN) || process.env.UPDATE_GOLDEN === "1") writeFileSync(GOLDEN, PNG.sync.write(seen));
    const golden = PNG.sync.read(readFileSync(GOLDEN));
    const { width, height } = seen;
    const different = pixelmatch(golden.data, seen.data, undefined, width, height, { threshold: 0.05 });
    expect(different / (width * height)).toBeLessThan(TOLERANCE);
    expect(wall.errors).toEqual([]);
  });

  test("counts what it shows, by shape and word, and tells what lies beyond it", async () => {
    await using wall = await bench.open(glass(), {}, CANVAS);
    wall.core.mark(wholeMarks([...scene, ["far", 106.8, -6.2, 0, 0, null]], tarakanCameras));
    await expect.poll(() => label(wall).innerText(), DRAWN).toMatch(/1.*kritis/s);
    const text = (await label(wall).innerText()).replaceAll(/\s+/g, " ");
    expect(text).toContain("1 kritis");
    expect(text).toContain("2 tinggi");
    expect(text).toContain("1 sedang");
    expect(text).toContain("5 rendah");
    expect(text).toContain("1 di luar peta");
    expect(text).toContain("1 kamera putus");
    expect(text).toContain("Natural Earth");
    wall.core.mark({
      ...{ whole: false, incidents: [], cameras: [], camerasGone: [] },
      incidentsGone: ["i-1", "far"],
    });
    await expect.poll(() => label(wall).innerText(), DRAWN).not.toContain("kritis");
    expect(await label(wall).innerText()).not.toContain("di luar");
  });

  test("follows what changes at the place where it stands", async () => {
    await using wall = await bench.open(glass(), {}, CANVAS);
    wall.core.mark(wholeMarks([]));
    await live(wall);
    const ground = await reddest(wall);
    expect(ground).toBeLessThan(20);
    wall.core.mark({
      ...{ whole: false, cameras: [], camerasGone: [], incidentsGone: [] },
      incidents: [["a", tarakan.center.lon, tarakan.center.lat, 0, 0, null]],
    });
    await expect.poll(() => reddest(wall), DRAWN).toBeGreaterThan(100);
  });

  test("looks stale once the core is gone, and says since when", async () => {
    await using wall = await bench.open(glass(), {}, CANVAS);
    wall.core.mark(wholeMarks(scene, tarakanCameras));
    await live(wall);
    await wall.core.kill();
    await vi.waitFor(async () => expect((await wall.stats()).tiles[0]?.state).toBe("stale"), DRAWN);
    await expect.poll(() => wall.page.locator(".map .why").innerText(), DRAWN).toContain("sejak");
    await wall.core.start();
    await live(wall);
  });

  test("shows ten thousand incidents within seconds and goes on with other things meanwhile", async () => {
    const marks = Array.from(
      { length: 10_000 },
      (_, at): IncidentMark => [
        `i-${at}`,
        117.5 + ((at * 7919) % 2000) / 10_000,
        3.25 + ((at * 104_729) % 1200) / 10_000,
        at % 4,
        0,
        null,
      ],
    );
    await using wall = await bench.open(glass(), {}, CANVAS);
    const began = performance.now();
    wall.core.mark(wholeMarks(marks));
    await live(wall);
    expect(performance.now() - began).toBeLessThan(5000);
    const text = (await label(wall).innerText()).replaceAll(/\s+/g, " ");
    const shown = [...text.matchAll(/(\d+) (?:kritis|tinggi|sedang|rendah|di luar)/g)].map(([, count]) =>
      Number(count),
    );
    expect(shown.reduce((sum, count) => sum + count, 0)).toBe(10_000);
    expect(wall.errors).toEqual([]);
  });
});

/** The difference between red and blue of the pixels in the middle of the map, the most of any. */
async function reddest(wall: OpenWall): Promise<number> {
  const { at } = await picture(wall.page);
  let most = 0;
  for (let x = -6; x <= 6; x += 1)
    for (let y = -30; y <= 0; y += 1) {
      const [red, , blue] = at(CANVAS.width / 2 + x, CANVAS.height / 2 + y);
      most = Math.max(most, red - blue);
    }
  return most;
}

/** The picture of the page once two in a row are the same. */
async function settled(wall: OpenWall): Promise<PNG> {
  let before = "";
  let png: Buffer = Buffer.alloc(0);
  await vi.waitFor(async () => {
    png = await wall.page.screenshot({ scale: "device" });
    const same = png.toString("base64") === before;
    before = png.toString("base64");
    expect(same).toBe(true);
  }, DRAWN);
  return PNG.sync.read(png);
}
