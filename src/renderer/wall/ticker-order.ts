import { severities } from "../../layouts/severity.ts";
import type { Glass } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";

/** Told one after the other, at most: the room has heard them all within some three minutes. */
const MOST_TOLD = 20;

/** Those that stand now, worst first and among equals the newest. */
export function standingAt(incidents: readonly GlassIncident[], now: number): GlassIncident[] {
  return incidents
    .filter(
      ({ status, expiresAt }) =>
        status !== "closed" && (expiresAt === undefined || Date.parse(expiresAt) > now),
    )
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        Date.parse(b.occurredAt) - Date.parse(a.occurredAt),
    );
}

/** What the ticker tells of `incidents`, and how many of `standing` it does not. */
export function tickerTells(
  incidents: readonly GlassIncident[],
  standing: number,
): { readonly told: readonly GlassIncident[]; readonly more: number } {
  const told = incidents.slice(0, MOST_TOLD);
  return { told, more: Math.max(0, standing - told.length) };
}

/**
 * Those of `incidents` that are told above test patterns: what is critical or high, nobody has acknowledged, and came
 * after the first of them. What the room knew already does not cover the lines that a technician looks at.
 */
export function aboveOf(incidents: readonly GlassIncident[], patterns: Glass["patterns"]): GlassIncident[] {
  const since = Math.min(...patterns.map(({ startedAt }) => startedAt));
  return incidents.filter(
    ({ severity, status, receivedAt }) =>
      (severity === "critical" || severity === "high") &&
      status === "open" &&
      Date.parse(receivedAt) >= since,
  );
}

/** Those that ask for somebody: nobody has acknowledged them, and they are critical or high, or hold for a set time. */
export function pressingOf(incidents: readonly GlassIncident[]): GlassIncident[] {
  return incidents.filter(
    ({ severity, status, expiresAt }) =>
      status === "open" &&
      (severity === "critical" || severity === "high" || (severity === "medium" && expiresAt !== undefined)),
  );
}

/** Whether two lists are of the same incidents as they were. */
export function sameIncidents(a: readonly GlassIncident[], b: readonly GlassIncident[]): boolean {
  return a.length === b.length && a.every((incident, at) => b[at] === incident);
}
