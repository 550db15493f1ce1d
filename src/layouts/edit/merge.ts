import type { Tile } from "../layout.ts";
import { bottom, contains, intersection, type Rect, right } from "../rect.ts";
import { done, type Outcome, refused, settled } from "./outcome.ts";

/** The smallest rectangle that holds all of `rects`, at least one. */
function holding(rects: readonly Rect[]): Rect {
  const x = Math.min(...rects.map((rect) => rect.x));
  const y = Math.min(...rects.map((rect) => rect.y));
  return {
    x,
    y,
    width: Math.max(...rects.map(right)) - x,
    height: Math.max(...rects.map(bottom)) - y,
  };
}

/**
 * Tiles become one, in the rectangle that holds them, with the id of the first chosen and what the first of them shows that shows
 * something. Where others lie in that rectangle, it comes to lie above them, which is told [L21].
 */
export function merge(tiles: readonly Tile[], ids: readonly string[]): Outcome {
  const some = ids.flatMap((id) => tiles.find((tile) => tile.id === id) ?? []);
  const [first] = some;
  if (first === undefined || some.length < 2) return refused("few");
  if (some.some(({ pinned }) => pinned === true)) return refused("pinned");
  const others = tiles.filter((tile) => !some.includes(tile));
  const { content } = some.find((tile) => tile.content.kind !== "empty") ?? first;
  const { back: _, ...rest } = first;
  const rect = holding(some.map((tile) => tile.rect));
  // What lay above them all goes on lying above.
  const one: Tile = { ...rest, rect, content, z: Math.max(...some.map(({ z }) => z)) };
  const lies = settled(
    others,
    one,
    some.map((tile) => tile.rect),
  );
  if ("why" in lies) return lies;
  // It is as deep as the deepest of them: what another of them left free of a pinned tile must not be covered by that.
  const coversPinned = others.some((other) => {
    const part = other.pinned === true && other.z < lies.tile.z ? intersection(other.rect, rect) : null;
    return part !== null && !some.some((tile) => tile.z > other.z && contains(tile.rect, part));
  });
  if (coversPinned) return refused("pinned");
  return done(
    tiles.flatMap((tile) => (tile === first ? [lies.tile] : some.includes(tile) ? [] : [tile])),
    [first.id],
    lies.over ? "above" : null,
  );
}
