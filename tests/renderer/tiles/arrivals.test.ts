import { describe, expect, it } from "vitest";
import type { Picture } from "../../../src/protocol/picture.ts";
import { Arrivals } from "../../../src/renderer/tiles/worker/arrivals.ts";

const OLD_MS = 5000;
const FRESH_MS = 20;

function picture(sequence: number, key = false): Picture {
  return {
    ...{
      feed: 1,
      epoch: 1,
      sequence: sequence >>> 0,
      key,
      timeUs: sequence * 40_000,
      arrivedAt: 0,
      lagMs: 0,
    },
    bytes: new Uint8Array(),
  };
}

/** What each of `pictures` misses before it, as they come 40 ms apart. */
function missing(arrivals: Arrivals, pictures: readonly Picture[], ageMs = FRESH_MS): number[] {
  return pictures.map((one, at) => arrivals.see(one, ageMs, at * 40));
}

describe("the pictures that come", () => {
  it("misses what its numbers leave out, over their end too", () => {
    const arrivals = new Arrivals(false, 0);
    expect(
      missing(
        arrivals,
        [7, 8, 11, 12].map((at) => picture(at)),
      ),
    ).toEqual([0, 0, 2, 0]);
    const last = 2 ** 32 - 1;
    expect(
      missing(
        new Arrivals(false, 0),
        [last - 1, last, 0, 3].map((at) => picture(at)),
      ),
    ).toEqual([0, 0, 0, 2]);
  });

  it("misses nothing where the kept pictures come again, or another feed", () => {
    expect(
      missing(
        new Arrivals(false, 0),
        [90, 60, 61].map((at) => picture(at)),
      ),
    ).toEqual([0, 0, 0]);
    const arrivals = new Arrivals(false, 0);
    missing(arrivals, [picture(1)]);
    arrivals.join(40);
    expect(missing(arrivals, [picture(50)])).toEqual([0]);
  });

  it("misses nothing between key pictures while those alone are asked for, and up to the first that is none", () => {
    const arrivals = new Arrivals(false, 0);
    arrivals.slow(true);
    expect(missing(arrivals, [picture(0, true), picture(50, true)])).toEqual([0, 0]);
    arrivals.slow(false);
    expect(missing(arrivals, [picture(100, true), picture(101), picture(150, true)])).toEqual([0, 0, 48]);
    expect(arrivals.keyIntervalMs).toBe(2000);
  });

  it("expects key pictures alone from when they are asked for up to the first other one, not up to the question", () => {
    const arrivals = new Arrivals(false, 0);
    const expects = (one: Picture) => {
      arrivals.see(one, FRESH_MS, 0);
      return arrivals.keysOnly;
    };
    expect([picture(0, true), picture(1)].map(expects)).toEqual([false, false]);
    arrivals.slow(true);
    expect([picture(2), picture(50, true), picture(100, true)].map(expects)).toEqual([true, true, true]);
    // The rest of this group was never sent, and nothing comes before the next.
    arrivals.slow(false);
    expect(arrivals.keysOnly).toBe(true);
    expect([picture(150, true), picture(151)].map(expects)).toEqual([true, false]);
  });

  it("expects all of them again where every picture is a key picture and one follows another", () => {
    const arrivals = new Arrivals(false, 0);
    arrivals.slow(true);
    missing(arrivals, [picture(0, true), picture(1, true)]);
    expect(arrivals.keysOnly).toBe(true);
    arrivals.slow(false);
    missing(arrivals, [picture(2, true), picture(5, true)]);
    expect(arrivals.keysOnly).toBe(false);
    expect(missing(arrivals, [picture(8, true)])).toEqual([2]);
  });

  it("knows kept pictures by their age, and those of a replay by their pace", () => {
    const live = new Arrivals(false, 0);
    live.see(picture(1, true), OLD_MS, 0);
    expect([live.joining, live.liveFromUs]).toEqual([true, Number.NEGATIVE_INFINITY]);
    live.see(picture(2), FRESH_MS, 1);
    expect([live.joining, live.liveFromUs]).toEqual([false, 80_000]);
    const replay = new Arrivals(true, 0);
    replay.see(picture(1, true), OLD_MS, 0);
    replay.see(picture(2), OLD_MS, 1);
    expect(replay.joining).toBe(true);
    replay.see(picture(3), OLD_MS, 41);
    expect(replay.joining).toBe(false);
  });

  it("takes none for kept after two seconds on a feed", () => {
    const arrivals = new Arrivals(false, 0);
    arrivals.see(picture(1), OLD_MS, 2000);
    expect(arrivals.joining).toBe(true);
    arrivals.see(picture(2), OLD_MS, 2001);
    expect(arrivals.joining).toBe(false);
  });
});
