import { severities } from "../../layouts/severity.ts";
import type { Nearby } from "../../protocol/channel.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";

/** What stands near a camera. */
export interface Near {
  readonly cameraId: string;
  /** The worst of them: what nobody has acknowledged before what somebody has, of one severity. */
  readonly incident: GlassIncident;
  /** How many there are. */
  readonly count: number;
  /** Whether it is critical and has just come. */
  readonly arriving: boolean;
}

/** For so long after it came an incident may draw attention to itself, milliseconds. */
const ARRIVING_MS = 2000;

/** Of `now` on the core's clock; `nearby` is what is near cameras beyond `incidents`. Entries of `before` that say the same are kept. */
export function nearCameras(
  incidents: readonly GlassIncident[],
  now: number,
  before: ReadonlyMap<string, Near>,
  nearby: readonly Nearby[] = [],
): ReadonlyMap<string, Near> {
  const near = new Map<string, Near>();
  for (const incident of incidents) {
    for (const cameraId of incident.nearCameraIds ?? []) {
      const known = near.get(cameraId);
      const worst = known === undefined || isWorse(incident, known.incident) ? incident : known.incident;
      near.set(cameraId, { ...nearOf(cameraId, worst, now), count: (known?.count ?? 0) + 1 });
    }
  }
  // Of these the page knows the worst alone, and their number.
  for (const { cameraId, count, incident } of nearby) {
    if (incident.expiresAt !== undefined && Date.parse(incident.expiresAt) <= now) continue;
    const known = near.get(cameraId);
    const worst = known === undefined || isWorse(incident, known.incident) ? incident : known.incident;
    near.set(cameraId, { ...nearOf(cameraId, worst, now), count });
  }
  let same = near.size === before.size;
  for (const [cameraId, one] of near) {
    const other = before.get(cameraId);
    const kept =
      other !== undefined &&
      other.incident === one.incident &&
      other.count === one.count &&
      other.arriving === one.arriving;
    if (kept) near.set(cameraId, other);
    else same = false;
  }
  return same ? before : near;
}

function nearOf(cameraId: string, incident: GlassIncident, now: number): Omit<Near, "count"> {
  const { severity, status, receivedAt } = incident;
  const arriving = severity === "critical" && status === "open" && now - Date.parse(receivedAt) < ARRIVING_MS;
  return { cameraId, incident, arriving };
}

function isWorse(a: GlassIncident, b: GlassIncident): boolean {
  const bySeverity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return bySeverity < 0 || (bySeverity === 0 && a.status === "open" && b.status !== "open");
}
