import { uncovered, unlit } from "./coverage.ts";
import { fitToWall } from "./fit.ts";
import { largestFree } from "./free.ts";
import type { Tile } from "./layout.ts";
import type { Panel } from "./panel.ts";
import { overlaps, type Rect } from "./rect.ts";
import type { Wall } from "./site.ts";

/** Of a tile's area, what must be left of it in one lit piece for it to shrink into that and not to change places. */
const KEPT_SHARE = 0.45;

/** What is read, and nothing without its last line. */
const worded: ReadonlySet<Tile["content"]["kind"]> = new Set(["text", "clock", "incidents", "incident"]);

type Face = Pick<Wall, "canvas" | "panels">;

const isThere = ({ status }: Panel): boolean => status === "present";

/** A tile whose words must be read whole, or that somebody marked as such. */
function isProtected({ protect, content }: Tile): boolean {
  return protect ?? worded.has(content.kind);
}

const area = ({ width, height }: Rect): number => width * height;

/**
 * A wall without the outer columns and rows of panels of which not one is there: what is planned for later, or dark
 * altogether. Its canvas stays; null where that is nothing, or everything.
 */
function standingPart({ panels }: Pick<Face, "panels">): Rect | null {
  const there = panels.filter(isThere);
  if (there.length === 0 || there.length === panels.length) return null;
  const x = Math.min(...there.map((panel) => panel.canvas.x));
  const y = Math.min(...there.map((panel) => panel.canvas.y));
  const right = Math.max(...there.map((panel) => panel.canvas.x + panel.canvas.width));
  const bottom = Math.max(...there.map((panel) => panel.canvas.y + panel.canvas.height));
  const part = { x, y, width: right - x, height: bottom - y };
  const whole = panels.every((panel) => overlaps(panel.canvas, part));
  return whole ? null : part;
}

/** `tiles` as they lie on the part of the wall that is there; unchanged where they lie on it already [L12]. */
function ontoPart(tiles: readonly Tile[], wall: Face, part: Rect): readonly Tile[] {
  const outside = uncovered({ x: 0, y: 0, ...wall.canvas }, [part]);
  if (!tiles.some(({ rect }) => outside.some((one) => overlaps(one, rect)))) return tiles;
  const panels = wall.panels
    .filter((panel) => overlaps(panel.canvas, part))
    .map((panel) => ({
      ...panel,
      canvas: { ...panel.canvas, x: panel.canvas.x - part.x, y: panel.canvas.y - part.y },
    }));
  const canvas = { width: part.width, height: part.height };
  try {
    return fitToWall(tiles, wall, { canvas, panels }).map((tile) => ({
      ...tile,
      rect: { ...tile.rect, x: tile.rect.x + part.x, y: tile.rect.y + part.y },
    }));
  } catch (error) {
    // More tiles side by side than pixels: better where they were planned than not at all.
    if (error instanceof RangeError) return tiles;
    throw error;
  }
}

/**
 * Tiles as they are shown on a wall as it is today [L12, L13]: on the part of it that has panels, in the order that they
 * had; protected ones and all text within lit pixels, where they shrink in their place or change places with a tile
 * that is not protected. None is lost, none overlaps another that it did not, and done twice it changes nothing more.
 * What is stored stays as it is, so that everything goes back by itself when the panels do. A wall of which no panel
 * is there is shown as it was planned.
 */
export function reflow(tiles: readonly Tile[], wall: Face): Tile[] {
  if (!wall.panels.some(isThere)) return [...tiles];
  const part = standingPart(wall);
  const dark = unlit({ canvas: wall.canvas, panels: wall.panels.filter(isThere) });
  let shown = [...(part === null ? tiles : ontoPart(tiles, wall, part))];
  if (dark.length === 0) return shown;
  // Places are exchanged and asked about again and again.
  const known = new Map<Rect, boolean>();
  const isDark = (rect: Rect) => {
    const found = known.get(rect) ?? dark.some((one) => overlaps(one, rect));
    known.set(rect, found);
    return found;
  };
  // What moved may have made room for one that was asked before; each round brings at least one tile to the light.
  for (let before: Tile[] | null = null; before !== shown; ) {
    before = shown;
    shown = protectedOnce(before, dark, isDark);
  }
  return shown;
}

/** `tiles` with each protected one brought to the light where there is a place for it; the same list where there is none. */
function protectedOnce(tiles: Tile[], dark: readonly Rect[], isDark: (rect: Rect) => boolean): Tile[] {
  const shown = [...tiles];
  let moved = false;
  for (const [index, tile] of shown.entries()) {
    if (!isProtected(tile) || !isDark(tile.rect)) continue;
    const free = largestFree(tile.rect, dark);
    const shrinks = free !== null && area(free) >= KEPT_SHARE * area(tile.rect);
    const at = shrinks ? -1 : placeFor(tile, shown, isDark);
    const other = shown[at];
    if (other !== undefined) {
      shown[index] = { ...tile, rect: other.rect };
      shown[at] = { ...other, rect: tile.rect };
    } else if (free !== null) shown[index] = { ...tile, rect: free };
    else continue;
    moved = true;
  }
  return moved ? shown : tiles;
}

/**
 * The tile whose place a protected one takes: of the same z and lit whole, the one most like it in size; of equal ones
 * the least important. Not one whose place lies under or over other tiles than its own: it would be covered there, or
 * leave what it changes with under them. -1 where there is none of at least half its size.
 */
function placeFor(tile: Tile, tiles: readonly Tile[], isDark: (rect: Rect) => boolean): number {
  const unlike = ({ rect }: Tile) => Math.abs(Math.log(area(rect) / area(tile.rect)));
  const alone = (other: Tile) =>
    tiles.every(
      (third) =>
        third === tile ||
        third === other ||
        overlaps(third.rect, tile.rect) === overlaps(third.rect, other.rect),
    );
  const best = tiles
    .filter((other) => !isProtected(other) && other.z === tile.z && !isDark(other.rect))
    .filter(({ rect }) => 2 * area(rect) >= area(tile.rect))
    .toSorted((a, b) => unlike(a) - unlike(b) || b.priority - a.priority)
    .find(alone);
  return best === undefined ? -1 : tiles.indexOf(best);
}
