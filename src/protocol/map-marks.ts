import { middleOf, polygonsOf } from "../layouts/geography.ts";
import { boxAround } from "../layouts/mercator.ts";
import { simplifyRing } from "../layouts/simplify.ts";
import type { Camera } from "./camera.ts";
import type { Feed } from "./feed.ts";
import { type Incident, severities } from "./incident.ts";
import { type CameraMark, type IncidentMark, markFlags, MOST_OUTLINE } from "./map.ts";
import { pictureStates } from "./truth.ts";

/** Of an area's longer side, what its outline may be off at first. */
const PLAINER = 1 / 500;

/** Areas that are outlined, the worst first; of more the marks alone stand. */
const MOST_OUTLINED = 300;

/** 1 m at the equator. */
const round = (degrees: number): number => Math.round(degrees * 1e5) / 1e5;

/** The mark of an incident that is placed; its area's outline only where `outlined`. */
export function incidentMark(
  { id, location, area, severity, status, drill }: Incident,
  outlined: boolean,
): IncidentMark {
  const at = location ?? (area === undefined ? { lat: 0, lon: 0 } : middleOf(area));
  const flags =
    (status === "acknowledged" ? markFlags.acknowledged : 0) + (drill === true ? markFlags.drill : 0);
  return [
    id,
    round(at.lon),
    round(at.lat),
    severities.indexOf(severity),
    flags,
    area === undefined || !outlined ? null : outlineOf(area),
  ];
}

/** The rings of an area with at most MOST_OUTLINE positions, the plainer the more it has. */
function outlineOf(area: NonNullable<Incident["area"]>): [number, number][][] {
  const rings = polygonsOf(area).flat();
  const box = boxAround(rings.flat());
  const side = box === null ? 0 : Math.max(box[2] - box[0], box[3] - box[1]);
  for (let tolerance = side * PLAINER; ; tolerance *= 2) {
    const plain = rings.flatMap((ring) => [simplifyRing(ring, tolerance)].filter((one) => one !== null));
    const most = plain.reduce((sum, ring) => sum + ring.length, 0);
    if (most <= MOST_OUTLINE || side === 0)
      return plain.map((ring) => ring.map(([lon, lat]) => [round(lon), round(lat)]));
  }
}

/** How well each camera is seen: as its best stream that somebody watches. */
export function statesOf(feeds: readonly Feed[]): Map<string, Feed["state"]> {
  const rank = (state: Feed["state"]) => (state === "connecting" ? 3.5 : pictureStates.indexOf(state));
  const states = new Map<string, Feed["state"]>();
  for (const { cameraId, state, mosaic } of feeds) {
    const before = states.get(cameraId);
    if (mosaic === undefined && (before === undefined || rank(state) < rank(before)))
      states.set(cameraId, state);
  }
  return states;
}

/** The marks of the cameras that have a place. */
export function cameraMarks(cameras: Iterable<Camera>, feeds: readonly Feed[]): CameraMark[] {
  const states = statesOf(feeds);
  const marks: CameraMark[] = [];
  for (const { id, name, location } of cameras)
    if (location !== undefined) marks.push({ id, name, ...location, state: states.get(id) ?? "idle" });
  return marks;
}

/** Whether an incident can be marked. */
export function isPlaced({ location, area }: Incident): boolean {
  return location !== undefined || area !== undefined;
}

/** Those of `incidents` whose area is outlined: the worst. */
export function outlinedOf(incidents: readonly Incident[]): ReadonlySet<Incident> {
  return new Set(
    incidents
      .filter(({ area }) => area !== undefined)
      .toSorted((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity))
      .slice(0, MOST_OUTLINED),
  );
}
