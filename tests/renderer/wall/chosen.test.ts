import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ChosenFeed, Glass } from "../../../src/protocol/channel.ts";
import type { FeedRef } from "../../../src/protocol/feed.ts";
import { type OpenWall, type PageBench, startPageBench } from "../fixtures/bench-of-pages.ts";
import { CameraDouble } from "../fixtures/camera-double.ts";
import { type Clip, makeClip } from "../fixtures/clip.ts";
import { CANVAS, glassOf, grid, wallShowing } from "../fixtures/glass.ts";
import { picture } from "../fixtures/pages.ts";
import { watchPicture } from "../fixtures/screencast.ts";

const LIVE = { timeout: 20_000 };
let bench: PageBench;
let red: Clip;
let blue: Clip;
let moving: Clip;

beforeAll(async () => {
  [bench, red, blue, moving] = await Promise.all([
    startPageBench(),
    makeClip({ width: 424, height: 240, picture: "color=c=red", gop: 10 }),
    makeClip({ width: 848, height: 480, picture: "color=c=blue", gop: 10 }),
    // Key pictures further apart than pictures may be before a tile is stale.
    makeClip({ width: 424, height: 240, frames: 60, gop: 30 }),
  ]);
});
afterAll(() => bench[Symbol.asyncDispose]());

const one = grid(1);
/** The same glass with other feeds in its tiles. */
function choosing(glass: Glass, change: (feed: ChosenFeed) => Partial<ChosenFeed>): Pick<Glass, "walls"> {
  return {
    walls: glass.walls.map(({ feeds, ...wall }) => ({
      ...wall,
      feeds: feeds.map((feed) => ({ ...feed, ...change(feed) })),
    })),
  };
}
const states = async (wall: OpenWall) => (await wall.stats()).tiles.map(({ state }) => state);
const first = async (wall: OpenWall) => {
  const [tile] = (await wall.stats()).tiles;
  if (tile === undefined) throw new Error("there is no tile");
  return tile;
};

describe("another stream for a tile", () => {
  const small: Partial<FeedRef> = { stream: "sub" };
  const large: [name: string, Partial<FeedRef>, key: string][] = [
    ["the camera's main stream", { stream: "main" }, "c-1/main"],
    ["a rung", { stream: "main", rung: "1080p" }, "c-1/main/1080p"],
  ];

  test.each(large)("%s: the small picture stays until the large one is complete", async (_, feed, key) => {
    const glass = { ...glassOf(one), ...choosing(glassOf(one), () => small) };
    await using wall = await bench.open(glass, {}, CANVAS);
    wall.core.cameras.set("c-1/sub", new CameraDouble("c-1", red, small));
    const late = new CameraDouble("c-1", blue, feed);
    // It runs, and gives no picture yet.
    late.stop();
    wall.core.cameras.set(key, late);
    wall.core.show({});
    await wall.page.reload();
    await expect.poll(() => states(wall), LIVE).toEqual(["live"]);

    const watched = await watchPicture(wall.page);
    wall.core.show(choosing(wall.core.shownGlass, () => feed));
    await expect.poll(() => wall.core.opened, LIVE).toContain(key);
    const before = (await first(wall)).framesPresented;
    // The small one goes on behind nothing: it is what is seen, live and counted.
    await expect.poll(async () => (await first(wall)).framesPresented, LIVE).toBeGreaterThan(before + 10);
    await expect.poll(() => first(wall), LIVE).toMatchObject({ state: "live", stream: "sub", width: 424 });
    late.play();
    await expect.poll(async () => (await first(wall)).width, LIVE).toBe(848);
    await expect
      .poll(() => first(wall), LIVE)
      .toMatchObject({ state: "live", stream: "main", shownCameraId: "c-1" });
    const frames = await watched.stop();
    // The first that is handed out may have been drawn before the first picture was.
    const shown = frames.findIndex((frame) => frame.at(636, 200)[0] > 180);
    expect(shown).toBeGreaterThanOrEqual(0);
    for (const frame of frames.slice(shown)) {
      const [r, g, b] = frame.at(636, 200);
      // Red, then blue, and never anything else: no dark frame, no slate.
      expect(Math.max(r, b)).toBeGreaterThan(180);
      expect(g).toBeLessThan(60);
    }
    expect(wall.errors).toEqual([]);
  });
});

