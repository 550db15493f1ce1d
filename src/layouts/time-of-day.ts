import { z } from "zod";

/** `07:30`, by the clocks of the site. */
export const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day, 00:00 to 23:59");

export const DAY_MINUTES = 24 * 60;

/** Minutes since midnight of a `timeOfDaySchema`. */
export function minuteOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}
