import { type GeoBox, boxOf, isInBox, nearestOf, widened } from "../../../layouts/area-distance.ts";
import { bearingDeg, distanceM, type GeoPoint, middleOf } from "../../../layouts/geography.ts";
import type { Camera } from "../../../protocol/camera.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { RaisedCamera } from "../../../protocol/rule.ts";

/** A camera of which nobody knows where it looks is taken to see what is nearer than this, metres. */
export const SEES_UNKNOWN_M = 150;
/** Nearer than this, metres, a bearing says nothing: places are not known any better. */
const AT_THE_PLACE_M = 10;
/** What a camera sees of which only the heading is known, degrees. */
const USUAL_FOV_DEG = 90;
/** Of an area at most so many cameras are looked at closely, those nearest to its middle. */
const MOST_CLOSELY = 300;

/** A camera that may be shown. */
export interface Candidate {
  readonly id: string;
  readonly location?: Camera["location"];
  readonly lost: boolean;
}

type Placed = Candidate & { readonly location: NonNullable<Camera["location"]> };

/**
 * Cameras within `withinM` of an incident, at most `count`: those that run before those that are lost, those that look at
 * it before those of which that is not known and those that look away, and among these the nearer one first. Of an
 * incident with an area the distance is to the area; of one without a place there are none.
 */
export function nearestCameras(
  { location, area }: Pick<Incident, "location" | "area">,
  cameras: readonly Candidate[],
  { count, withinM }: { readonly count: number; readonly withinM: number },
): RaisedCamera[] {
  if (area === undefined && location === undefined) return [];
  const middle = location ?? (area === undefined ? { lat: 0, lon: 0 } : middleOf(area));
  const box: GeoBox = widened(
    area === undefined
      ? { west: middle.lon, east: middle.lon, south: middle.lat, north: middle.lat }
      : boxOf(area),
    withinM,
  );
  const toMiddle = (camera: Placed) => distanceM(camera.location, middle);
  let near = cameras.flatMap((camera) => (isPlaced(camera) && isInBox(box, camera.location) ? [camera] : []));
  if (area !== undefined && near.length > MOST_CLOSELY)
    near = near.toSorted((a, b) => toMiddle(a) - toMiddle(b)).slice(0, MOST_CLOSELY);
  return near
    .map((camera) => {
      const nearest =
        area === undefined
          ? { point: middle, distanceM: toMiddle(camera) }
          : nearestOf(area, camera.location);
      return { camera, ...nearest, sees: looksAt(camera.location, nearest), inside: toMiddle(camera) };
    })
    .filter((one) => one.distanceM <= withinM)
    .toSorted(
      (a, b) =>
        Number(a.camera.lost) - Number(b.camera.lost) ||
        rank(a.sees, a.distanceM) - rank(b.sees, b.distanceM) ||
        a.distanceM - b.distanceM ||
        a.inside - b.inside ||
        (a.camera.id < b.camera.id ? -1 : 1),
    )
    .slice(0, count)
    .map(({ camera, distanceM: metres, sees }) => ({
      cameraId: camera.id,
      distanceM: Math.round(metres),
      sees,
      lost: camera.lost,
    }));
}

function isPlaced(camera: Candidate): camera is Placed {
  return camera.location !== undefined;
}

function rank(sees: boolean | null, metres: number): number {
  if (sees === null) return metres <= SEES_UNKNOWN_M ? 0 : 1;
  return sees ? 0 : 2;
}

function looksAt(
  from: Placed["location"],
  to: { readonly point: GeoPoint; readonly distanceM: number },
): boolean | null {
  if (to.distanceM <= AT_THE_PLACE_M) return true;
  if (from.fovDeg !== undefined && from.fovDeg >= 360) return true;
  if (from.heading === undefined) return null;
  const off = Math.abs(((bearingDeg(from, to.point) - from.heading + 540) % 360) - 180);
  return off <= (from.fovDeg ?? USUAL_FOV_DEG) / 2;
}
