import { areasMeet, nearestOf } from "../../../layouts/area-distance.ts";
import { contains, distanceM } from "../../../layouts/geography.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Rule, RulePlace, RuleTimes } from "../../../protocol/rule.ts";

/** What rules look at. */
export type Matched = Pick<
  Incident,
  "kind" | "severity" | "location" | "area" | "source" | "sourceId" | "receivedAt"
>;

/**
 * Whether all that the rule asks for holds of an incident. Its time is when this core received it: a source's clock may
 * be wrong. `zone`: of the site, as in the IANA database.
 */
export function matches({ when }: Pick<Rule, "when">, incident: Matched, zone: string): boolean {
  const { kinds, severities, places, sources, sourceIds, times } = when;
  return (
    (kinds?.includes(incident.kind) ?? true) &&
    (severities?.includes(incident.severity) ?? true) &&
    (sources?.includes(incident.source) ?? true) &&
    (sourceIds?.some((id) => id === incident.sourceId) ?? true) &&
    (times === undefined || isWithin(times, Date.parse(incident.receivedAt), zone)) &&
    (places?.some((place) => lies(incident, place)) ?? true)
  );
}

/** Whether an incident is at a place, or any part of its area is. */
export function lies({ location, area }: Pick<Incident, "location" | "area">, place: RulePlace): boolean {
  if ("area" in place)
    return (
      (location !== undefined && contains(place.area, location)) ||
      (area !== undefined && areasMeet(place.area, area))
    );
  const { centre, radiusM } = place;
  return (
    (location !== undefined && distanceM(centre, location) <= radiusM) ||
    (area !== undefined && nearestOf(area, centre).distanceM <= radiusM)
  );
}

const DAY_MINUTES = 24 * 60;

function isWithin(times: readonly RuleTimes[], at: number, zone: string): boolean {
  const { day, minute } = localTime(at, zone);
  return times.some(({ days, from, until }) => {
    const [begins, ends] = [minutesOf(from), minutesOf(until)];
    const on = (weekday: number) => days?.includes(weekday) ?? true;
    if (begins < ends) return on(day) && minute >= begins && minute < ends;
    // It began today, or yesterday and goes past midnight.
    return (on(day) && minute >= begins) || (on(day === 1 ? 7 : day - 1) && minute < ends);
  });
}

function minutesOf(time: string): number {
  return (Number(time.slice(0, 2)) * 60 + Number(time.slice(3, 5))) % DAY_MINUTES;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** The weekday (1 is Monday) and the minute of the day in a zone, at `at` milliseconds since 1970. */
export function localTime(at: number, zone: string): { readonly day: number; readonly minute: number } {
  let format = formats.get(zone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      ...{ timeZone: zone, hourCycle: "h23" },
      ...{ weekday: "short", hour: "2-digit", minute: "2-digit" },
    });
    formats.set(zone, format);
  }
  const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: weekdays.indexOf(parts.get("weekday") ?? "") + 1,
    minute: Number(parts.get("hour")) * 60 + Number(parts.get("minute")),
  };
}
