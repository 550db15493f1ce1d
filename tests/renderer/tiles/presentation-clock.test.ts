import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { MOST_DELAY_MS, PresentationClock } from "../../../src/renderer/tiles/presentation-clock.ts";

/** Due times of frames every `everyMs`, each `jitter[n]` ms late. */
function play(clock: PresentationClock, jitter: readonly number[], everyMs = 40, startMs = 0, feedMs = 1e6) {
  let now = startMs;
  return jitter.map((late, at) => {
    // A frame cannot overtake the one before it.
    now = Math.max(now, startMs + at * everyMs + late);
    return { now, due: clock.due(feedMs + at * everyMs, now) };
  });
}

describe("the presentation clock", () => {
  test("shows a feed without jitter at once", () => {
    const clock = new PresentationClock();
    for (const { now, due } of play(clock, Array(100).fill(0))) expect(due).toBe(now);
    expect(clock.delayMs).toBe(0);
  });

  test("never asks for a frame earlier than it is there, nor later than 250 ms after", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 5000, noNaN: true }),
            fc.double({ min: -2e6, max: 2e6, noNaN: true }),
          ),
          {
            maxLength: 60,
          },
        ),
        (steps) => {
          const clock = new PresentationClock();
          let now = 0;
          for (const [elapsed, feedMs] of steps) {
            now += elapsed;
            const due = clock.due(feedMs, now);
            expect(due).toBeGreaterThanOrEqual(now);
            expect(due).toBeLessThanOrEqual(now + MOST_DELAY_MS);
            expect(clock.delayMs).toBeGreaterThanOrEqual(0);
            expect(clock.delayMs).toBeLessThanOrEqual(MOST_DELAY_MS);
          }
        },
      ),
    );
  });

  test("turns jitter into an even rhythm with the least delay that covers it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 5, max: 40 }),
        fc.infiniteStream(fc.integer({ min: 0, max: 1000 })),
        (most, random) => {
          const clock = new PresentationClock();
          // The extremes are seen in every second, so that nothing has to be learned later.
          const jitter = Array.from({ length: 300 }, (_, at) =>
            at % 20 === 0 ? 0 : at % 20 === 10 ? most : ((random.next().value ?? 0) / 1000) * most,
          );
          const dues = play(clock, jitter).slice(50);
          const [first] = dues;
          for (const [at, { due }] of dues.entries()) expect(due - (first?.due ?? 0)).toBeCloseTo(at * 40, 3);
          expect(clock.delayMs).toBeCloseTo(most, 3);
        },
      ),
      { numRuns: 30 },
    );
  });

  test("forgets jitter that is over within seconds", () => {
    const clock = new PresentationClock();
    play(clock, [...Array(50).fill(0), 240, ...Array(10).fill(0)]);
    expect(clock.delayMs).toBe(240);
    play(clock, Array(300).fill(0), 40, 61 * 40, 1e6 + 61 * 40);
    expect(clock.delayMs).toBeLessThan(20);
  });

  test("lays a new time line at once after a jump of the feed's clock, forwards and back", () => {
    for (const jump of [3_600_000, -3_600_000, -40]) {
      const clock = new PresentationClock();
      play(clock, Array(50).fill(0));
      const [{ now, due } = { now: 0, due: 1 }] = play(clock, [0], 40, 2000, 1e6 + 49 * 40 + jump);
      expect(due).toBe(now);
    }
  });

  test("shows what a pause of the network held back at once, and is in time again after it", () => {
    const clock = new PresentationClock();
    play(clock, Array(100).fill(0));
    const after = play(
      clock,
      [900, 860, 820, 780, 740, 700, 660, ...Array(400).fill(0)],
      40,
      4000,
      1e6 + 4000,
    );
    expect(after[0]?.due).toBe(after[0]?.now);
    const last = after.at(-1);
    expect((last?.due ?? 0) - (last?.now ?? 0)).toBeLessThan(20);
  });

  test("follows a camera whose clock runs slow or fast", () => {
    for (const rate of [0.999, 1.001]) {
      const clock = new PresentationClock();
      let worst = 0;
      for (let at = 0; at < 25 * 600; at += 1) {
        const now = at * 40;
        worst = Math.max(worst, clock.due(1e6 + now * rate, now) - now);
      }
      expect(worst).toBeLessThan(10);
    }
  });
});
