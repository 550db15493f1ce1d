import type { Tile } from "../layout.ts";
import { done, type Outcome, refused } from "./outcome.ts";

function pinnedAs(tile: Tile, pinned: boolean): Tile {
  const { pinned: _, ...free } = tile;
  return pinned ? { ...free, pinned } : free;
}

/** Pins the tiles; unpins them where all of them are pinned [L18]. */
export function pin(tiles: readonly Tile[], ids: readonly string[]): Outcome {
  const chosen = new Set(ids);
  const some = tiles.filter(({ id }) => chosen.has(id));
  if (some.length === 0) return refused("absent");
  const pinned = some.some((tile) => tile.pinned !== true);
  return done(
    tiles.map((tile) => (chosen.has(tile.id) ? pinnedAs(tile, pinned) : tile)),
    some.map(({ id }) => id),
  );
}
