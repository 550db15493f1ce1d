import { distanceM, type GeoPoint } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";

/** How far a camera stands from the nearest of those that it is sought near. */
export interface Nearness {
  readonly camera: Camera;
  /** Metres. */
  readonly far: number;
  /** The camera itself where it is one of those. */
  readonly from: Camera;
}

/** A place on a globe of radius 1. */
interface OnGlobe {
  readonly x: number;
  readonly y: number;
  readonly z: number;
}

/** A camera with its place, as often as it is compared. */
export interface Standing {
  readonly camera: Camera;
  readonly place: GeoPoint;
  readonly at: OnGlobe;
}

/** Null of a camera whose place is not known. */
export function standing(camera: Camera): Standing | null {
  const { location: place } = camera;
  if (place === undefined) return null;
  const [north, east] = [(place.lat * Math.PI) / 180, (place.lon * Math.PI) / 180];
  const at = {
    x: Math.cos(north) * Math.cos(east),
    y: Math.cos(north) * Math.sin(east),
    z: Math.sin(north),
  };
  return { camera, place, at };
}

/** Those of `all` within `withinM` metres of one of `centres`, the nearest first. */
export function nearestOf(
  all: readonly Standing[],
  centres: readonly Standing[],
  withinM: number,
): readonly Nearness[] {
  const own = new Set(centres.map(({ camera }) => camera.id));
  return all
    .flatMap((each): Nearness[] => {
      const from = own.has(each.camera.id) ? each : nearestTo(each, centres);
      if (from === undefined) return [];
      return [{ camera: each.camera, far: distanceM(each.place, from.place), from: from.camera }];
    })
    .filter(({ far }) => far <= withinM)
    .toSorted((a, b) => a.far - b.far);
}

/** By the chord, which grows with the way over the globe: of 2,000 cameras up to a million pairs are compared. */
function nearestTo({ at }: Standing, centres: readonly Standing[]): Standing | undefined {
  let nearest: Standing | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const centre of centres) {
    const chord = (centre.at.x - at.x) ** 2 + (centre.at.y - at.y) ** 2 + (centre.at.z - at.z) ** 2;
    if (chord >= least) continue;
    least = chord;
    nearest = centre;
  }
  return nearest;
}
