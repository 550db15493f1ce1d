import type { Glass } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { severities } from "../../protocol/incident.ts";

/** What the ticker tells, worst first and among equals the newest. */
export function tickerOrder(incidents: readonly GlassIncident[], now: number): GlassIncident[] {
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

/** Whether two lists would be told the same. */
export function sameIncidents(a: readonly GlassIncident[], b: readonly GlassIncident[]): boolean {
  return (
    a.length === b.length && a.every(({ id, version }, at) => b[at]?.id === id && b[at]?.version === version)
  );
}
