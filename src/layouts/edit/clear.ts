import type { Tile } from "../layout.ts";
import { done, type Outcome, refused } from "./outcome.ts";

/** Empties the tiles; where all of them are empty, they go. What is pinned stays, and with it all of them [L18]. */
export function clear(tiles: readonly Tile[], ids: readonly string[]): Outcome {
  const chosen = new Set(ids);
  const some = tiles.filter(({ id }) => chosen.has(id));
  if (some.length === 0) return refused("absent");
  if (some.some(({ pinned }) => pinned === true)) return refused("pinned");
  if (some.every(({ content }) => content.kind === "empty"))
    return done(
      tiles.filter(({ id }) => !chosen.has(id)),
      [],
    );
  return done(
    tiles.map((tile): Tile => (chosen.has(tile.id) ? { ...tile, content: { kind: "empty" } } : tile)),
    some.map(({ id }) => id),
  );
}