describe("a tour", () => {
  const turn = (place: number, held = false) => {
    const cameraId = `c-${place}`;
    return { cameraId, tour: { cameraId, place, of: 2, held } };
  };

  test("cuts from one camera to the next without a dark frame, and says whose turn it is and that it is held", async () => {
    const tiles = one.map((tile) => ({
      ...tile,
      content: { kind: "tour" as const, cameraIds: ["c-1", "c-2"], dwellS: 5 },
    }));
    const feeds = [{ tileId: "t-1", stream: "main" as const, rung: null, ...turn(1) }];
    const [wallOf] = wallShowing(tiles).walls;
    if (wallOf === undefined) throw new Error("no wall");
    const cameras = ["c-1", "c-2"].map((id) => ({ id, name: id }));
    const glass = { ...glassOf(tiles), walls: [{ ...wallOf, feeds }], cameras };
    await using wall = await bench.open(glass, { "c-1": red }, CANVAS);
    const late = new CameraDouble("c-2", blue);
    late.stop();
    wall.core.cameras.set("c-2/main", late);
    await expect.poll(() => states(wall), LIVE).toEqual(["live"]);
    const label = () => wall.page.innerText('[data-tile="t-1"] .label-tour');
    expect(await label()).toBe("1/2");
    expect(await first(wall)).toMatchObject({ cameraId: "c-1", shownCameraId: "c-1" });

    const watched = await watchPicture(wall.page);
    wall.core.show(choosing(wall.core.shownGlass, () => turn(2)));
    await expect.poll(() => wall.core.opened, LIVE).toContain("c-2/main");
    const before = (await first(wall)).framesPresented;
    await expect.poll(async () => (await first(wall)).framesPresented, LIVE).toBeGreaterThan(before + 10);
    // What is seen is still called what it is.
    expect([await label(), (await first(wall)).cameraId]).toEqual(["1/2", "c-1"]);
    late.play();
    await expect.poll(async () => (await first(wall)).cameraId, LIVE).toBe("c-2");
    await expect.poll(async () => [await label(), (await first(wall)).state], LIVE).toEqual(["2/2", "live"]);
    for (const frame of await watched.stop()) {
      const [r, g, b] = frame.at(636, 200);
      expect(Math.max(r, b)).toBeGreaterThan(180);
      expect(g).toBeLessThan(60);
    }
    wall.core.show(choosing(wall.core.shownGlass, () => turn(2, true)));
    await expect.poll(() => wall.page.locator(".label-tour .mark-held").count(), LIVE).toBe(1);

    // It may not be shown any more: its last picture goes at once, also while the next one has none.
    wall.core.show({
      ...choosing(wall.core.shownGlass, () => turn(3)),
      cameras: wall.core.shownGlass.cameras.filter(({ id }) => id !== "c-2"),
    });
    await expect.poll(async () => (await first(wall)).state, LIVE).toBe("hidden");
    expect(wall.errors).toEqual([]);
  });
});

