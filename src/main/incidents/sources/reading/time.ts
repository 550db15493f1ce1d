/** Indonesia's own zones by their short names, hours ahead of UTC. */
const shortZones: Readonly<Record<string, number>> = { UTC: 0, GMT: 0, Z: 0, WIB: 7, WITA: 8, WIT: 9 };

/** Months as they begin in Indonesian and English. */
const months: Readonly<Record<string, number>> = {
  ...{ jan: 1, feb: 2, mar: 3, apr: 4, mei: 5, may: 5, jun: 6, jul: 7, agu: 8, ags: 8, aug: 8, sep: 9 },
  ...{ okt: 10, oct: 10, nov: 11, des: 12, dec: 12 },
};

/** Below it a number is seconds since 1970, else milliseconds: the seconds of the year 5138, the milliseconds of 1973. */
const MILLISECONDS_FROM = 1e11;
/** What JavaScript can date, milliseconds from 1970. */
const FURTHEST = 8.64e15;

/**
 * An instant, milliseconds since 1970, from what sources write: RFC 3339 and ISO 8601, RFC 2822, seconds or milliseconds
 * since 1970, `2026-11-22 10:11:12`, `22/11/2026 10.11`, `22 November 2026, 10:11 WIB`. What names no zone is local in
 * the IANA `zone`. Null where it is none of these.
 */
export function instantOf(value: unknown, zone: string): number | null {
  if (typeof value === "number") return fromEpoch(value);
  if (typeof value !== "string") return null;
  const text = value.trim();
  if (/^\d{9,13}(?:\.\d+)?$/.test(text)) return fromEpoch(Number(text));
  const [, date, clock, offset] =
    /^(\S.*?\S)(?:(?:[T,\s]+|,? pukul )(\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d{1,9})?)?)\s*(Z|UTC|GMT|WIB|WITA|WIT|[+-]\d{2}:?\d{2})?)?$/i.exec(
      text,
    ) ?? [];
  const day = dayOf(date ?? "");
  const time = timeOf(clock ?? "00:00");
  if (day === null || time === null) return null;
  const local = Date.UTC(day.year, day.month - 1, day.day) + time;
  // A day that its month does not have.
  const { month } = day;
  if (new Date(Date.UTC(day.year, month - 1, day.day)).getUTCMonth() !== month - 1) return null;
  if (offset === undefined) return fromLocal(local, zone);
  return local - aheadMs(offset);
}

function fromEpoch(value: number): number | null {
  if (!Number.isFinite(value) || value <= 0) return null;
  const ms = value < MILLISECONDS_FROM ? value * 1000 : value;
  return ms > FURTHEST ? null : Math.round(ms);
}

function dayOf(text: string): { year: number; month: number; day: number } | null {
  const [, y, m, d] = /^(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})$/.exec(text) ?? [];
  if (y !== undefined) return dayFrom(y, Number(m), d);
  // Days stand first, as Indonesia and RFC 2822 write them.
  const [, day, month, year] = /^(?:\p{L}+,?\s+)?(\d{1,2})[-/. ]+(\d{1,2})[-/. ]+(\d{4})$/u.exec(text) ?? [];
  if (year !== undefined) return dayFrom(year, Number(month), day);
  const [, first, word, last] = /^(?:\p{L}+,?\s+)?(\d{1,2})[- ]+(\p{L}{3,})[- ,]+(\d{4})$/u.exec(text) ?? [];
  const named = months[(word ?? "").slice(0, 3).toLowerCase()];
  return last === undefined || named === undefined ? null : dayFrom(last, named, first);
}

function dayFrom(year: string, month: number, day: string | undefined) {
  const fits = month >= 1 && month <= 12 && Number(day) >= 1 && Number(day) <= 31 && Number(year) >= 1970;
  return fits ? { year: Number(year), month, day: Number(day) } : null;
}

/** Milliseconds since midnight. */
function timeOf(text: string): number | null {
  const [, h, m, s = "0", part = ""] =
    /^(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d+))?)?$/.exec(text) ?? [];
  if (h === undefined || Number(h) > 24 || Number(m) > 59 || Number(s) > 60) return null;
  const fraction = Math.floor(Number(`0.${part || "0"}`) * 1000);
  return ((Number(h) * 60 + Number(m)) * 60 + Number(s)) * 1000 + fraction;
}

function aheadMs(offset: string): number {
  const hours = shortZones[offset.toUpperCase()];
  if (hours !== undefined) return hours * 3_600_000;
  const [, sign, h, m] = /^([+-])(\d{2}):?(\d{2})$/.exec(offset) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(h) * 60 + Number(m)) * 60_000;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** How far the IANA `zone` is ahead of UTC at `instant`, milliseconds. */
function zoneAheadMs(zone: string, instant: number): number {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, calendar: "gregory", hourCycle: "h23", era: "short" },
      ...{ year: "numeric", month: "numeric", day: "numeric" },
      ...{ hour: "numeric", minute: "numeric", second: "numeric" },
    });
    formats.set(zone, format);
  }
  const part = Object.fromEntries(
    format.formatToParts(instant).map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 0, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** The instant at which clocks of `zone` show `local` (as if it were UTC); an hour that they skip counts as the one after. */
function fromLocal(local: number, zone: string): number | null {
  try {
    const guess = local - zoneAheadMs(zone, local);
    return local - zoneAheadMs(zone, guess);
  } catch (error) {
    // Intl's only way to say that there is no such zone, or no such instant.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
