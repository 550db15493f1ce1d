import type { Tile } from "../layout.ts";
import { bottom, contains, type Rect, right, same } from "../rect.ts";
import { done, type Face, LEAST_PX, type Outcome, refused, settled, withTile } from "./outcome.ts";
import { type Guides, guidesOf, snappedMove, snappedSize } from "./snap.ts";

/** Where a key leads. */
export type Direction = "left" | "right" | "up" | "down";

/** The farthest that one press of a key leads, as a share of the canvas. */
const STEP = 1 / 12;

/** The tile that may be placed, and what its edges catch at; its own edges are no guides. */
function placeable(tiles: readonly Tile[], wall: Face, tileId: string) {
  const tile = tiles.find(({ id }) => id === tileId);
  if (tile === undefined) return refused("absent");
  if (tile.pinned === true) return refused("pinned");
  const guides = guidesOf(
    wall,
    tiles.filter((each) => each !== tile),
  );
  return { tile, guides };
}

function placed(tiles: readonly Tile[], wall: Face, tile: Tile, rect: Rect): Outcome {
  if (same(rect, tile.rect)) return refused("nothing");
  if (!contains({ x: 0, y: 0, ...wall.canvas }, rect)) return refused("small");
  // Who places it anew has done with the way back.
  const { back: _, ...rest } = tile;
  const lies = settled(tiles, { ...rest, rect }, [tile.rect]);
  if ("why" in lies) return lies;
  return done(withTile(tiles, lies.tile), [tile.id], lies.over ? "above" : null);
}

/** A tile with its upper left corner at `to`, or with an edge at a guide within `tolerance` canvas pixels of there [L23]. */
export function move(
  tiles: readonly Tile[],
  wall: Face,
  tileId: string,
  to: { readonly x: number; readonly y: number },
  tolerance: number,
): Outcome {
  const found = placeable(tiles, wall, tileId);
  if ("why" in found) return found;
  const { tile, guides } = found;
  return placed(tiles, wall, tile, snappedMove({ ...tile.rect, ...to }, wall, guides, tolerance));
}

/** A tile in `wanted`; the sides that differ from where it is catch at guides within `tolerance` canvas pixels [L23]. */
export function size(
  tiles: readonly Tile[],
  wall: Face,
  tileId: string,
  wanted: Rect,
  tolerance: number,
): Outcome {
  const found = placeable(tiles, wall, tileId);
  if ("why" in found) return found;
  const { tile, guides } = found;
  return placed(tiles, wall, tile, snappedSize(tile.rect, wanted, guides, tolerance, LEAST_PX));
}

/** How far the first guide ahead of one of `edges` is, and no farther than a step. */
function ahead(edges: readonly number[], guides: readonly number[], sign: 1 | -1): number {
  const length = guides.at(-1) ?? 0;
  const step = Math.max(1, Math.round(length * STEP));
  const ways = edges.flatMap((edge) => guides.map((guide) => (guide - edge) * sign)).filter((way) => way > 0);
  return Math.min(step, ...ways) * sign;
}

const signs = { left: -1, right: 1, up: -1, down: 1 } as const;

function guidesAlong(direction: Direction, guides: Guides): readonly number[] {
  return direction === "left" || direction === "right" ? guides.x : guides.y;
}

/** A tile one step that way: to where one of its edges meets the next guide, or a twelfth of the canvas [L23]. */
export function step(tiles: readonly Tile[], wall: Face, tileId: string, direction: Direction): Outcome {
  const found = placeable(tiles, wall, tileId);
  if ("why" in found) return found;
  const { tile, guides } = found;
  const { rect } = tile;
  const along = guidesAlong(direction, guides);
  const across = direction === "left" || direction === "right";
  const by = ahead(across ? [rect.x, right(rect)] : [rect.y, bottom(rect)], along, signs[direction]);
  const to = across ? { ...rect, x: rect.x + by } : { ...rect, y: rect.y + by };
  return placed(tiles, wall, tile, snappedMove(to, wall, guides, 0));
}

/** A tile larger or smaller by its right or lower edge, which goes one step that way, as `step` does [L23]. */
export function grow(tiles: readonly Tile[], wall: Face, tileId: string, direction: Direction): Outcome {
  const found = placeable(tiles, wall, tileId);
  if ("why" in found) return found;
  const { tile, guides } = found;
  const { rect } = tile;
  const across = direction === "left" || direction === "right";
  const by = ahead([across ? right(rect) : bottom(rect)], guidesAlong(direction, guides), signs[direction]);
  const wanted = across ? { ...rect, width: rect.width + by } : { ...rect, height: rect.height + by };
  return placed(tiles, wall, tile, snappedSize(rect, wanted, guides, 0, LEAST_PX));
}
