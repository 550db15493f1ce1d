import { describe, expect, it } from "vitest";
import type { Tile } from "../../../src/layouts/layout.ts";
import type { Answer, Source } from "../../../src/main/feeds/stand-ins/stand-in.ts";
import { PageFeeds } from "../../../src/main/wall/page-feeds.ts";
import { CHANGE_MS, FOLLOW_MS, type SeenTile, TileFeeds } from "../../../src/main/wall/tile-feeds.ts";
import type { Camera } from "../../../src/protocol/camera.ts";
import { mosaicFeed } from "../../../src/protocol/mosaic-feed.ts";
import type { Format } from "../../../src/protocol/format.ts";
import { formatOf } from "../../fixtures/format.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const cameraOf = (id: string, roles: readonly ("main" | "sub")[], backupCameraId?: string): Camera => ({
  id,
  name: id,
  ...(backupCameraId === undefined ? {} : { backupCameraId }),
  streams: roles.map((role) => ({ role, url: "rtsp://10.0.0.9/", hasCredentials: false })),
});

function seenTile(cameraId: string, width: number, rest: Partial<Tile> = {}): SeenTile {
  const pixels = { width, height: (width * 9) / 16 };
  const tile: Tile = {
    id: `tile-${cameraId}`,
    rect: { x: 0, y: 0, ...pixels },
    z: 0,
    fit: "contain",
    priority: 5,
    content: { kind: "camera", cameraId },
    ...rest,
  };
  return { wallId: "wall", tile, cameraId, pixels, here: true };
}

/** A page that decodes H.264 alone, with cameras whose formats and states are in the test's hand. */
function room(...cameras: Camera[]) {
  const clock = new SimulatedClock();
  const formats = new Map<string, Format>();
  const down = new Map<string, number>();
  const answers = new Map<string, Answer>();
  const keyOf = ({ cameraId, stream }: Source) => `${cameraId}/${stream}`;
  const parts = {
    clock,
    feeds: {
      knownFormat: (cameraId: string, stream: "main" | "sub") => formats.get(`${cameraId}/${stream}`) ?? null,
    },
    watch: {
      downSince: (source: Source) => down.get(keyOf(source)) ?? null,
      ask: (source: Source) => answers.get(keyOf(source)) ?? "trying",
    },
    camera: (id: string) => cameras.find((camera) => camera.id === id),
  };
  const page = new PageFeeds(new TileFeeds(parts, new Set()), clock);
  const size = (width: number) => formatOf({ width, height: (width * 9) / 16 });
  /** What the page shows, as `camera/stream/rung` and what was done to it. */
  const look = (...tiles: SeenTile[]) =>
    [...page.choose(tiles).values()].map(({ cameraId, stream, rung, reduced, coarse }) =>
      [cameraId, stream, rung, reduced, coarse === true ? "coarse" : null].filter(Boolean).join(" "),
    );
  return { clock, formats, down, answers, page, size, look };
}

const both = ["main", "sub"] as const;

describe("a tile's feed", () => {
  it("does not change while the learned size of its camera jitters between two values", async () => {
    const { clock, formats, size, look } = room(cameraOf("a", both));
    const seen = new Set<string>();
    for (let at = 0; at < 120; at += 1) {
      formats.set("a/sub", size(at % 2 === 0 ? 500 : 640));
      seen.add(look(seenTile("a", 640)).join());
      await clock.advance(1000);
    }
    expect(seen.size).toBe(1);
  });

  it("changes once another size was seen for five seconds", async () => {
    const { clock, formats, size, look } = room(cameraOf("a", both));
    formats.set("a/sub", size(640));
    look(seenTile("a", 640));
    await clock.advance(CHANGE_MS);
    expect(look(seenTile("a", 640))).toEqual(["a sub"]);
    formats.set("a/sub", size(320));
    look(seenTile("a", 640));
    await clock.advance(CHANGE_MS - 1);
    expect(look(seenTile("a", 640))).toEqual(["a sub"]);
    await clock.advance(1);
    expect(look(seenTile("a", 640))).toEqual(["a main"]);
  });

  it("of a tile that is made larger is the picture that is there, then the one that it needs", async () => {
    const { clock, formats, size, look } = room(cameraOf("a", both));
    formats.set("a/sub", size(640));
    formats.set("a/main", size(1920));
    expect(look(seenTile("a", 640))).toEqual(["a sub"]);
    expect(look(seenTile("a", 1920, { id: "large" }))).toEqual(["a sub"]);
    await clock.advance(FOLLOW_MS);
    expect(look(seenTile("a", 1920, { id: "large" }))).toEqual(["a main"]);
    // Back again, the large picture stands in the small tile until the small one is chosen.
    expect(look(seenTile("a", 640))).toEqual(["a main"]);
    await clock.advance(FOLLOW_MS);
    expect(look(seenTile("a", 640))).toEqual(["a sub"]);
    // Within a tenth there is nothing to change.
    expect(look(seenTile("a", 700))).toEqual(["a sub"]);
    await clock.advance(CHANGE_MS * 2);
    expect(look(seenTile("a", 700))).toEqual(["a sub"]);
  });

  it("is on a rung at once where the page cannot show what turns out to come, and follows the tile's size", async () => {
    const { clock, formats, look } = room(cameraOf("a", ["main"]));
    expect(look(seenTile("a", 640))).toEqual(["a main"]);
    formats.set("a/main", formatOf({ coding: "hevc", codec: "hev1.1.6.L123.B0", width: 1920, height: 1080 }));
    expect(look(seenTile("a", 640))).toEqual(["a main 360p"]);
    expect(look(seenTile("a", 1280))).toEqual(["a main 360p"]);
    await clock.advance(FOLLOW_MS);
    expect(look(seenTile("a", 1280))).toEqual(["a main 720p"]);
    // The camera is set to H.264: that is believed when it has lasted.
    await clock.advance(CHANGE_MS);
    formats.set("a/main", formatOf({ width: 1920, height: 1080 }));
    expect(look(seenTile("a", 1280))).toEqual(["a main 720p"]);
    await clock.advance(CHANGE_MS);
    expect(look(seenTile("a", 1280))).toEqual(["a main"]);
  });

  it("is the camera's other stream where the wanted one is down, marked where that is much too small", () => {
    const { formats, size, down, answers, look } = room(cameraOf("a", both));
    formats.set("a/sub", size(640));
    formats.set("a/main", size(1920));
    expect(look(seenTile("a", 1920))).toEqual(["a main"]);
    down.set("a/main", 1);
    expect(look(seenTile("a", 1920))).toEqual(["a main"]);
    answers.set("a/sub", "up");
    expect(look(seenTile("a", 1920), seenTile("a", 1000, { id: "other" }))).toEqual([
      "a sub coarse",
      "a sub",
    ]);
    down.clear();
    expect(look(seenTile("a", 1920))).toEqual(["a main"]);
  });

  it("is the backup's, with the time since when the camera is lost", () => {
    const { down, answers, page } = room(cameraOf("a", both, "b"), cameraOf("b", both));
    down.set("a/main", 1_234);
    answers.set("a/sub", "down");
    answers.set("b/main", "up");
    const tile = seenTile("a", 1920);
    expect(page.choose([tile]).get(tile)).toEqual({
      ...{ tileId: "tile-a", cameraId: "b", stream: "main", rung: null },
      lostSince: 1_234,
    });
  });
});

