import { type Incident, severities } from "../../protocol/incident.ts";

/** What the ticker tells, worst first and among equals the newest. */
export function tickerOrder(incidents: readonly Incident[], now: number): Incident[] {
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

/** Whether two lists would be told the same. */
export function sameIncidents(a: readonly Incident[], b: readonly Incident[]): boolean {
  return (
    a.length === b.length && a.every(({ id, version }, at) => b[at]?.id === id && b[at]?.version === version)
  );
}
