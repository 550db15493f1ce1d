import { type Incident, severities } from "../../protocol/incident.ts";

/** True where the incident still counts at `now` (milliseconds since 1970): not closed and not expired. */
function isCurrent(incident: Incident, now: number): boolean {
  if (incident.status === "closed") return false;
  return incident.expiresAt === undefined || Date.parse(incident.expiresAt) > now;
}

/** What the glass shows at `now` (milliseconds since 1970): the gravest first, of equal ones the latest. */
export function onGlass(incidents: readonly Incident[], now: number): Incident[] {
  return incidents
    .filter((incident) => isCurrent(incident, now))
    .toSorted(
      (a, b) =>
        severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
        Date.parse(b.occurredAt) - Date.parse(a.occurredAt),
    );
}