describe("a slowed tile", () => {
  test("shows its key pictures, is marked in words, and is neither stale nor frozen nor degraded; then it runs again", async () => {
    const glass = glassOf(grid(2), CANVAS, { frozenAfterMs: 1100 });
    const cameras = Object.fromEntries([1, 2, 3, 4].map((at) => [`c-${at}`, moving]));
    await using wall = await bench.open(glass, cameras, CANVAS);
    await expect.poll(() => states(wall), LIVE).toEqual(Array(4).fill("live"));

    const slowing = (feed: ChosenFeed) => (feed.tileId === "t-1" ? { reduced: "frames" as const } : {});
    wall.core.show(choosing(wall.core.shownGlass, slowing));
    const label = () => wall.page.innerText('[data-tile="t-1"] .label');
    await expect.poll(label, LIVE).toContain("diperlambat");
    expect(await wall.page.innerText('[data-tile="t-2"] .label')).not.toContain("diperlambat");
    await expect
      .poll(() => wall.page.innerText(".load-line"), LIVE)
      .toMatch(/^(Beban \d+ %: )?1 petak diperlambat$/u);
    // Visitors read nothing of it.
    const cover = (covered: boolean) =>
      wall.core.show({ walls: wall.core.shownGlass.walls.map((shown) => ({ ...shown, covered })) });
    cover(true);
    await expect.poll(() => wall.page.locator(".standby").count(), LIVE).toBe(1);
    expect(await wall.page.locator(".load-line").count()).toBe(0);
    cover(false);
    await expect.poll(() => wall.page.locator(".load-line").count(), LIVE).toBe(1);
    const before = await first(wall);
    const seen = new Set<string>();
    await expect
      .poll(async () => {
        const tile = await first(wall);
        seen.add(`${tile.state} ${tile.frozen}`);
        return tile.framesPresented;
      }, LIVE)
      .toBeGreaterThan(before.framesPresented + 2);
    expect([...seen]).toEqual(["live false"]);
    const after = await first(wall);
    expect(after).toMatchObject({ reduced: "frames", dropped: before.dropped });
    // What was spared was never sent; a whole camera would have come to thirty times as many.
    expect(after.framesPresented - before.framesPresented).toBeLessThan(10);

    wall.core.show(choosing(wall.core.shownGlass, () => ({ reduced: undefined })));
    await expect.poll(async () => (await first(wall)).fps, LIVE).toBeGreaterThan(15);
    const again = await first(wall);
    expect(again.state).toBe("live");
    // A crowded machine may lose a frame or two where all of them come again; what was spared would count by tens.
    expect(again.dropped - before.dropped).toBeLessThan(5);
    expect(await label()).not.toContain("diperlambat");
    expect(await wall.page.locator(".load-line").count()).toBe(0);
    expect(wall.errors).toEqual([]);
  });

  test("whose camera is lost is lost, and says why", async () => {
    const glass = { ...glassOf(one), ...choosing(glassOf(one), () => ({ reduced: "frames" })) };
    await using wall = await bench.open(glass, { "c-1": moving }, CANVAS);
    await expect.poll(() => states(wall), LIVE).toEqual(["live"]);
    wall.camera("c-1").stop({ kind: "unreachable", detail: { host: "10.1.2.3", port: 554 }, sentence: "" });
    await expect.poll(() => states(wall), LIVE).toEqual(["lost"]);
  });

  test("says its load in wallStats, which is low where nothing waits", async () => {
    await using wall = await bench.open(glassOf(one), { "c-1": moving }, CANVAS);
    await expect.poll(async () => (await wall.stats()).load, LIVE).toBeLessThan(85);
  });
});

describe("a backup", () => {
  test("is shown under its own name, with the name of the camera that it stands in for and since when that is lost", async () => {
    const tiles = grid(2);
    const base = glassOf(tiles, CANVAS, {
      cameras: [
        {
          id: "c-1",
          name: "Simpang Empat Jalan Jenderal Sudirman – Jalan Yos Sudarso",
          group: "Lalu lintas",
        },
        { id: "c-9", name: "Pasar Gusher, pintu timur", group: "Pasar" },
      ],
    });
    const lostSince = Date.UTC(2026, 10, 22, 6, 2, 11);
    const chosen = choosing(base, ({ tileId }) =>
      tileId === "t-1" ? { cameraId: "c-9", lostSince } : tileId === "t-2" ? { coarse: true } : {},
    );
    const cameras = Object.fromEntries(["c-9", "c-2", "c-3", "c-4"].map((id) => [id, moving]));
    await using wall = await bench.open({ ...base, ...chosen }, cameras, CANVAS);
    await expect.poll(() => states(wall), LIVE).toEqual(Array(4).fill("live"));
    expect(await first(wall)).toMatchObject({ tileId: "t-1", cameraId: "c-1", shownCameraId: "c-9" });
    const label = (await wall.page.innerText('[data-tile="t-1"] .label')).replace(/\s+/gu, " ");
    expect(label).toContain("Pasar Gusher, pintu timur");
    expect(label).toMatch(/cadangan sejak 14:02:1\d/u);
    expect(await wall.page.innerText('[data-tile="t-2"] .label')).toContain("gambar kecil");
    expect(label).toContain("menggantikan Simpang Empat Jalan Jenderal Sudirman – Jalan Yos Sudarso");
    const shot = await picture(wall.page);
    expect(shot.width).toBe(CANVAS.width);
    if (process.env["PICTURES"] !== undefined)
      await wall.page.screenshot({ path: `${process.env["PICTURES"]}/backup.png` });
  });
});
