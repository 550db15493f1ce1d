import { z } from "zod";
import { DAY_MINUTES, minuteOf, timeOfDaySchema } from "./time-of-day.ts";

/** Percent of what a display gives at most; never so little that a wall seems to be off. */
export const percentSchema = z.int().min(5).max(100);

/** How bright a site's walls are by day and by night, in its own time. */
export const brightnessSchema = z.object({
  dayFrom: timeOfDaySchema,
  nightFrom: timeOfDaySchema,
  day: percentSchema,
  night: percentSchema,
});
export type Brightness = z.infer<typeof brightnessSchema>;

/** Minutes over which one becomes the other: eyes follow that, and nobody sees a step. */
export const RAMP_MINUTES = 20;

/** Minutes since midnight at `instant` (milliseconds since 1970) in an IANA `zone`, with their fraction. */
export function minuteOfDay(instant: number, zone: string): number {
  const parts = new Intl.DateTimeFormat("en-GB", {
    timeZone: zone,
    hourCycle: "h23",
    ...({ hour: "2-digit", minute: "2-digit", second: "2-digit" } as const),
  }).formatToParts(instant);
  const of = (type: "hour" | "minute" | "second") =>
    Number(parts.find((part) => part.type === type)?.value ?? 0);
  return of("hour") * 60 + of("minute") + of("second") / 60;
}

/** Which part of its day a site is in at `minute` of it; where both times are one, it is always day. */
export function partAt({ dayFrom, nightFrom }: Brightness, minute: number): "day" | "night" {
  const since = (time: string) => (minute - minuteOf(time) + DAY_MINUTES) % DAY_MINUTES;
  return dayFrom === nightFrom || since(dayFrom) < since(nightFrom) ? "day" : "night";
}

/**
 * How bright it is to be at `minute` of the day, whole percent: from each time on the level of its part, reached in a
 * straight line over `RAMP_MINUTES`, or over the whole part where that is shorter.
 */
export function brightnessAt(brightness: Brightness, minute: number): number {
  const { dayFrom, nightFrom, day, night } = brightness;
  if (dayFrom === nightFrom) return day;
  const isDay = partAt(brightness, minute) === "day";
  const [from, to] = isDay ? [night, day] : [day, night];
  const [begins, ends] = isDay ? [dayFrom, nightFrom] : [nightFrom, dayFrom];
  const between = (later: number) => (later - minuteOf(begins) + DAY_MINUTES) % DAY_MINUTES;
  const share = Math.min(1, between(minute) / Math.min(RAMP_MINUTES, between(minuteOf(ends))));
  return Math.round(from + (to - from) * share);
}
