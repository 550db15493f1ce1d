import type { Standing, Wall } from "./site.ts";
import type { Millimetres } from "./units.ts";

/** A flat part of a wall, seen from above: millimetres on the room's floor, y to the front. */
export interface FlatPart {
  /** Of the face, from its left end. */
  readonly fromMm: Millimetres;
  readonly toMm: Millimetres;
  readonly start: { readonly xMm: Millimetres; readonly yMm: Millimetres };
  readonly end: { readonly xMm: Millimetres; readonly yMm: Millimetres };
  /** Where it looks: 0 to the front of the room, clockwise from above, degrees. */
  readonly facingDeg: number;
}

/** A wall of which it is not said where it stands: in the middle of its room's back, its lower edge at 0.9 m. */
export function standingOf(wall: Wall, roomWidthMm: Millimetres | undefined): Standing {
  const side = roomWidthMm === undefined ? 0 : Math.max(0, (roomWidthMm - (wall.widthMm ?? 0)) / 2);
  return wall.standing ?? { xMm: side, yMm: 0, baseMm: 900, facingDeg: 0 };
}

/**
 * The flat parts of a wall between its bends, from left to right; none without a width. The length along the face stays
 * what it is: a bend turns what is to its right about its line [G9].
 */
export function flatParts(wall: Wall, standing: Standing): FlatPart[] {
  const { widthMm } = wall;
  if (widthMm === undefined) return [];
  const bends = wall.bends ?? [];
  const edges = [0, ...bends.map(({ xMm }) => xMm), widthMm];
  let { facingDeg } = standing;
  let start = { xMm: standing.xMm, yMm: standing.yMm };
  return edges.slice(1).map((toMm, index) => {
    const fromMm = edges[index] ?? 0;
    // The face runs to the right of who looks at it, a quarter turn from where it looks.
    const along = (facingDeg * Math.PI) / 180;
    const length = toMm - fromMm;
    const end = { xMm: start.xMm + length * Math.cos(along), yMm: start.yMm + length * Math.sin(along) };
    const part = { fromMm, toMm, start, end, facingDeg };
    start = end;
    facingDeg += bends[index]?.angleDeg ?? 0;
    return part;
  });
}
