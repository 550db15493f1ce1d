import { DAY_MINUTES, minuteOf } from "./time-of-day.ts";

const DAY_MS = DAY_MINUTES * 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** What clocks of an IANA `zone` show at `instant` (milliseconds since 1970), as if it were UTC; whole seconds. */
function shownAt(instant: number, zone: string): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, calendar: "gregory", hourCycle: "h23" },
      ...{ year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second"));
}

/**
 * The instant at which clocks of `zone` show `local` (as if it were UTC): the first of two; of a time that they skip the
 * one that is as long after the leap.
 */
function instantOf(local: number, zone: string): number {
  // Zones change their clocks by less than a day and not twice in two.
  const guesses = [-1, 1].map((side) => {
    const near = local + side * DAY_MS;
    return local - (shownAt(near, zone) - near);
  });
  const shown = guesses.filter((guess) => shownAt(guess, zone) === local);
  return shown.length > 0 ? Math.min(...shown) : Math.max(...guesses);
}

/** A weekday of `day`, milliseconds of a date as if it were UTC: 1 is Monday. */
function weekdayOf(day: number): number {
  return ((new Date(day).getUTCDay() + 6) % 7) + 1;
}

/** The time on the day that is `days` after that of `instant`; null where it is none of `on`. */
function timeOn(
  on: readonly number[],
  time: string,
  instant: number,
  zone: string,
  days: number,
): number | null {
  const day = Math.floor(shownAt(instant, zone) / DAY_MS) * DAY_MS + days * DAY_MS;
  return on.includes(weekdayOf(day)) ? instantOf(day + minuteOf(time) * 60_000, zone) : null;
}

/** The first time after `instant` that clocks of `zone` show `time` on one of `days` (1 is Monday); null without days. */
export function nextTime(
  days: readonly number[],
  time: string,
  instant: number,
  zone: string,
): number | null {
  for (let ahead = -1; ahead <= 8; ahead += 1) {
    const at = timeOn(days, time, instant, zone, ahead);
    if (at !== null && at > instant) return at;
  }
  return null;
}

/** The last such time that is not after `instant`. */
export function lastTime(
  days: readonly number[],
  time: string,
  instant: number,
  zone: string,
): number | null {
  for (let ahead = 1; ahead >= -8; ahead -= 1) {
    const at = timeOn(days, time, instant, zone, ahead);
    if (at !== null && at <= instant) return at;
  }
  return null;
}
