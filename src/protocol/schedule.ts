import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { timeOfDaySchema } from "../layouts/time-of-day.ts";
import { faultKindSchema } from "./fault.ts";

/** Entries of a site, at most. */
export const MOST_ENTRIES = 200;

/** What comes to a wall by the clock of the site. */
export const scheduleEntrySchema = z.strictObject({
  id: identifierSchema,
  wallId: identifierSchema,
  name: z.string().trim().min(1).max(120),
  /** Weekdays; 1 is Monday. */
  days: z
    .array(z.int().min(1).max(7))
    .min(1)
    .max(7)
    .refine((days) => new Set(days).size === days.length, "a weekday stands in it once"),
  /** A time of these days, or when a shift starts. */
  when: z.union([z.strictObject({ at: timeOfDaySchema }), z.strictObject({ shiftId: identifierSchema })]),
  does: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("layout"), layoutId: identifierSchema }),
    z.strictObject({ kind: z.literal("tour"), tourId: identifierSchema }),
  ]),
});
export type ScheduleEntry = z.infer<typeof scheduleEntrySchema>;

const dueSchema = z.object({ entryId: identifierSchema, name: z.string(), at: z.iso.datetime() });

/** How the schedule of a wall stands. */
export const wallScheduleSchema = z.object({
  wallId: identifierSchema,
  /** What comes next, and whether it is to be left out this once. */
  next: dueSchema.extend({ skipped: z.boolean() }).nullable(),
  /** What is due and waits, because the wall is locked or shows what a rule raised. */
  waits: dueSchema.extend({ why: z.enum(["locked", "raised"]) }).nullable(),
  /** What was due last and could not be shown. */
  failed: dueSchema.extend({ kind: faultKindSchema }).nullable(),
});
export type WallSchedule = z.infer<typeof wallScheduleSchema>;

export const scheduleSchema = z.object({
  entries: z.array(scheduleEntrySchema),
  walls: z.array(wallScheduleSchema),
});
export type Schedule = z.infer<typeof scheduleSchema>;
