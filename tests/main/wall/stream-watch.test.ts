import { describe, expect, it } from "vitest";
import { TRY_MS } from "../../../src/main/feeds/stand-ins/camera-watch.ts";
import type { Answer } from "../../../src/main/feeds/stand-ins/stand-in.ts";
import { DOWN_MS, UP_MS } from "../../../src/main/feeds/stand-ins/verdict.ts";
import { FIRST_WAIT_MS, LAST_WAIT_MS, StreamWatch } from "../../../src/main/wall/stream-watch.ts";
import type { TileStats, WallStats } from "../../../src/protocol/output.ts";
import type { Player } from "../../../src/protocol/relay.ts";
import type { PictureState } from "../../../src/protocol/truth.ts";
import { SimulatedClock } from "../feeds/simulated-clock.ts";

const own = { cameraId: "a", stream: "main" } as const;
const core = { cameraId: "b", stream: "main" } as const;

const tileOf = (cameraId: string, state: PictureState, rest: Partial<TileStats> = {}): TileStats => ({
  ...{ tileId: "t", cameraId: "a", shownCameraId: cameraId, stream: "main", state, frozen: false },
  ...{ framesPresented: 0, dropped: 0, fps: 0, frameAgeMs: 200, ageBasis: "arrival", width: 0, height: 0 },
  ...rest,
});
const statsOf = (tile: TileStats, visible = true): WallStats => ({
  ...{ outputId: "out", takeId: null, visible, tiles: [tile] },
});

/** Camera `a` is played by pages, `b` read by the core, which sees of `a` what the test says. */
function room(player: Player) {
  const clock = new SimulatedClock();
  const asked: string[] = [];
  let seen: Answer = "down";
  const streams = new StreamWatch({
    clock,
    player: ({ cameraId }) => (cameraId === "a" ? player : undefined),
    watch: {
      downSince: () => 7,
      ask: ({ cameraId }) => {
        asked.push(cameraId);
        return seen;
      },
    },
  });
  const pages = [{}, {}];
  /** So many seconds in which each page tells what it sees (null: nothing of it), and whether it is down after each. */
  const seconds = async (count: number, ...told: (TileStats | null)[]): Promise<boolean[]> => {
    const down: boolean[] = [];
    for (let at = 0; at < count; at += 1) {
      for (const [index, tile] of told.entries())
        if (tile !== null) streams.report(pages[index] ?? {}, [statsOf(tile)]);
      await clock.advance(1_000);
      streams.look();
      down.push(streams.downSince(own) !== null);
    }
    return down;
  };
  return {
    clock,
    asked,
    streams,
    seconds,
    coreSees(answer: Answer) {
      seen = answer;
    },
    /** How many seconds until it is given to the pages again while they show `b`. */
    untilGiven: async (most = 200): Promise<number> => {
      for (let at = 0; at < most; at += 1)
        if ((await seconds(1, tileOf("b", "live")))[0] === false) return at;
      return Infinity;
    },
  };
}

