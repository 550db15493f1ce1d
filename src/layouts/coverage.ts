import { bottom, contains, intersection, type Rect, right } from "./rect.ts";
import type { Site, Wall } from "./site.ts";

/** Pixels of a row from `x` up to `end` that are not covered, from the row `y` on. */
interface Run {
  readonly x: number;
  readonly end: number;
  readonly y: number;
}

/** The stretches between covers of one row, from the left; `open` are its covers in the order of their left edges. */
function runsBetween(area: Rect, open: readonly Rect[], each: (x: number, end: number) => void): void {
  let x = area.x;
  for (const cover of open) {
    if (cover.x > x) each(x, cover.x);
    x = Math.max(x, right(cover));
  }
  if (x < right(area)) each(x, right(area));
}

/**
 * The pixels of `area` that lie in none of `covers`, as few wide rectangles, from the top on. Gone through from edge to edge
 * downwards with only those covers that lie there, since a wall may have thousands of panels, no two at one height.
 */
export function uncovered(area: Rect, covers: readonly Rect[]): Rect[] {
  // Most panels lie in one viewport with every pixel.
  if (covers.some((cover) => contains(cover, area))) return [];
  const waiting = covers
    .flatMap((cover) => intersection(area, cover) ?? [])
    .toSorted((a, b) => b.y - a.y || a.x - b.x);
  const edges = [
    ...new Set([area.y, bottom(area), ...waiting.flatMap((rect) => [rect.y, bottom(rect)])]),
  ].toSorted((a, b) => a - b);
  const found: Rect[] = [];
  const close = ({ x, end, y }: Run, at: number) => found.push({ x, y, width: end - x, height: at - y });
  let open: Rect[] = [];
  let above: Run[] = [];
  for (const y of edges) {
    open = open.filter((rect) => bottom(rect) > y);
    const before = open.length;
    for (let next = waiting.at(-1); next?.y === y; next = waiting.at(-1)) {
      open.push(next);
      waiting.pop();
    }
    if (open.length > before) open.sort((a, b) => a.x - b.x);
    const here: Run[] = [];
    let at = 0;
    const closeBefore = (x: number) => {
      for (let run = above[at]; run !== undefined && run.x < x; run = above[at]) {
        close(run, y);
        at += 1;
      }
    };
    if (y < bottom(area))
      runsBetween(area, open, (x, end) => {
        closeBefore(x);
        const same = above[at];
        if (same?.x === x && same.end === end) {
          here.push(same);
          at += 1;
        } else here.push({ x, end, y });
      });
    closeBefore(Number.POSITIVE_INFINITY);
    above = here;
  }
  return found.toSorted((a, b) => a.y - b.y || a.x - b.x);
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
