import type { KnownKind } from "../../../../protocol/incident-kind.ts";
import { type Severity, severities } from "../../../../protocol/incident.ts";

/** Words in an alert's `event`, Indonesian and English, and what they are here; the first that is found. */
const byEvent: readonly (readonly [RegExp, KnownKind])[] = [
  [/tsunami/i, "tsunami"],
  [/gempa|earthquake|seismic/i, "earthquake"],
  [/gunung\s*api|erupsi|volcan|eruption|ash/i, "volcano"],
  [/longsor|landslide|mudslide|debris/i, "landslide"],
  [/banjir|genangan|\brob\b|flood|inundation/i, "flood"],
  [/karhutla|kebakaran (?:hutan|lahan)|wildfire|forest fire|brush fire/i, "wildfire"],
  [/kebakaran|\bfire\b/i, "fire"],
  [/kecelakaan|accident|collision/i, "accident"],
  [/lalu lintas|macet|traffic|road closure/i, "traffic"],
  [/listrik|power|blackout|outage/i, "power"],
  [
    /hujan|petir|badai|angin|cuaca|kabut|gelombang|rain|thunder|storm|wind|weather|fog|heat|cyclone/i,
    "weather",
  ],
];

/** CAP 1.2, 3.2.2: `category`. */
const byCategory: Readonly<Record<string, KnownKind>> = {
  ...{ Met: "weather", Fire: "fire", Health: "medical", Transport: "traffic", Infra: "power" },
  ...{ Security: "order", Safety: "other", Rescue: "other" },
};

/** The kind of an alert by its event, else by its categories; null where neither says. */
export function kindOfAlert(event: string, categories: readonly string[]): KnownKind | null {
  const named = byEvent.find(([words]) => words.test(event));
  if (named !== undefined) return named[1];
  return categories.map((one) => byCategory[one]).find((one) => one !== undefined) ?? null;
}

/** CAP 1.2, 3.2.2: `severity`, "Unknown" left out. */
const bySeverity: Readonly<Record<string, Severity>> = {
  ...{ Extreme: "critical", Severe: "high", Moderate: "medium", Minor: "low" },
};

/**
 * The severity of an alert: by its own, one step lower where it is past or unlikely; null where it does not say.
 */
export function severityOfAlert(severity: string, urgency: string, certainty: string): Severity | null {
  const known = bySeverity[severity];
  if (known === undefined) return null;
  const lower = urgency === "Past" || certainty === "Unlikely";
  return lower ? (severities[severities.indexOf(known) + 1] ?? known) : known;
}