describe("a stream that pages play themselves", () => {
  it("is what pages tell of it, and what the core reads is not their business", async () => {
    const { streams, asked, seconds } = room("hls");
    expect(streams.downSince(core)).toBe(7);
    expect(streams.ask(core)).toBe("down");
    expect(asked).toEqual(["b"]);
    // Before anybody has told of it, it is given to the pages to see.
    expect(streams.ask(own)).toBe("up");
    expect(await seconds(20, tileOf("a", "delayed"))).not.toContain(true);
    expect(asked).toEqual(["b"]);
  });

  it("is down some seconds after the last page that saw it, since its last picture", async () => {
    const { clock, streams, seconds } = room("whep");
    await seconds(5, tileOf("a", "live"), tileOf("a", "stale"));
    expect(await seconds(20, tileOf("a", "live"), tileOf("a", "lost"))).not.toContain(true);
    const lastAt = clock.now() - 1_000 - 200;
    const down = await seconds(20, tileOf("a", "stale"), tileOf("a", "lost"));
    expect(down.indexOf(true) * 1_000).toBeLessThanOrEqual(DOWN_MS + 1_000);
    expect(streams.downSince(own)).toBe(lastAt);
    expect(streams.ask(own)).toBe("down");
  });

  it("that never begins is down too, and one that takes a while to begin is not", async () => {
    const slow = room("hls");
    expect(await slow.seconds(4, tileOf("a", "connecting"))).not.toContain(true);
    expect(await slow.seconds(20, tileOf("a", "live"))).not.toContain(true);
    const dead = room("hls");
    const down = await dead.seconds(20, tileOf("a", "connecting"));
    expect(down.indexOf(true) * 1_000).toBeGreaterThanOrEqual(TRY_MS);
    expect(down.indexOf(true) * 1_000).toBeLessThanOrEqual(TRY_MS + DOWN_MS + 1_000);
  });

  it("is not judged by a page that nobody sees, that plays what was, or that has gone", async () => {
    const { clock, streams, seconds } = room("hls");
    await seconds(5, tileOf("a", "live"));
    const page = {};
    for (let at = 0; at < 20; at += 1) {
      streams.report(page, [statsOf(tileOf("a", "lost"), false)]);
      await clock.advance(1_000);
      streams.look();
      expect(streams.downSince(own)).toBeNull();
    }
    const replay = { id: "r", pictureAt: null };
    expect(await seconds(20, tileOf("a", "lost", { replay }))).not.toContain(true);
    await seconds(1, tileOf("a", "lost"));
    // It tells nothing more.
    expect(await seconds(20)).not.toContain(true);
  });

  it("by HLS comes back once the core has seen it run, and is not read twice", async () => {
    const here = room("hls");
    await here.seconds(3, tileOf("a", "live"));
    await here.seconds(8, tileOf("a", "lost"));
    expect(here.asked).toEqual([]);
    await here.seconds(30, tileOf("b", "live"));
    expect(here.streams.downSince(own)).not.toBeNull();
    expect(new Set(here.asked)).toEqual(new Set(["a"]));
    here.coreSees("up");
    const waited = await here.untilGiven();
    expect(waited * 1_000).toBeGreaterThanOrEqual(UP_MS - 1_000);
    expect(waited * 1_000).toBeLessThanOrEqual(UP_MS + 1_000);
    here.asked.length = 0;
    expect(await here.seconds(10, tileOf("a", "live"))).not.toContain(true);
    expect(here.asked).toEqual([]);
  });

  it("by HLS that the core can play and no page can is tried again less and less often", async () => {
    const here = room("hls");
    here.coreSees("up");
    await here.seconds(20, tileOf("a", "lost"));
    const awaited = { ...own, state: "connecting" } as const;
    const waits: number[] = [];
    for (let turn = 0; turn < 5; turn += 1) {
      waits.push(await here.untilGiven());
      const down = await here.seconds(12, tileOf("b", "live", { awaited }));
      expect(down.at(-1)).toBe(true);
    }
    expect(waits[0]).toBeLessThan(8);
    expect(waits[1]).toBeGreaterThan(8);
    expect(waits.at(-1)).toBeGreaterThan(40);
    expect(waits.at(-1)).toBeLessThanOrEqual(LAST_WAIT_MS / 1_000);
    // All the while it is lost since the same moment.
    expect(here.streams.downSince(own)).toBeLessThan(here.clock.now() - 150_000);
  });

  it("by WHEP, which the core cannot read, is given to the pages after a while, and stays when one has it", async () => {
    const here = room("whep");
    await here.seconds(3, tileOf("a", "live"));
    await here.seconds(8, tileOf("a", "lost"));
    const since = here.streams.downSince(own);
    const first = await here.untilGiven();
    expect(first * 1_000).toBeGreaterThan(FIRST_WAIT_MS - 6_000);
    expect(first * 1_000).toBeLessThanOrEqual(FIRST_WAIT_MS);
    // In vain: the page keeps what it has, and it is lost since when it was.
    const awaited = { ...own, state: "lost" } as const;
    const vain = await here.seconds(8, tileOf("b", "live", { awaited }));
    expect(vain.indexOf(true) * 1_000).toBeLessThanOrEqual(DOWN_MS + 1_000);
    expect(here.streams.downSince(own)).toBe(since);
    const second = await here.untilGiven();
    expect(second).toBeGreaterThan(first + 8);
    expect(await here.seconds(30, tileOf("a", "live"))).not.toContain(true);
    expect(here.asked).toEqual([]);
  });

  it("that is still played because nothing stands in is up when the page says so, and the core keeps away", async () => {
    const here = room("hls");
    await here.seconds(3, tileOf("a", "live"));
    expect((await here.seconds(30, tileOf("a", "lost"))).at(-1)).toBe(true);
    expect((await here.seconds(9, tileOf("a", "live"))).at(-1)).toBe(false);
    expect(here.asked).toEqual([]);
  });
});
