import fc from "fast-check";
import { expect, it } from "vitest";
import { minuteOf } from "../../src/layouts/time-of-day.ts";
import { shiftAt, shiftsSchema } from "../../src/protocol/shift.ts";

const shift = (id: string, starts: string, ends: string) => ({ id, name: id, starts, ends });
const three = [
  shift("pagi", "07:00", "15:00"),
  shift("sore", "15:00", "23:00"),
  shift("malam", "23:00", "07:00"),
];
const at = (time: string) => shiftAt(three, minuteOf(time))?.id ?? null;

it("is the shift of its own hours, past midnight as well, and nobody's between shifts", () => {
  expect(["06:59", "07:00", "14:59", "15:00", "23:00", "00:00"].map(at)).toEqual([
    "malam",
    "pagi",
    "pagi",
    "sore",
    "malam",
    "malam",
  ]);
  expect(shiftAt([three[0] ?? shift("x", "00:00", "01:00")], minuteOf("15:00"))).toBeNull();
});

it("refuses two shifts at one time, with both, and one that is no time long", () => {
  expect(shiftsSchema.safeParse(three).success).toBe(true);
  const over = shiftsSchema.safeParse([...three, shift("tengah", "06:30", "07:30")]);
  expect(over.error?.issues.map(({ message }) => message)).toEqual([
    "06:30–07:30 lies over 07:00–15:00 of pagi",
    "06:30–07:30 lies over 23:00–07:00 of malam",
  ]);
  expect(shiftsSchema.safeParse([shift("a", "07:00", "07:00")]).success).toBe(false);
  expect(shiftsSchema.safeParse([shift("a", "07:00", "08:00"), shift("a", "09:00", "10:00")]).success).toBe(
    false,
  );
});

it("never gives a minute to two shifts that it takes", () => {
  const time = fc
    .integer({ min: 0, max: 1439 })
    .map((m) => `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`);
  const some = fc.array(fc.tuple(time, time), { maxLength: 5 });
  fc.assert(
    fc.property(some, fc.integer({ min: 0, max: 1439 }), (spans, minute) => {
      const shifts = shiftsSchema.safeParse(spans.map(([from, to], n) => shift(`s${n}`, from, to)));
      if (!shifts.success) return;
      expect(shifts.data.filter((one) => shiftAt([one], minute) !== null).length).toBeLessThan(2);
    }),
  );
});
