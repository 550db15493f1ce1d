import fc from "fast-check";
import { expect, test } from "vitest";
import { CoreClock } from "../../../src/renderer/link/core-clock.ts";

test("the core's clock is known to half the shortest round trip, whatever the way does to single messages", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: -1e9, max: 1e9 }),
      fc.array(fc.tuple(fc.nat(500), fc.nat(500)), { minLength: 1, maxLength: 16 }),
      (offset, ways) => {
        const clock = new CoreClock();
        let now = 1e12;
        for (const [there, back] of ways) {
          clock.learn(now, now + there + offset, now + there + back);
          now += 2000;
        }
        const shortest = Math.min(...ways.map(([there, back]) => there + back));
        expect(Math.abs(clock.offsetMs - offset)).toBeLessThanOrEqual(shortest / 2 + 1e-3);
      },
    ),
  );
});

test("a clock that was set is believed at once, a slow way is not taken for it", () => {
  const clock = new CoreClock();
  for (let at = 0; at < 5; at += 1) clock.learn(at, at + 1000, at);
  clock.learn(5, 5 + 5000, 5 + 7990);
  expect(clock.offsetMs).toBeCloseTo(1000);
  clock.learn(6, 6 + 5000, 6 + 10);
  expect(clock.offsetMs).toBeCloseTo(4995);
  clock.learn(7, 7 + 1000, 7 + 2);
  expect(clock.offsetMs).toBeCloseTo(999);
  // A drift is followed once the old exchanges are forgotten.
  for (let at = 0; at < 16; at += 1) clock.learn(at, at + 1500, at + 10);
  expect(clock.offsetMs).toBeCloseTo(1495);
  clock.reset();
  expect(clock.offsetMs).toBe(0);
});
