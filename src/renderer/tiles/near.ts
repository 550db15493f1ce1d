import { severities } from "../../layouts/severity.ts";
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

/** Of `now` on the core's clock; entries of `before` that say the same are kept. */
export function nearCameras(
  incidents: readonly GlassIncident[],
  now: number,
  before: ReadonlyMap<string, Near>,
): ReadonlyMap<string, Near> {
  const near = new Map<string, Near>();
  for (const incident of incidents) {
    for (const cameraId of incident.nearCameraIds ?? []) {
      const known = near.get(cameraId);
      const worst = known === undefined || isWorse(incident, known.incident) ? incident : known.incident;
      const arriving =
        worst.severity === "critical" &&
        worst.status === "open" &&
        now - Date.parse(worst.receivedAt) < ARRIVING_MS;
      near.set(cameraId, { cameraId, incident: worst, count: (known?.count ?? 0) + 1, arriving });
    }
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

function isWorse(a: GlassIncident, b: GlassIncident): boolean {
  const bySeverity = severities.indexOf(a.severity) - severities.indexOf(b.severity);
  return bySeverity < 0 || (bySeverity === 0 && a.status === "open" && b.status !== "open");
}
