import { cellsIn } from "../cells.ts";
import { type Content, MOST_TILES, type Tile } from "../layout.ts";
import { bottom, contains, overlaps, type Rect, right, type Size } from "../rect.ts";
import { done, type Face, largeEnough, type Mint, type Outcome, refused } from "./outcome.ts";
import { guidesOf, snappedMove } from "./snap.ts";

/** A place on a canvas, in its pixels. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Width by height of what nearly every camera sends. */
const PICTURE = 16 / 9;
/** A free place so many times as large as the other tiles, in both directions, is filled by one that is put there. */
const ROOMY = 1.5;

function holds({ x, y, width, height }: Rect, point: Point): boolean {
  return point.x >= x && point.y >= y && point.x < x + width && point.y < y + height;
}

/** The uppermost tile at a point, or null. */
export function tileAt(tiles: readonly Tile[], point: Point): Tile | null {
  const there = tiles.filter(({ rect }) => holds(rect, point));
  return there.toSorted((a, b) => b.z - a.z)[0] ?? null;
}

/**
 * The largest rectangle of the canvas that holds the point and no pixel of `taken`; null where a rectangle is there already or the
 * point lies beside the canvas. Of equal ones the widest from the top.
 */
export function freeAt(canvas: Size, taken: readonly Rect[], point: Point): Rect | null {
  const whole = { x: 0, y: 0, ...canvas };
  if (!holds(whole, point) || taken.some((rect) => holds(rect, point))) return null;
  const tops = new Set([0, ...taken.map(bottom).filter((y) => y <= point.y)]);
  const bottoms = new Set([canvas.height, ...taken.map(({ y }) => y).filter((y) => y > point.y)]);
  let best: Rect | null = null;
  for (const top of tops)
    for (const end of bottoms) {
      // What lies in this strip bounds it on either side of the point, or crosses its column and closes it.
      const strip = { x: 0, y: top, width: canvas.width, height: end - top };
      const met = taken.filter((rect) => overlaps(rect, strip));
      if (met.some((rect) => rect.x <= point.x && right(rect) > point.x)) continue;
      const x = Math.max(0, ...met.filter((rect) => right(rect) <= point.x).map(right));
      const edge = Math.min(canvas.width, ...met.filter((rect) => rect.x > point.x).map((rect) => rect.x));
      const found = { x, y: top, width: edge - x, height: end - top };
      if (best === null || found.width * found.height > best.width * best.height) best = found;
    }
  return best;
}

/** The monitor at a point, or null: cabinets of LED are no places of their own. */
function monitorAt(panels: Face["panels"], point: Point): Rect | null {
  return panels.find(({ kind, canvas }) => kind === "lcd" && holds(canvas, point))?.canvas ?? null;
}

/** As large as a new tile is wanted: as the tile in the middle of all sizes, or as the panel there, or half of the wall. */
function usualSize(tiles: readonly Tile[], { canvas, panels }: Face, point: Point): Size {
  const ordered = tiles.map(({ rect }) => rect).toSorted((a, b) => a.width * a.height - b.width * b.height);
  const middle = ordered[Math.floor((ordered.length - 1) / 2)];
  if (middle !== undefined) return middle;
  const monitor = monitorAt(panels, point);
  if (monitor !== null) return monitor;
  const width = Math.max(1, Math.round(Math.min(canvas.width / 2, (canvas.height / 2) * PICTURE)));
  return { width, height: Math.max(1, Math.round(width / PICTURE)) };
}

/** A place of the usual size around the point within what is free; all of it where little more would be left. */
function placeIn(free: Rect, tiles: readonly Tile[], wall: Face, point: Point): Rect {
  const wanted = usualSize(tiles, wall, point);
  const monitor = monitorAt(wall.panels, point);
  if (
    monitor !== null &&
    contains(free, monitor) &&
    wanted.width === monitor.width &&
    wanted.height === monitor.height
  )
    return monitor;
  const width = free.width < ROOMY * wanted.width ? free.width : wanted.width;
  const height = free.height < ROOMY * wanted.height ? free.height : wanted.height;
  const near = (at: number, from: number, room: number, length: number) =>
    Math.min(Math.max(Math.round(at - length / 2), from), from + room - length);
  const about = {
    x: near(point.x, free.x, free.width, width),
    y: near(point.y, free.y, free.height, height),
    width,
    height,
  };
  const caught = snappedMove(about, wall, guidesOf(wall, tiles), Math.min(width, height) / 2);
  return contains(free, caught) ? caught : about;
}

const fresh = (id: string, rect: Rect, content: Content): Tile => ({
  id,
  rect,
  z: 0,
  fit: "contain",
  priority: 5,
  content,
});

/** Other content in a tile. */
export function putIn(tiles: readonly Tile[], tileId: string, content: Content): Outcome {
  const tile = tiles.find(({ id }) => id === tileId);
  if (tile === undefined) return refused("absent");
  if (tile.pinned === true) return refused("pinned");
  return done(
    tiles.map((each) => (each === tile ? { ...tile, content } : each)),
    [tileId],
  );
}

/** Contents in the cells of a rectangle; the first in `first`, where one stands there already. */
function filled(
  tiles: readonly Tile[],
  wall: Face,
  room: Rect,
  contents: readonly Content[],
  first: Tile | null,
  mint: Mint,
): Outcome {
  if (tiles.length + contents.length - (first === null ? 0 : 1) > MOST_TILES) return refused("many");
  if (room.width * room.height < contents.length ** 2) return refused("small");
  const cells = contents.length === 1 ? [room] : cellsIn(wall, room, contents.length);
  if (!cells.every((cell) => largeEnough(cell, wall.canvas))) return refused("small");
  const made = contents.map((content, index): Tile => {
    const rect = cells[index] ?? room;
    if (first === null) return fresh(mint(), rect, content);
    const { back: _, ...rest } = first;
    return index === 0 ? { ...rest, rect, content } : { ...rest, id: mint(), rect, content };
  });
  return done(
    [...tiles.filter((tile) => tile !== first), ...made],
    made.map(({ id }) => id),
  );
}

/** Contents put on a tile: one takes its place, several share it [L19]. */
export function putInto(
  tiles: readonly Tile[],
  wall: Face,
  tileId: string,
  contents: readonly Content[],
  mint: Mint,
): Outcome {
  const tile = tiles.find(({ id }) => id === tileId);
  const [first] = contents;
  if (tile === undefined) return refused("absent");
  if (first === undefined) return refused("few");
  if (contents.length === 1) return putIn(tiles, tileId, first);
  return tile.pinned === true ? refused("pinned") : filled(tiles, wall, tile.rect, contents, tile, mint);
}

/**
 * Contents put at a point of a wall [L19]. The uppermost tile there takes one; several share its place. Where none is, one
 * gets a place of the usual size in the largest free rectangle around the point, and several share all of that.
 */
export function putAt(
  tiles: readonly Tile[],
  wall: Face,
  point: Point,
  contents: readonly Content[],
  mint: Mint,
): Outcome {
  const [first] = contents;
  if (first === undefined) return refused("few");
  const under = tileAt(tiles, point);
  if (under !== null) return putInto(tiles, wall, under.id, contents, mint);
  const free = freeAt(
    wall.canvas,
    tiles.map(({ rect }) => rect),
    point,
  );
  if (free === null) return refused("absent");
  const room = contents.length === 1 ? placeIn(free, tiles, wall, point) : free;
  return filled(tiles, wall, room, contents, null, mint);
}
