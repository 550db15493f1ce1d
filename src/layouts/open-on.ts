import { type Axis, axesOf, fromLit, litLength, type Span, toLit } from "./axis.ts";
import { cellsIn } from "./cells.ts";
import { fitToWall } from "./fit.ts";
import type { Tile } from "./layout.ts";
import { overlaps, type Rect } from "./rect.ts";
import type { Wall } from "./site.ts";

type Face = Pick<Wall, "canvas" | "panels">;

/** Walls whose proportions differ by less than this are of one shape: what is stretched so little nobody sees bent. */
const ONE_SHAPE = 1.3;
/** A tile so many times as large as the one in the middle of all sizes is meant to be seen first. */
const EMPHASIS = 1.8;
/** So many times as large as the others, a tile is still seen to be the larger. */
const LARGER = 1.2;

const area = ({ rect }: Tile): number => rect.width * rect.height;
const shape = ({ canvas }: Face): number => canvas.width / canvas.height;

/** Tiles as they are read: by rows from the top, each from the left; a row is what begins above the middle of its first. */
function readingOrder(tiles: readonly Tile[]): Tile[] {
  const rest = tiles.toSorted((a, b) => a.rect.y - b.rect.y || a.rect.x - b.rect.x);
  const read: Tile[] = [];
  while (rest.length > 0) {
    const [first] = rest;
    if (first === undefined) break;
    const middle = first.rect.y + first.rect.height / 2;
    const row = rest.filter(({ rect }) => rect.y < middle).toSorted((a, b) => a.rect.x - b.rect.x);
    for (const tile of row) rest.splice(rest.indexOf(tile), 1);
    read.push(...row);
  }
  return read;
}

/** Tiles that are much larger than most, in their order; none where most are. */
function emphasised(tiles: readonly Tile[]): Tile[] {
  const areas = tiles.map(area).toSorted((a, b) => a - b);
  const middle = areas[Math.floor((areas.length - 1) / 2)] ?? 0;
  const large = tiles.filter((tile) => area(tile) >= EMPHASIS * middle);
  return large.length * 2 <= tiles.length ? large : [];
}

/** The two parts of an axis; what lies between them is behind a bezel. */
interface Cut {
  readonly near: Span;
  readonly far: Span;
}

/** Where a stretch of `share` from the start may end: between two panels where they form tracks, and else to the pixel. */
function cutsAt(axis: Axis, share: number): Cut[] {
  const { length, tracks } = axis;
  const at = Math.min(length - 1, Math.max(1, Math.round(length * share)));
  const starts = (tracks ?? []).slice(1).map(({ start }) => start);
  const nearest = starts.toSorted((a, b) => Math.abs(a - at) - Math.abs(b - at)).slice(0, 1);
  return [...nearest, at].map((cut) => {
    const lit = toLit(axis, cut);
    return {
      near: fromLit(axis, { start: 0, end: lit }),
      far: fromLit(axis, { start: lit, end: litLength(axis) }),
    };
  });
}

/** `tiles` in equal cells of a part, in their order. */
function laidOut(tiles: readonly Tile[], wall: Face, part: Rect): Tile[] {
  const cells = cellsIn(wall, part, tiles.length);
  return tiles.map((tile, index) => ({ ...tile, rect: cells[index] ?? part }));
}

/**
 * Tiles of a layout that was made for one wall, on another [L14]. On a wall of about the same shape they lie as they did
 * [L5, L6]. On one of another shape they are laid out anew: in the order in which they are read, those that were much larger
 * than the others in a part of their own, larger again and on the side where they were. Tiles that lie over others are
 * only moved. The list keeps its order. A RangeError where the other wall has fewer pixels than tiles.
 */
export function openOn(tiles: readonly Tile[], from: Face, to: Face): Tile[] {
  const ratio = shape(to) / shape(from);
  const stacked = tiles.some((tile, index) =>
    tiles.slice(index + 1).some((other) => overlaps(tile.rect, other.rect)),
  );
  if (stacked || tiles.length < 2 || Math.max(ratio, 1 / ratio) < ONE_SHAPE)
    return fitToWall(tiles, from, to);
  const read = readingOrder(tiles);
  const large = emphasised(read);
  const whole = { x: 0, y: 0, ...to.canvas };
  const placed = large.length === 0 ? laidOut(read, to, whole) : inTwoParts(read, large, from, to);
  const byId = new Map(placed.map((tile) => [tile.id, tile]));
  return tiles.map((tile) => byId.get(tile.id) ?? tile);
}

function inTwoParts(read: readonly Tile[], large: readonly Tile[], from: Face, to: Face): Tile[] {
  const small = read.filter((tile) => !large.includes(tile));
  const sum = (some: readonly Tile[]) => some.reduce((total, tile) => total + area(tile), 0);
  // As much as they had, within reason, and more than their number alone would give them.
  const least = Math.min(0.8, (LARGER * large.length) / read.length);
  const share = Math.min(0.8, Math.max(0.3, least, sum(large) / sum(read)));
  const wide = to.canvas.width >= to.canvas.height;
  const middle = (some: readonly Tile[]) =>
    some.reduce((total, { rect }) => total + rect.x / from.canvas.width + rect.y / from.canvas.height, 0) /
    some.length;
  const first = middle(large) <= middle(small);
  const { x, y } = axesOf(to);
  const { width, height } = to.canvas;
  const partAlong = ({ start, end }: Span) =>
    wide ? { x: start, y: 0, width: end - start, height } : { x: 0, y: start, width, height: end - start };
  const cutInTwo = ({ near, far }: Cut) =>
    [
      laidOut(large, to, partAlong(first ? near : far)),
      laidOut(small, to, partAlong(first ? far : near)),
    ] as const;
  const tried = cutsAt(wide ? x : y, first ? share : 1 - share).map(cutInTwo);
  // On two monitors the only cut between them may make all tiles equal.
  const mean = (some: readonly Tile[]) => sum(some) / some.length;
  const larger = tried.find(([some, others]) => mean(some) >= LARGER * mean(others));
  return (larger ?? tried.at(-1) ?? []).flat();
}
