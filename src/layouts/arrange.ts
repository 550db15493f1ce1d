import { arrangements, type ArrangementName, type Cell, type Grid } from "./arrangements.ts";
import { type Axis, axesOf, fromLit, litLength, type Span, toLit } from "./axis.ts";
import type { Content, Tile } from "./layout.ts";
import { overlaps, type Rect, type Size } from "./rect.ts";
import type { Wall } from "./site.ts";

/** Width by height of what nearly every city camera sends. */
const PICTURE = 16 / 9;

/**
 * `parts` + 1 edges from 0 to the lit length of the axis. Where the parts can be dealt out evenly to the columns of
 * panels, or the columns to the parts, they end where panels end; otherwise the parts are equal to a pixel [L6].
 */
function divide(axis: Axis, parts: number): number[] {
  const length = litLength(axis);
  const equal = Array.from({ length: parts + 1 }, (_, index) => Math.round((index * length) / parts));
  const tracks = axis.tracks ?? [];
  const count = tracks.length;
  if (count < 2 || (parts % count !== 0 && count % parts !== 0)) return equal;
  const ends = [0, ...tracks.slice(0, -1).map((track) => toLit(axis, track.end)), length];
  const snapped = Array.from({ length: parts + 1 }, (_, index) => {
    const place = (index * count) / parts;
    const track = Math.floor(place);
    const start = ends[track] ?? length;
    const end = ends[track + 1] ?? length;
    return start + Math.round((place - track) * (end - start));
  });
  return snapped.every((edge, index) => index === 0 || edge > (snapped[index - 1] ?? 0)) ? snapped : equal;
}

function spanOf(axis: Axis, edges: readonly number[], first: number, count: number): Span | null {
  const start = edges[first];
  const end = edges[first + count];
  if (start === undefined || end === undefined || count < 1) {
    throw new RangeError(`steps ${first} to ${first + count} of a grid of ${edges.length - 1}`);
  }
  return end > start ? fromLit(axis, { start, end }) : null;
}

/** The rectangle of each cell in canvas pixels, or null where a cell would have no pixel. */
function place(grid: Grid, x: Axis, y: Axis): Rect[] | null {
  const across = divide(x, grid.columns);
  const down = divide(y, grid.rows);
  const rects: Rect[] = [];
  for (const cell of grid.cells) {
    const width = spanOf(x, across, cell.column, cell.columns);
    const height = spanOf(y, down, cell.row, cell.rows);
    if (width === null || height === null) return null;
    rects.push({
      x: width.start,
      y: height.start,
      width: width.end - width.start,
      height: height.end - height.start,
    });
  }
  return rects;
}

/** Pixels of a 16:9 picture shown whole in `size`. */
function pictureArea({ width, height }: Size): number {
  return Math.min(width, height * PICTURE) ** 2 / PICTURE;
}

/** The grid on which whole pictures are largest, by their geometric mean, so that none is starved for another. */
function choose(grids: readonly Grid[], x: Axis, y: Axis): { cells: readonly Cell[]; rects: Rect[] } {
  let best: { cells: readonly Cell[]; rects: Rect[] } | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const grid of grids) {
    const rects = place(grid, x, y);
    if (rects === null) continue;
    const worth = rects.reduce((sum, rect) => sum + Math.log(pictureArea(rect)), 0) / rects.length;
    if (worth > most + 1e-9) {
      best = { cells: grid.cells, rects };
      most = worth;
    }
  }
  if (best === null) {
    const most = Math.max(...grids.map(({ cells }) => cells.length));
    throw new RangeError(
      `a canvas of ${x.length} x ${y.length} px has not a pixel for each of ${most} tiles [L5]`,
    );
  }
  return best;
}

function gridsOf(arrangement: ArrangementName | Grid, contents: number): readonly Grid[] {
  if (typeof arrangement !== "string") return [arrangement];
  const { tiles, grids } = arrangements[arrangement];
  return grids(tiles ?? contents);
}

/**
 * Tiles for a wall, in canvas pixels: the contents in the cells of an arrangement, or of a grid of one's own. The cells
 * of a named arrangement cover every lit pixel once, remainders spread [L7]; where panels form a grid that divides
 * evenly, tiles end where monitors end [L6]. Contents beyond the last cell are left out, cells beyond the last content
 * stay empty. Pictures are shown whole, since a camera need not be 16:9. A RangeError where the canvas has fewer pixels
 * than cells, or a cell lies off its grid.
 */
export function arrangeOnWall(
  arrangement: ArrangementName | Grid,
  wall: Pick<Wall, "canvas" | "panels">,
  contents: readonly Content[],
): Tile[] {
  if (contents.length === 0) return [];
  const { x, y } = axesOf(wall);
  const { cells, rects } = choose(gridsOf(arrangement, contents.length), x, y);
  const tiles: Tile[] = [];
  for (const [index, content] of contents.entries()) {
    const rect = rects[index];
    if (rect === undefined) break;
    const below = tiles.filter((tile) => overlaps(tile.rect, rect)).map((tile) => tile.z);
    tiles.push({
      id: `t${index + 1}`,
      rect,
      z: below.length === 0 ? 0 : Math.max(...below) + 1,
      fit: "contain",
      priority: cells[index]?.priority ?? 5,
      content,
    });
  }
  return tiles;
}

/** `arrangeOnWall` for a canvas of which no panel is known. */
export function arrange(
  arrangement: ArrangementName | Grid,
  canvas: Size,
  contents: readonly Content[],
): Tile[] {
  return arrangeOnWall(arrangement, { canvas, panels: [] }, contents);
}