describe("a page that tells too high a load", () => {
  /** Six looks, a second apart, at this load. */
  async function under(load: number, here: ReturnType<typeof room>, ...tiles: SeenTile[]) {
    for (let at = 0; at < 6; at += 1) {
      here.page.report(load);
      here.look(...tiles);
      await here.clock.advance(1000);
    }
    here.page.report(load);
    return here.look(...tiles);
  }

  it("gets smaller pictures, then fewer, from priority 9 on, and all of it back", async () => {
    const here = room(cameraOf("one", both), cameraOf("five", both), cameraOf("nine", ["main"]));
    const tiles = [
      seenTile("one", 1920, { priority: 1 }),
      seenTile("five", 1920, { priority: 5 }),
      seenTile("nine", 1920, { priority: 9 }),
    ];
    expect(here.look(...tiles)).toEqual(["one main", "five main", "nine main"]);
    expect(await under(88, here, ...tiles)).toEqual(["one main", "five sub size coarse", "nine main"]);
    expect(await under(88, here, ...tiles)).toEqual([
      "one main",
      "five sub frames coarse",
      "nine main frames",
    ]);
    let last: string[] = [];
    for (let at = 0; at < 4; at += 1) last = await under(30, here, ...tiles);
    expect(last).toEqual(["one main", "five main", "nine main"]);
  });

  it("gets a mosaic of a lower rung in its turn, then its key pictures alone, and all of it back", async () => {
    const { clock, page } = room(cameraOf("one", ["main"]));
    const camera = seenTile("one", 640, { priority: 1 });
    const content = { kind: "mosaic" as const, cameraIds: ["a", "b", "c", "d"], columns: 2 };
    const seen = { ...seenTile("m", 1280, { priority: 6, content }) };
    const mosaic = {
      ...{ seen, coarse: false, lostSince: null },
      feed: mosaicFeed(content, seen.pixels, "contain"),
    };
    const look = async (load: number) => {
      page.report(load);
      await clock.advance(1000);
      const { rung, reduced } = page.choose([camera], [mosaic]).get(seen) ?? {};
      expect(page.choose([camera], [mosaic]).get(camera)?.reduced).toBeUndefined();
      return [rung, reduced].join(" ");
    };
    const looks: string[] = [];
    for (const load of [0, ...Array<number>(8).fill(88)]) looks.push(await look(load));
    expect([...new Set(looks)]).toEqual(["720p ", "360p size", "360p frames"]);
    for (let at = 0; at < 20; at += 1) looks.push(await look(30));
    expect(looks.at(-1)).toBe("720p ");
  });

  it("keeps a camera whole that a more important tile shows as well", async () => {
    const here = room(cameraOf("a", ["main"]), cameraOf("b", ["main"]));
    const tiles = [
      seenTile("a", 640, { id: "first", priority: 1 }),
      seenTile("a", 320, { id: "second", priority: 9 }),
      seenTile("b", 640, { priority: 8 }),
    ];
    expect(await under(90, here, ...tiles)).toEqual(["a main", "a main", "b main frames"]);
  });

  it("is not given less of what another page shows", async () => {
    const here = room(cameraOf("a", ["main"]), cameraOf("b", ["main"]));
    const tiles = [
      { ...seenTile("a", 640, { priority: 9 }), here: false },
      seenTile("b", 640, { priority: 2 }),
    ];
    expect(await under(90, here, ...tiles)).toEqual(["a main", "b main frames"]);
  });

  it("says nothing any more when it has not told for three seconds", async () => {
    const here = room(cameraOf("a", ["main"]));
    here.page.report(99);
    for (let at = 0; at < 10; at += 1) {
      await here.clock.advance(3_000);
      expect(here.look(seenTile("a", 640))).toEqual(["a main"]);
    }
  });
});
