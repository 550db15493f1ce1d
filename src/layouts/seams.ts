import { bottom, type Rect, right } from "./rect.ts";
import type { Site, Wall } from "./site.ts";

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

/** Seams across one direction: each slab with those that come next behind it and share some of its side. */
function seamsAlong(slabs: readonly Slab[], direction: Seam["direction"]): Seam[] {
  const ordered = slabs.toSorted((a, b) => a.near - b.near || a.from - b.from);
  const pieces: Seam[] = [];
  for (const slab of ordered) {
    const behind = ordered.filter((other) => other.near >= slab.far && shared(slab, other));
    for (const next of behind) {
      const from = Math.max(slab.from, next.from);
      const to = Math.min(slab.to, next.to);
      const between = behind.some((other) => other.far <= next.near && shared(other, { from, to }));
      if (!between) pieces.push({ direction, at: slab.far, thickness: next.near - slab.far, from, to });
    }
  }
  return joined(pieces);
}

function shared(a: { from: number; to: number }, b: { from: number; to: number }): boolean {
  return a.from < b.to && b.from < a.to;
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

/** The seams between rectangles that do not overlap, vertical ones first, each direction from the top left on. */
function seamsBetween(rects: readonly Rect[]): Seam[] {
  const across = rects.map((rect) => ({ near: rect.x, far: right(rect), from: rect.y, to: bottom(rect) }));
  const down = rects.map((rect) => ({ near: rect.y, far: bottom(rect), from: rect.x, to: right(rect) }));
  return [...seamsAlong(across, "vertical"), ...seamsAlong(down, "horizontal")];
}

/** Where panels of a wall meet. */
export function panelSeams(wall: Pick<Wall, "panels">): Seam[] {
  return seamsBetween(wall.panels.map((panel) => panel.canvas));
}

/** Where the outputs of a wall meet: a tile across such a seam is played by two pages, or two computers. */
export function outputSeams(site: Pick<Site, "viewports">, wallId: string): Seam[] {
  return seamsBetween(site.viewports.filter((v) => v.wallId === wallId).map((v) => v.canvas));
}
