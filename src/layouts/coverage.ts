import { bottom, contains, intersection, type Rect, right } from "./rect.ts";
import type { Site, Wall } from "./site.ts";

/** The pixels of `area` that lie in none of `covers`, as few wide rectangles, from the top on. */
export function uncovered(area: Rect, covers: readonly Rect[]): Rect[] {
  // Most panels lie in one viewport with every pixel.
  if (covers.some((cover) => contains(cover, area))) return [];
  const inside = covers.flatMap((cover) => intersection(area, cover) ?? []);
  const xs = edges(area.x, right(area), inside, (rect) => [rect.x, right(rect)]);
  const ys = edges(area.y, bottom(area), inside, (rect) => [rect.y, bottom(rect)]);
  const columnOf = new Map(xs.map((x, index) => [x, index]));
  const rowOf = new Map(ys.map((y, index) => [y, index]));
  const columns = xs.length - 1;
  const taken = new Uint8Array(columns * (ys.length - 1));
  for (const rect of inside) {
    const first = columnOf.get(rect.x) ?? 0;
    const last = columnOf.get(right(rect)) ?? 0;
    for (let row = rowOf.get(rect.y) ?? 0; row < (rowOf.get(bottom(rect)) ?? 0); row += 1) {
      taken.fill(1, row * columns + first, row * columns + last);
    }
  }
  const found: Rect[] = [];
  let above = new Map<string, Rect>();
  for (let row = 0; row + 1 < ys.length; row += 1) {
    const here = new Map<string, Rect>();
    const y = ys[row] ?? 0;
    const height = (ys[row + 1] ?? 0) - y;
    for (let column = 0; column < columns; column += 1) {
      if (taken[row * columns + column] === 1) continue;
      const first = column;
      while (column + 1 < columns && taken[row * columns + column + 1] !== 1) column += 1;
      const x = xs[first] ?? 0;
      const width = (xs[column + 1] ?? 0) - x;
      const key = `${x},${width}`;
      const upper = above.get(key);
      if (upper === undefined) {
        here.set(key, { x, y, width, height });
      } else {
        above.delete(key);
        here.set(key, { ...upper, height: upper.height + height });
      }
    }
    found.push(...above.values());
    above = here;
  }
  found.push(...above.values());
  return found.toSorted((a, b) => a.y - b.y || a.x - b.x);
}

function edges(
  first: number,
  last: number,
  rects: readonly Rect[],
  of: (rect: Rect) => [number, number],
): number[] {
  return [...new Set([first, last, ...rects.flatMap(of)])].toSorted((a, b) => a - b);
}

/** Canvas pixels of a wall that no output shows. */
export function unshown(site: Pick<Site, "walls" | "viewports">, wallId: string): Rect[] {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return [];
  const viewports = site.viewports.filter((viewport) => viewport.wallId === wallId);
  return uncovered(
    { x: 0, y: 0, ...wall.canvas },
    viewports.map((viewport) => viewport.canvas),
  );
}

/** Canvas pixels that no panel lights: behind bezels, or where the wall has no panel. None on a wall without panels. */
export function unlit(wall: Pick<Wall, "canvas" | "panels">): Rect[] {
  if (wall.panels.length === 0) return [];
  return uncovered(
    { x: 0, y: 0, ...wall.canvas },
    wall.panels.map((panel) => panel.canvas),
  );
}
