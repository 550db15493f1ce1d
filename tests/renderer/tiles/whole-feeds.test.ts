import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { WholeFeeds } from "../../../src/renderer/tiles/whole-feeds.ts";

/** Four looks a second at `load` for `seconds`; answers the time after. */
function run(feeds: WholeFeeds, load: number | null, seconds: number, from: number, wanted = 16): number {
  const end = from + seconds * 1000;
  for (let now = from; now < end; now += 250) feeds.follow(load, wanted, now);
  return end;
}

describe("how many pictures a desk decodes whole", () => {
  it("is halved each second above the line, down to none", () => {
    const feeds = new WholeFeeds();
    let now = run(feeds, 60, 0.9, 0);
    expect(feeds.most).toBe(Number.POSITIVE_INFINITY);
    for (const most of [8, 4, 2, 1, 0, 0]) {
      now = run(feeds, 60, 1.25, now);
      expect(feeds.most).toBeLessThanOrEqual(most);
    }
    expect(feeds.most).toBe(0);
  });

  it("comes back by and by, and more slowly each time that it was too early", () => {
    const feeds = new WholeFeeds();
    let now = run(feeds, 90, 8, 0);
    now = run(feeds, 5, 11, now);
    expect(feeds.most).toBe(1);
    now = run(feeds, 90, 2, now);
    expect(feeds.most).toBe(0);
    now = run(feeds, 5, 15, now);
    expect(feeds.most).toBe(0);
    now = run(feeds, 5, 6, now);
    expect(feeds.most).toBe(1);
    run(feeds, 5, 200, now);
    expect(feeds.most).toBe(Number.POSITIVE_INFINITY);
  });

  it("stays as it is between the lines, and is never negative nor above what is wanted for long", () => {
    const looks = fc.array(
      fc.record({
        load: fc.option(fc.integer({ min: 0, max: 99 })),
        seconds: fc.integer({ min: 1, max: 30 }),
      }),
    );
    fc.assert(
      fc.property(looks, fc.integer({ min: 0, max: 36 }), (all, wanted) => {
        const feeds = new WholeFeeds();
        let now = 0;
        for (const { load, seconds } of all) {
          const before = feeds.most;
          now = run(feeds, load, seconds, now, wanted);
          expect(feeds.most).toBeGreaterThanOrEqual(0);
          if (load !== null && load >= 25 && load <= 50) expect(feeds.most).toBe(before);
          if (load !== null && load > 50) expect(feeds.most).toBeLessThanOrEqual(before);
          if (load === null || load < 25) expect(feeds.most).toBeGreaterThanOrEqual(before);
        }
      }),
    );
  });
});
