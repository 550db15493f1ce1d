import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Timeline } from "../../../src/main/feeds/timeline.ts";

const DAY_MS = 86_400_000;

describe("the feed's clock", () => {
  it("measures how late a picture is against the promptest of late", () => {
    const timeline = new Timeline();
    const lags = [100, 100, 90, 100, 600, 2_100, 90].map(
      (delay, index) => timeline.place(index * 40_000, index * 40 + delay).lagMs,
    );
    expect(lags.map(Math.round)).toEqual([0, 0, 0, 10, 510, 2_010, 0]);
  });

  it("takes a burst at the start for pictures that waited, not for the normal case", () => {
    const timeline = new Timeline();
    for (let index = 0; index < 25; index += 1) timeline.place(index * 40_000, 1_000 + index);
    for (let index = 25; index < 50; index += 1) {
      expect(timeline.place(index * 40_000, index * 40 + 30).lagMs).toBeLessThan(1);
    }
  });

  it("goes on where a camera sets its clock, forwards or backwards, and starts to measure anew", () => {
    for (const jumpUs of [-3_600e6, -2e6, 30e6, 86_400e6, 1e15]) {
      const timeline = new Timeline();
      for (let index = 0; index < 100; index += 1) timeline.place(index * 40_000, index * 40);
      const after = timeline.place(100 * 40_000 + jumpUs, 4_000);
      expect(after).toEqual({ timeUs: 4_000_000, lagMs: 0 });
      expect(timeline.place(101 * 40_000 + jumpUs, 4_040)).toEqual({ timeUs: 4_040_000, lagMs: 0 });
    }
  });

  it("leaves a real gap in the pictures as it is", () => {
    const timeline = new Timeline();
    timeline.place(0, 0);
    expect(timeline.place(60e6, 60_000)).toEqual({ timeUs: 60e6, lagMs: 0 });
  });

  it("takes reordered pictures for no jump", () => {
    const timeline = new Timeline();
    const order = [0, 3, 1, 2, 6, 4, 5];
    const times = order.map((index, arrival) => timeline.place(index * 40_000, arrival * 40).timeUs);
    expect(times).toEqual(order.map((index) => index * 40_000));
    expect(timeline.interval()).toBeCloseTo(40);
  });

  it("takes reordered pictures for no jump, however seldom pictures come", () => {
    const order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8, 12, 10, 11, 15, 13, 14, 18, 16, 17];
    // As they come, and the first of them all at once, as cameras send what they kept.
    for (const burst of [0, 5]) {
      const timeline = new Timeline();
      const times = order.map(
        (index, arrival) => timeline.place(index * 1e6, Math.max(burst, arrival) * 1_000).timeUs,
      );
      expect(times).toEqual(order.map((index) => index * 1e6));
    }
  });

  it("forgives a camera whose clock is half a percent slow, and does not forgive a delay that builds up", () => {
    const timeline = new Timeline();
    let worst = 0;
    for (let second = 0; second < 3_600; second += 1) {
      worst = Math.max(worst, timeline.place(second * 0.995e6, second * 1000).lagMs);
    }
    expect(worst).toBeLessThan(1_000);
    const late = new Timeline();
    for (let second = 0; second < 60; second += 1) late.place(second * 1e6, second * 1000);
    expect(late.place(60e6, 62_000).lagMs).toBe(2_000);
    expect(late.place(120e6, 122_000).lagMs).toBe(2_000);
  });

  it("is exact after 60 days of 25 pictures a second", () => {
    const timeline = new Timeline();
    const start = 60 * DAY_MS;
    timeline.place(start * 1000, 0);
    for (let index = 1; index < 100; index += 1) {
      const { timeUs, lagMs } = timeline.place(start * 1000 + index * 40_000, index * 40);
      expect(timeUs).toBe(start * 1000 + index * 40_000);
      expect(lagMs).toBe(0);
    }
    expect(timeline.interval()).toBe(40);
  });

  it("never gives a lag below zero or a time that is no number", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ noNaN: true, min: -1e15, max: 1e15 }), fc.nat(20_000)), {
          maxLength: 100,
        }),
        (steps) => {
          const timeline = new Timeline();
          let arrival = 0;
          for (const [timeUs, wait] of steps) {
            arrival += wait;
            const moment = timeline.place(timeUs, arrival);
            expect(moment.lagMs).toBeGreaterThanOrEqual(0);
            expect(Number.isFinite(moment.timeUs)).toBe(true);
          }
        },
      ),
    );
  });
});
