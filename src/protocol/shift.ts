import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { DAY_MINUTES, minuteOf, timeOfDaySchema } from "../layouts/time-of-day.ts";

/** A part of every day that the same people work; one that ends before it starts goes past midnight. */
export const shiftSchema = z
  .strictObject({
    id: identifierSchema,
    name: z.string().trim().min(1).max(60),
    starts: timeOfDaySchema,
    ends: timeOfDaySchema,
  })
  .refine(({ starts, ends }) => starts !== ends, "a shift ends at another time than it starts");
export type Shift = z.infer<typeof shiftSchema>;

/** More than any centre works in a day. */
export const MOST_SHIFTS = 12;

/** The shifts of a day. There may be hours that are nobody's, and none that are two shifts'. */
export const shiftsSchema = z
  .array(shiftSchema)
  .max(MOST_SHIFTS)
  .superRefine((shifts, context) => {
    shifts.forEach((shift, at) => {
      for (const other of shifts.slice(0, at)) {
        if (other.id === shift.id)
          context.addIssue({
            code: "custom",
            path: [at, "id"],
            message: `two shifts are called ${shift.id}`,
          });
        else if (overlaps(other, shift))
          context.addIssue({
            code: "custom",
            path: [at, "starts"],
            message: `${spanOf(shift)} lies over ${spanOf(other)} of ${other.name}`,
          });
      }
    });
  });

export const shiftPlanSchema = z.object({
  shifts: shiftsSchema,
  /** Of the shift that is at work now; null between shifts, and where there are none. */
  currentId: identifierSchema.nullable(),
});
export type ShiftPlan = z.infer<typeof shiftPlanSchema>;

/** The shift at work at `minute` of the day; null where there is none. */
export function shiftAt(shifts: readonly Shift[], minute: number): Shift | null {
  return shifts.find((shift) => isWithin(shift, minute)) ?? null;
}

function isWithin({ starts, ends }: Shift, minute: number): boolean {
  return after(minute, minuteOf(starts)) < after(minuteOf(ends), minuteOf(starts));
}

/** Minutes from `from` to the next `minute` of a day. */
function after(minute: number, from: number): number {
  return (minute - from + DAY_MINUTES) % DAY_MINUTES;
}

function overlaps(a: Shift, b: Shift): boolean {
  return isWithin(a, minuteOf(b.starts)) || isWithin(b, minuteOf(a.starts));
}

function spanOf({ starts, ends }: Shift): string {
  return `${starts}–${ends}`;
}
