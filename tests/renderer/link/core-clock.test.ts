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

test("a clock that was set anew is followed once the old exchanges are forgotten", () => {
  const clock = new CoreClock();
  for (let at = 0; at < 5; at += 1) clock.learn(at, at + 1000, at);
  for (let at = 0; at < 16; at += 1) clock.learn(at, at + 5000, at + 10);
  expect(clock.offsetMs).toBeCloseTo(4995);
  clock.reset();
  expect(clock.offsetMs).toBe(0);
});
