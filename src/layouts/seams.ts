import { bottom, right } from "./rect.ts";
import type { Panel } from "./panel.ts";

/**
 * A straight seam between rectangles, to be drawn. `at` and `thickness` lie across it (x of a vertical one), `from` and
 * `to` along it, all canvas pixels. A thickness of 0 is a line between pixels; more are pixels hidden behind bezels.
 */
export interface Seam {
  readonly direction: "vertical" | "horizontal";
  readonly at: number;
  readonly thickness: number;
  readonly from: number;
  readonly to: number;
}

interface Slab {
  readonly near: number;
  readonly far: number;
  readonly from: number;
  readonly to: number;
}

/** Of a stretch along the seams, how far the slab reaches that came last. */
interface Reach {
  readonly from: number;
  readonly to: number;
  readonly far: number;
}

/** The first of `reaches`, which are in order and do not overlap, that ends behind `at`. */
function firstBehind(reaches: readonly Reach[], at: number): number {
  let low = 0;
  let high = reaches.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((reaches[middle]?.to ?? 0) > at) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Seams across one direction: slabs are gone through from the nearest on, and each meets what came last before it, stretch by
 * stretch, so that one which stands before a part of another hides that part only.
 */
function seamsAlong(slabs: readonly Slab[], direction: Seam["direction"]): Seam[] {
  const pieces: Seam[] = [];
  const reaches: Reach[] = [];
  for (const slab of slabs.toSorted((a, b) => a.near - b.near || a.from - b.from)) {
    const first = firstBehind(reaches, slab.from);
    let next = first;
    const left: Reach[] = [];
    for (let reach = reaches[next]; reach !== undefined && reach.from < slab.to; reach = reaches[next]) {
      const from = Math.max(slab.from, reach.from);
      const to = Math.min(slab.to, reach.to);
      pieces.push({ direction, at: reach.far, thickness: slab.near - reach.far, from, to });
      if (reach.from < slab.from) left.push({ ...reach, to: slab.from });
      if (reach.to > slab.to) left.push({ ...reach, from: slab.to });
      next += 1;
    }
    left.push({ from: slab.from, to: slab.to, far: slab.far });
    reaches.splice(first, next - first, ...left.toSorted((a, b) => a.from - b.from));
  }
  return joined(pieces);
}

/** Pieces in one line that touch, or are interrupted by no more than a crossing seam, become one. */
function joined(pieces: readonly Seam[]): Seam[] {
  const ordered = pieces.toSorted((a, b) => a.at - b.at || a.thickness - b.thickness || a.from - b.from);
  const seams: Seam[] = [];
  for (const piece of ordered) {
    const last = seams.at(-1);
    if (
      last?.at === piece.at &&
      last.thickness === piece.thickness &&
      piece.from - last.to <= piece.thickness
    ) {
      seams[seams.length - 1] = { ...last, to: Math.max(last.to, piece.to) };
    } else {
      seams.push(piece);
    }
  }
  return seams;
}

/** Where panels of a wall meet [G7]: vertical seams first, each direction from the top left on. */
export function panelSeams({ panels }: { readonly panels: readonly Pick<Panel, "canvas">[] }): Seam[] {
  const rects = panels.map(({ canvas }) => canvas);
  const across = rects.map((rect) => ({ near: rect.x, far: right(rect), from: rect.y, to: bottom(rect) }));
  const down = rects.map((rect) => ({ near: rect.y, far: bottom(rect), from: rect.x, to: right(rect) }));
  return [...seamsAlong(across, "vertical"), ...seamsAlong(down, "horizontal")];
}
