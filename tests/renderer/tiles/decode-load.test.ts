import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DecodeLoad } from "../../../src/renderer/tiles/worker/decode-load.ts";

/** The load after a second of 100 pictures of which each waited so long, milliseconds. */
function after(waits: readonly number[]): number | null {
  const load = new DecodeLoad();
  for (const [at, ms] of waits.entries()) load.waited(ms, at * 10);
  return load.percent(999);
}
const all = (ms: number) => Array.from({ length: 100 }, () => ms);

describe("the load of a display PC", () => {
  test("is 85 % where the slowest twentieth of its pictures wait as long as can be evened out", () => {
    expect(after(all(0))).toBe(0);
    expect(after(all(10))).toBeLessThan(20);
    expect(after(all(100))).toBeLessThan(70);
    expect(after(all(250))).toBe(85);
    expect(after(all(2500))).toBeGreaterThan(97);
    expect(after([...all(0).slice(6), 900, 900, 900, 900, 900, 900])).toBeGreaterThan(94);
  });

  test("is not moved by a picture in a hundred", () => {
    expect(after([...all(5).slice(1), 5000])).toBe(after(all(5)));
  });

  test("is of the last second, and nothing where no picture came", () => {
    const load = new DecodeLoad();
    load.waited(5000, 0);
    load.waited(0, 900);
    expect(load.percent(1_000)).toBe(0);
    expect(load.percent(1_900)).toBeNull();
  });

  test("grows with the wait, and stays within 0 and 100", () => {
    const ms = fc.double({ min: 0, max: 60_000, noNaN: true });
    fc.assert(
      fc.property(ms, ms, (a, b) => {
        const [less, more] = [after(all(Math.min(a, b))) ?? -1, after(all(Math.max(a, b))) ?? -1];
        expect(less).toBeLessThanOrEqual(more);
        expect(less).toBeGreaterThanOrEqual(0);
        expect(more).toBeLessThanOrEqual(100);
      }),
    );
  });
});
