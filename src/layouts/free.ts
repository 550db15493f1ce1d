import { bottom, intersection, type Rect, right } from "./rect.ts";

/** Fields that a room is cut into at most: this is asked for each text of a layout while the wall shows it. */
const MOST_FIELDS = 131_072;

/** The edges of `rects` along one axis, and those of the room. */
function edgesOf(first: number, last: number, rects: readonly Rect[], of: (rect: Rect) => number[]) {
  return [...new Set([first, last, ...rects.flatMap(of)])].toSorted((a, b) => a - b);
}

/** At most `most` + 1 of the edges, evenly chosen, the first and the last among them. */
function thinned(edges: readonly number[], most: number): readonly number[] {
  const fields = edges.length - 1;
  if (fields <= most) return edges;
  return Array.from({ length: most + 1 }, (_, index) => edges[Math.round((index * fields) / most)] ?? 0);
}

/** Which field begins at `at` or is the last to begin before it. */
function fieldAt(edges: readonly number[], at: number): number {
  let low = 0;
  let high = edges.length - 1;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((edges[middle] ?? 0) <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** How many of `rects` touch each field, row by row: each is counted up where it begins and down behind its end. */
function taken(rects: readonly Rect[], xs: readonly number[], ys: readonly number[]): Int32Array {
  const columns = xs.length;
  const counts = new Int32Array(columns * ys.length);
  const count = (column: number, row: number, by: number) => {
    const at = row * columns + column;
    counts[at] = (counts[at] ?? 0) + by;
  };
  for (const rect of rects) {
    const left = fieldAt(xs, rect.x);
    const behind = fieldAt(xs, right(rect) - 1) + 1;
    const top = fieldAt(ys, rect.y);
    const below = fieldAt(ys, bottom(rect) - 1) + 1;
    count(left, top, 1);
    count(behind, top, -1);
    count(left, below, -1);
    count(behind, below, 1);
  }
  for (let at = 0; at < counts.length; at += 1) {
    const before = at % columns === 0 ? 0 : (counts[at - 1] ?? 0);
    const above = counts[at - columns] ?? 0;
    const both = at % columns === 0 ? 0 : (counts[at - columns - 1] ?? 0);
    counts[at] = (counts[at] ?? 0) + before + above - both;
  }
  return counts;
}

function better(found: Rect, best: Rect | null): boolean {
  if (best === null) return true;
  const more = found.width * found.height - best.width * best.height;
  if (more !== 0) return more > 0;
  return found.y < best.y || (found.y === best.y && found.x < best.x);
}

/**
 * The largest rectangle of `room` that has none of `dark`; of equal ones the uppermost, then the leftmost; null where there
 * is none. Row by row, each rectangle that ends below is found once, from how far up each column is free. Where `dark` has
 * more edges than are counted with, what is found is free and may be smaller than the largest by some fields.
 */
export function largestFree(room: Rect, dark: readonly Rect[]): Rect | null {
  const inside = dark.flatMap((one) => intersection(one, room) ?? []);
  if (inside.length === 0) return room;
  const allXs = edgesOf(room.x, right(room), inside, (rect) => [rect.x, right(rect)]);
  const allYs = edgesOf(room.y, bottom(room), inside, (rect) => [rect.y, bottom(rect)]);
  const square = Math.floor(Math.sqrt(MOST_FIELDS));
  const xs = thinned(allXs, Math.max(square, Math.floor(MOST_FIELDS / allYs.length)));
  const ys = thinned(allYs, Math.max(square, Math.floor(MOST_FIELDS / xs.length)));
  const counts = taken(inside, xs, ys);
  const columns = xs.length - 1;
  const tops = new Int32Array(columns);
  let best: Rect | null = null;
  for (let row = 0; row + 1 < ys.length; row += 1) {
    const end = ys[row + 1] ?? 0;
    // Stretches of columns that are free up to the same row, those that reach less far up first.
    const open: { readonly from: number; readonly top: number }[] = [];
    for (let column = 0; column <= columns; column += 1) {
      if (column < columns && counts[row * xs.length + column] !== 0) tops[column] = row + 1;
      const top = column < columns ? (tops[column] ?? 0) : row + 1;
      let from = column;
      for (let last = open.at(-1); last !== undefined && last.top < top; last = open.at(-1)) {
        const x = xs[last.from] ?? 0;
        const y = ys[last.top] ?? 0;
        const found = { x, y, width: (xs[column] ?? 0) - x, height: end - y };
        if (better(found, best)) best = found;
        from = last.from;
        open.pop();
      }
      if (top <= row && open.at(-1)?.top !== top) open.push({ from, top });
    }
  }
  return best;
}
