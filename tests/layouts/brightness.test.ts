import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type Brightness,
  brightnessAt,
  brightnessSchema,
  minuteOfDay,
  partAt,
  RAMP_MINUTES,
} from "../../src/layouts/brightness.ts";

const site: Brightness = { dayFrom: "06:00", nightFrom: "18:30", day: 90, night: 40 };
const at = (time: string, brightness = site) => {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return brightnessAt(brightness, hours * 60 + minutes);
};

const time = fc
  .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
  .map((parts) => parts.map((part) => String(part).padStart(2, "0")).join(":"));
const schedules = fc.record({
  dayFrom: time,
  nightFrom: time,
  day: fc.integer({ min: 5, max: 100 }),
  night: fc.integer({ min: 5, max: 100 }),
});

describe("how bright a wall is", () => {
  test("goes from one level to the other in twenty minutes, and stays there", () => {
    expect(["05:59", "06:00", "06:10", "06:20", "12:00", "18:30"].map((each) => at(each))).toEqual([
      40, 40, 65, 90, 90, 90,
    ]);
    expect(["18:40", "18:50", "23:59", "00:00"].map((each) => at(each))).toEqual([65, 40, 40, 40]);
  });

  test("is the day's where both times are one", () => {
    expect(at("03:00", { ...site, nightFrom: "06:00" })).toBe(90);
    expect(partAt({ ...site, nightFrom: "06:00" }, 0)).toBe("day");
  });

  test("never leaves what lies between its two levels, and never steps by more than the ramp does", () => {
    fc.assert(
      fc.property(schedules, fc.double({ min: 0, max: 1439.9, noNaN: true }), (schedule, minute) => {
        expect(brightnessSchema.parse(schedule)).toEqual(schedule);
        const here = brightnessAt(schedule, minute);
        expect(here).toBeGreaterThanOrEqual(Math.min(schedule.day, schedule.night));
        expect(here).toBeLessThanOrEqual(Math.max(schedule.day, schedule.night));
      }),
    );
  });

  test("follows the zone of the site", () => {
    const instant = Date.parse("2026-11-22T22:15:30Z");
    expect(minuteOfDay(instant, "Asia/Jakarta")).toBeCloseTo(5 * 60 + 15.5, 6);
    expect(minuteOfDay(instant, "Asia/Jayapura")).toBeCloseTo(7 * 60 + 15.5, 6);
    expect(minuteOfDay(Date.parse("2026-11-22T17:00:00Z"), "Asia/Jakarta")).toBe(0);
  });

  test.each(["24:00", "6:00", "06:60", "", "pagi"])("%j is no time of day", (dayFrom) => {
    expect(brightnessSchema.safeParse({ ...site, dayFrom }).success).toBe(false);
    expect(RAMP_MINUTES).toBe(20);
  });
});
