import type { Language } from "../../protocol/session.ts";

/**
 * Times of a site: 24 h with colons, in the site's own zone whatever the computer's is, and the zone's name as
 * Indonesians write it (WIB, WITA, WIT), which only the Indonesian locale of CLDR knows.
 */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string): Intl.DateTimeFormat {
  let known = formats.get(zone);
  if (known === undefined) {
    known = new Intl.DateTimeFormat("id-ID", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      timeZoneName: "short",
    });
    formats.set(zone, known);
  }
  return known;
}

export interface SiteTime {
  /** `2026-11-21` */
  readonly date: string;
  /** `14:03:27` */
  readonly time: string;
  /** `WIB` */
  readonly zone: string;
}

/** `at` (milliseconds since 1970) as the site's people read it; `zone` is an IANA name. */
export function siteTime(at: number, zone: string): SiteTime {
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of format(zone).formatToParts(at)) parts[type] = value;
  return {
    date: `${parts.year}-${parts.month}-${parts.day}`,
    time: `${parts.hour}:${parts.minute}:${parts.second}`,
    zone: parts.timeZoneName ?? "",
  };
}

/** `14:03:27` for an RFC 3339 time of today, `2026-11-20 14:03` for one of any other day. */
export function sinceTime(rfc3339: string, zone: string, now: number): string {
  const then = siteTime(Date.parse(rfc3339), zone);
  return then.date === siteTime(now, zone).date ? then.time : `${then.date} ${then.time.slice(0, 5)}`;
}

const DAY_MS = 24 * 3600_000;

/** `23:00` of today, `besok 23:00`, `Sabtu 23:00` within a week and `24 Nov 23:00` of another day, for an RFC 3339 time. */
export function dayTime(rfc3339: string, zone: string, now: number, language: Language): string {
  const at = Date.parse(rfc3339);
  const { date, time } = siteTime(at, zone);
  const days = Math.round((Date.parse(date) - Date.parse(siteTime(now, zone).date)) / DAY_MS);
  const shown = time.slice(0, 5);
  if (days === 0) return shown;
  const locale = language === "id" ? "id-ID" : "en-GB";
  if (Math.abs(days) === 1)
    return `${new Intl.RelativeTimeFormat(locale, { numeric: "auto" }).format(days, "day")} ${shown}`;
  // What is a week away, or long past, would be taken for another day of its name.
  const named = days > 1 && days < 7;
  const parts: Intl.DateTimeFormatOptions = named ? { weekday: "long" } : { day: "numeric", month: "short" };
  return `${new Intl.DateTimeFormat(locale, { ...parts, timeZone: zone }).format(at)} ${shown}`;
}

/**
 * Milliseconds since 1970 of `2026-11-21T14:03` as the site's people write it; null where it is no such time. In a zone
 * whose clocks change, a time that comes twice is the first of both.
 */
export function atSiteTime(text: string, zone: string): number | null {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return null;
  const shown = siteTime(asUtc, zone);
  const aheadMs = Date.parse(`${shown.date}T${shown.time}Z`) - asUtc;
  return asUtc - aheadMs;
}
