import type { Wall } from "./site.ts";

/** Whole pixels from `start` up to, not including, `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/**
 * One direction of a canvas. Between LCD monitors the canvas holds pixels that no monitor lights, because their place
 * is behind bezels; counting only the others makes "a third of the wall" end where a monitor ends.
 */
export interface Axis {
  /** Canvas pixels, hidden ones included. */
  readonly length: number;
  /** The parts that some panel lights (canvas pixels), ordered; only what lies between panels is ever hidden. */
  readonly lit: readonly Span[];
  /** Where each column (or row) of panels lies, ordered, where panels form columns (rows); else null. */
  readonly tracks: readonly Span[] | null;
}

/** An axis along which nothing is hidden and no panel matters. */
export function plainAxis(length: number): Axis {
  return { length, lit: [{ start: 0, end: length }], tracks: null };
}

function axisOf(spans: readonly Span[], length: number): Axis {
  if (spans.length === 0) return plainAxis(length);
  const ordered = spans.toSorted((a, b) => a.start - b.start || a.end - b.end);
  const distinct: Span[] = [];
  const lit: { start: number; end: number }[] = [];
  for (const span of ordered) {
    const before = distinct.at(-1);
    if (before?.start !== span.start || before.end !== span.end) distinct.push(span);
    const last = lit.at(-1);
    if (last !== undefined && span.start <= last.end) last.end = Math.max(last.end, span.end);
    else lit.push({ ...span });
  }
  // A margin outside all panels is part of the canvas like any other: only gaps between panels are bezels.
  const first = lit[0];
  const last = lit.at(-1);
  if (first !== undefined) first.start = 0;
  if (last !== undefined) last.end = length;
  const apart = distinct.every((span, index) => {
    const next = distinct[index + 1];
    return next === undefined || span.end <= next.start;
  });
  return { length, lit, tracks: apart ? distinct : null };
}

/** Both directions of a wall's canvas. */
export function axesOf(wall: Pick<Wall, "canvas" | "panels">): { x: Axis; y: Axis } {
  return {
    x: axisOf(
      wall.panels.map(({ canvas }) => ({ start: canvas.x, end: canvas.x + canvas.width })),
      wall.canvas.width,
    ),
    y: axisOf(
      wall.panels.map(({ canvas }) => ({ start: canvas.y, end: canvas.y + canvas.height })),
      wall.canvas.height,
    ),
  };
}

/** How many pixels of the axis are lit. */
export function litLength(axis: Axis): number {
  return axis.lit.reduce((sum, span) => sum + span.end - span.start, 0);
}

/** How many lit pixels lie before the canvas coordinate `at`. */
export function toLit(axis: Axis, at: number): number {
  return axis.lit.reduce((sum, { start, end }) => sum + Math.min(Math.max(at - start, 0), end - start), 0);
}

/** The canvas pixel that is lit pixel number `index`, counted from 0. */
function litPixel(axis: Axis, index: number): number {
  let before = 0;
  for (const { start, end } of axis.lit) {
    if (index < before + end - start) return start + index - before;
    before += end - start;
  }
  throw new RangeError(`lit pixel ${index} of ${before}`);
}

/** The canvas span from the first to the last of the lit pixels `start` up to `end`; what is hidden between is in it. */
export function fromLit(axis: Axis, span: Span): Span {
  return { start: litPixel(axis, span.start), end: litPixel(axis, span.end - 1) + 1 };
}
