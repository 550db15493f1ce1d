import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Beat, type BeatPlace, stepOf } from "../../../src/renderer/tiles/beat.ts";

const SLACK_MS = 8;
const START = 1_700_000_000_000;

/** The place of a feed that has sent frames every `intervalMs` for long enough, the last before START. */
function settled(beat: Beat, intervalMs: number): BeatPlace {
  const place = beat.place();
  for (let at = 30; at > 0; at -= 1) place.moment(START - at * intervalMs, intervalMs);
  return place;
}

/** A beat in which `others` feeds have `intervalMs`. */
function kept(others: number, intervalMs: number): Beat {
  const beat = new Beat();
  for (let at = 0; at < others; at += 1) settled(beat, intervalMs);
  return beat;
}

/** When the frames of a feed are due that sends one every `intervalMs`, each `late` ms after its time. */
function dueTimes(intervalMs: number, phase: number, late: readonly number[]): number[] {
  let before = Number.NEGATIVE_INFINITY;
  return late.map((ms, at) => {
    before = Math.max(before, START + phase + at * intervalMs + ms);
    return before;
  });
}

describe("the beat", () => {
  test("has a step for the rates that cameras are set to, and for no other", () => {
    expect(stepOf(40)).toBe(40);
    expect(stepOf(40.3)).toBe(40);
    expect(stepOf(80)).toBe(40);
    expect(stepOf(1000 / 15)).toBe(stepOf(1000 / 30));
    expect(stepOf(1001 / 30)).toBe(stepOf(1000 / 30));
    expect(stepOf(100)).toBe(50);
    expect(stepOf(200)).toBe(50);
    expect(stepOf(52)).toBeNull();
    expect(stepOf(1000 / 7)).toBeNull();
    expect(stepOf(2000)).toBeNull();
  });

  test("shows what is due before its step on it, and sixteen feeds of one rate at one moment", () => {
    const beat = kept(2, 40);
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 39.9, noNaN: true }), { maxLength: 13 }), (phases) => {
        const places = phases.map(() => settled(beat, 40));
        for (let at = 2; at < 20; at += 1) {
          const moments = places.map((place, which) =>
            place.moment(START + at * 40 - (phases[which] ?? 0), 40),
          );
          for (const moment of moments) expect(moment).toBe(START + at * 40);
        }
        for (const place of places) place.leave();
      }),
    );
  });

  test("holds no frame back longer than a step and the slack and shows none before it is due", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(40, 1000 / 30, 1000 / 15, 100, 80),
        fc.array(
          fc.tuple(
            fc.double({ min: 0, max: 300, noNaN: true }),
            fc.double({ min: 10, max: 4000, noNaN: true }),
          ),
          { minLength: 1, maxLength: 60 },
        ),
        (interval, frames) => {
          const place = settled(kept(2, interval), interval);
          let dueAt = START;
          for (const [gap, measured] of frames) {
            dueAt += gap;
            const moment = place.moment(dueAt, measured);
            expect(moment).toBeGreaterThanOrEqual(dueAt);
            expect(moment - dueAt).toBeLessThanOrEqual(50 + SLACK_MS + 0.001);
          }
        },
      ),
    );
  });

  test("keeps a feed's frames a step apart, however its phase lies and whatever jitters less than the slack", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 40, noNaN: true }),
        fc.array(fc.double({ min: 0, max: SLACK_MS - 1, noNaN: true }), { minLength: 50, maxLength: 50 }),
        (phase, late) => {
          const place = settled(kept(2, 40), 40);
          const moments = dueTimes(40, phase, late).map((dueAt) => place.moment(dueAt, 40));
          // At most once: the first frame may have been more late than one that comes after it.
          const apart = moments.slice(1).map((moment, at) => moment - (moments[at] ?? 0));
          expect(apart.filter((gap) => gap !== 40).length).toBeLessThanOrEqual(1);
        },
      ),
    );
  });

  test("lets a clock that is not ours slip by a step once in a while", () => {
    for (const interval of [40.02, 39.98]) {
      const place = settled(kept(2, 40), 40);
      const moments = dueTimes(interval, 7, Array<number>(10_000).fill(0)).map((dueAt) =>
        place.moment(dueAt, interval),
      );
      const odd = moments.slice(1).filter((moment, at) => moment - (moments[at] ?? 0) !== 40);
      // 10,000 frames that are 0.02 ms off slip five steps of 40 ms.
      expect(odd.length).toBeGreaterThanOrEqual(4);
      expect(odd.length).toBeLessThanOrEqual(6);
    }
  });

  test("holds nothing back where fewer than three feeds have the rate", () => {
    const beat = kept(1, 40);
    const place = settled(beat, 40);
    expect(place.moment(START + 3, 40)).toBe(START + 3);
    const other = settled(beat, 40);
    expect(place.moment(START + 43, 40)).toBe(START + 80);
    other.leave();
    expect(place.moment(START + 83, 40)).toBe(START + 83);
  });

  test("a feed has a beat once its rate has stayed the same, and keeps it while single frames are lost", () => {
    const beat = kept(3, 40);
    const place = beat.place();
    const moments = Array.from({ length: 60 }, (_, at) => place.moment(START + 7 + at * 40, 40));
    expect(moments[20]).toBe(START + 7 + 20 * 40);
    expect(moments[30]).toBe(START + 31 * 40);
    // The mean after one that was lost: 44 ms, and 41.6 for a while, which is another usual rate.
    for (let at = 0, mean = 44; at < 20; at += 1, mean = mean * 0.9 + 4)
      expect(place.moment(START + 7 + (61 + at) * 40, mean)).toBe(START + (62 + at) * 40);
  });

  test("feeds of one rate lie at one moment also after a day", () => {
    const interval = 1000 / 30;
    const [old, young] = [settled(kept(2, interval), interval), settled(kept(2, interval), interval)];
    let moment = 0;
    // As many frames as lie between hours would take long: what is rounded at each is the same everywhere.
    for (let at = 0; at < 200_000; at += 1) moment = old.moment(START + 5 + at * interval, interval);
    const last = START + 5 + 199_999 * interval;
    expect(Math.abs(young.moment(last, interval) - moment)).toBeLessThan(0.01);
  });

  test("a slow feed falls into the beat that most have", () => {
    const beat = kept(3, 100);
    for (let at = 0; at < 4; at += 1) settled(beat, 40);
    const slow = settled(beat, 2000);
    expect(slow.moment(START + 3, 2000)).toBe(START + 40);
    expect(slow.moment(START + 2003, 2000)).toBe(START + 2040);
  });
});
