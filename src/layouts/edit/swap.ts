import type { Tile } from "../layout.ts";
import { done, type Outcome, refused } from "./outcome.ts";

/**
 * Two tiles change places, depth and all. Each keeps its id with what it shows, so that no picture begins anew on the
 * glass. Neither may be pinned [L18].
 */
export function swap(tiles: readonly Tile[], one: string, other: string): Outcome {
  const a = tiles.find(({ id }) => id === one);
  const b = tiles.find(({ id }) => id === other);
  if (a === undefined || b === undefined) return refused("absent");
  if (a === b) return refused("few");
  if (a.pinned === true || b.pinned === true) return refused("pinned");
  return done(
    tiles.map((tile) => (tile === a ? inPlaceOf(a, b) : tile === b ? inPlaceOf(b, a) : tile)),
    [one, other],
  );
}

function inPlaceOf(tile: Tile, { rect, z, back }: Tile): Tile {
  const { back: _, ...rest } = tile;
  return { ...rest, rect, z, ...(back === undefined ? {} : { back }) };
}
