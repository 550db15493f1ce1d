import { bottom, type Rect, right, type Size } from "../../../layouts/rect.ts";

/** Pixels that edges are drawn to: across and down. */
export interface Lines {
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** Which edges of a rectangle go along; none of them: all of it. */
export interface Edges {
  readonly x: "left" | "right" | null;
  readonly y: "top" | "bottom" | null;
}

/** Where a rectangle may lie, and what draws it. */
export interface Ground {
  readonly size: Size;
  readonly lines: Lines;
}

export const WHOLE: Edges = { x: null, y: null };

/** The lines of a ground's own borders and of rectangles on it, each once. */
export function linesOf(size: Size, rects: readonly Rect[]): Lines {
  const x = new Set([0, size.width, ...rects.flatMap((rect) => [rect.x, right(rect)])]);
  const y = new Set([0, size.height, ...rects.flatMap((rect) => [rect.y, bottom(rect)])]);
  return { x: [...x].toSorted((a, b) => a - b), y: [...y].toSorted((a, b) => a - b) };
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

interface Side {
  readonly from: number;
  readonly length: number;
}

/** One side after a step of `by` pixels: its near end, its far end, or both go. */
function stepped(
  { from, length }: Side,
  edge: "near" | "far" | null,
  by: number,
  room: number,
  lines: readonly number[],
  within: number,
): Side {
  const ends = edge === null ? [from, from + length] : [edge === "near" ? from : from + length];
  const steps = ends.flatMap((end) => lines.map((line) => line - end));
  const drawn = steps.filter((step) => Math.abs(step - by) <= within);
  const step = drawn.reduce<number | null>(
    (best, each) => (best === null || Math.abs(each - by) < Math.abs(best - by) ? each : best),
    null,
  );
  const go = Math.round(step ?? by);
  if (edge === null) return { from: clamp(from + go, 0, Math.max(0, room - length)), length };
  if (edge === "far") return { from, length: clamp(length + go, 1, Math.max(1, room - from)) };
  const start = clamp(from + go, 0, from + length - 1);
  return { from: start, length: from + length - start };
}

const nearOrFar = (edge: "left" | "right" | "top" | "bottom" | null) =>
  edge === null ? null : edge === "left" || edge === "top" ? "near" : "far";

/**
 * A rectangle after its edges went by about (dx, dy) pixels: whole pixels, drawn to lines within `within`, on the ground and
 * a pixel at least.
 */
export function reshaped(
  rect: Rect,
  edges: Edges,
  by: { readonly x: number; readonly y: number },
  { size, lines }: Ground,
  within: number,
): Rect {
  const all = edges.x === null && edges.y === null;
  const side = (
    own: Side,
    edge: ReturnType<typeof nearOrFar>,
    go: number,
    room: number,
    at: readonly number[],
  ) => (all || edge !== null ? stepped(own, edge, go, room, at, within) : own);
  const across = side({ from: rect.x, length: rect.width }, nearOrFar(edges.x), by.x, size.width, lines.x);
  const down = side({ from: rect.y, length: rect.height }, nearOrFar(edges.y), by.y, size.height, lines.y);
  return { x: across.from, y: down.from, width: across.length, height: down.length };
}

/**
 * How far it is from those edges to the next line in a direction (one of x and y is 1 or -1, the other 0), pixels; 0 where
 * there is none.
 */
export function stepToLine(
  rect: Rect,
  edges: Edges,
  direction: { readonly x: number; readonly y: number },
  { lines }: Ground,
): number {
  const sideways = direction.x !== 0;
  const edge = sideways ? edges.x : edges.y;
  const [near, far] = sideways ? [rect.x, right(rect)] : [rect.y, bottom(rect)];
  const ends = edge === null ? [near, far] : [nearOrFar(edge) === "near" ? near : far];
  const sign = sideways ? direction.x : direction.y;
  const steps = (sideways ? lines.x : lines.y)
    .flatMap((line) => ends.map((end) => (line - end) * sign))
    .filter((step) => step > 0);
  return steps.length === 0 ? 0 : Math.min(...steps);
}
