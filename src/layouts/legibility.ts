import type { Millimetres, Pixels } from "./units.ts";

/** Arc minutes under which characters are not read reliably: NUREG-0700 rev. 3, 1.3.1-4, minimum for displays. */
export const LEAST_ARC_MINUTES = 16;

const ARC_MINUTE = Math.PI / 180 / 60;

/** The angle under which characters of `heightPx` are seen from `distanceMm`, arc minutes: 2 atan(h / 2d). */
export function textArcMinutes(heightPx: Pixels, pitchMm: Millimetres, distanceMm: Millimetres): number {
  return (2 * Math.atan((heightPx * pitchMm) / (2 * distanceMm))) / ARC_MINUTE;
}

/** The height of characters that are seen under `arcMinutes` from `distanceMm`, pixels, not rounded. */
export function textPixels(arcMinutes: number, pitchMm: Millimetres, distanceMm: Millimetres): Pixels {
  return (2 * distanceMm * Math.tan((arcMinutes * ARC_MINUTE) / 2)) / pitchMm;
}

/** The farthest from which characters of `heightPx` are read, millimetres. */
export function readableFromMm(heightPx: Pixels, pitchMm: Millimetres): Millimetres {
  return (heightPx * pitchMm) / (2 * Math.tan((LEAST_ARC_MINUTES * ARC_MINUTE) / 2));
}
