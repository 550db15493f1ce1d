import { MOST_TILES, MOST_Z, type Tile } from "../layout.ts";
import { contains, intersection, overlaps, type Rect, type Size } from "../rect.ts";
import type { Wall } from "../site.ts";

/** What the acts know of a wall. */
export type Face = Pick<Wall, "canvas" | "panels">;

/** Gives an id that no tile has: acts are told apart by the ids of what they add, so no two people may be given the same. */
export type Mint = () => string;

/**
 * Why an act is not done. `absent`: the tile is there no longer. `pinned`: it would change or cover a pinned tile. `small`: something
 * would be smaller than can be seen. `many`: the layout is full. `deep`: nothing lies higher. `few`: it takes more tiles. `nothing`:
 * it would change nothing.
 */
export type Refusal = "absent" | "pinned" | "small" | "many" | "deep" | "few" | "nothing";

export interface Refused {
  readonly done: false;
  readonly why: Refusal;
}

export interface Done {
  readonly done: true;
  readonly tiles: readonly Tile[];
  /** The tiles that the act was about, the first of them the one to go on with; they stand among `tiles`. */
  readonly about: readonly string[];
  /** What a person would not have expected: `above`, that it lies over others now. */
  readonly told: "above" | null;
}

/** What became of an act: tiles that may be stored where those before might, or nothing and why [L17]. */
export type Outcome = Done | Refused;

/** As small as a tile is made, canvas pixels in each direction; what is smaller already may stay so. */
export const LEAST_PX = 32;

export function refused(why: Refusal): Refused {
  return { done: false, why };
}

export function done(tiles: readonly Tile[], about: readonly string[], told: Done["told"] = null): Outcome {
  return tiles.length > MOST_TILES ? refused("many") : { done: true, tiles, about, told };
}

/** True where a rectangle may be made so small on this canvas. */
export function largeEnough({ width, height }: Size, canvas: Size): boolean {
  return width >= Math.min(LEAST_PX, canvas.width) && height >= Math.min(LEAST_PX, canvas.height);
}

/** `tiles` with `tile` in the place of the one with its id, or behind all. */
export function withTile(tiles: readonly Tile[], tile: Tile): Tile[] {
  return tiles.some(({ id }) => id === tile.id)
    ? tiles.map((each) => (each.id === tile.id ? tile : each))
    : [...tiles, tile];
}

/**
 * `tile` as deep as it must lie among `others`: where it was while it comes to lie over none that it did not share pixels with at
 * `before`, otherwise above all of those; `over` says whether it covers something now that it did not. Refused where that is
 * a pinned one [L18].
 */
export function settled(
  others: readonly Tile[],
  tile: Tile,
  before: readonly Rect[],
): { readonly tile: Tile; readonly over: boolean } | Refused {
  const under = others.filter(({ id, rect }) => id !== tile.id && overlaps(rect, tile.rect));
  const known = (other: Tile) => before.some((rect) => overlaps(rect, other.rect));
  const met = under.filter(({ z }) => z >= tile.z);
  const stays = met.every((other) => other.z > tile.z && known(other));
  const z = stays ? tile.z : Math.max(...met.map((other) => other.z)) + 1;
  const covered = under.filter((other) => other.z < z && !(known(other) && other.z < tile.z));
  const hidden = (other: Tile) => {
    const part = intersection(other.rect, tile.rect);
    return part !== null && !(other.z < tile.z && before.some((rect) => contains(rect, part)));
  };
  if (under.some((other) => other.pinned === true && other.z < z && hidden(other))) return refused("pinned");
  return z > MOST_Z ? refused("deep") : { tile: { ...tile, z }, over: covered.length > 0 };
}
