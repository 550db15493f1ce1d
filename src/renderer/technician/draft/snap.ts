import type { FaceRect, Panel } from "../../../layouts/panel.ts";
import type { Millimetres } from "../../../layouts/units.ts";

/** Where something comes to lie that is dragged, and the lines that it was drawn to. */
export interface Snapped {
  readonly dxMm: Millimetres;
  readonly dyMm: Millimetres;
  /** Lines of the face that an edge lies on now. */
  readonly xMm: Millimetres | null;
  readonly yMm: Millimetres | null;
}

function nearest(edges: readonly [number, number], lines: readonly number[], within: number) {
  let best: { by: number; line: number } | null = null;
  for (const line of lines)
    for (const edge of edges) {
      const by = line - edge;
      if (Math.abs(by) <= within && (best === null || Math.abs(by) < Math.abs(best.by))) best = { by, line };
    }
  return best;
}

/**
 * A move of `block` by about (dxMm, dyMm), drawn to edges of `others` and to the face's corner where one of its own edges
 * comes within `withinMm`; else rounded to a millimetre.
 */
export function snapped(
  block: FaceRect,
  others: readonly Panel[],
  dxMm: Millimetres,
  dyMm: Millimetres,
  withinMm: Millimetres,
): Snapped {
  const { xMm, yMm, widthMm, heightMm } = block;
  const across = [0, ...others.flatMap((panel) => [panel.xMm, panel.xMm + panel.widthMm])];
  const down = [0, ...others.flatMap((panel) => [panel.yMm, panel.yMm + panel.heightMm])];
  const x = nearest([xMm + dxMm, xMm + widthMm + dxMm], across, withinMm);
  const y = nearest([yMm + dyMm, yMm + heightMm + dyMm], down, withinMm);
  return {
    dxMm: x === null ? Math.round(dxMm) : dxMm + x.by,
    dyMm: y === null ? Math.round(dyMm) : dyMm + y.by,
    xMm: x?.line ?? null,
    yMm: y?.line ?? null,
  };
}

/**
 * How far it is from `block` to the next edge of `others` in a direction (one of x and y is 1 or -1, the other 0): the
 * smallest step that makes two edges meet, else the block's own length.
 */
export function stepTo(
  block: FaceRect,
  others: readonly Panel[],
  direction: { readonly x: number; readonly y: number },
): Millimetres {
  const sideways = direction.x !== 0;
  const start = sideways ? block.xMm : block.yMm;
  const length = sideways ? block.widthMm : block.heightMm;
  const sign = sideways ? direction.x : direction.y;
  let least = Number.POSITIVE_INFINITY;
  /** A line to which either side of the block may go. */
  const look = (line: Millimetres) => {
    const near = (line - start) * sign;
    const far = (line - start - length) * sign;
    if (near > 0.01 && near < least) least = near;
    if (far > 0.01 && far < least) least = far;
  };
  look(0);
  for (const { xMm, yMm, widthMm, heightMm } of others) {
    look(sideways ? xMm : yMm);
    look(sideways ? xMm + widthMm : yMm + heightMm);
  }
  return least === Number.POSITIVE_INFINITY ? length : least;
}
