import { cellsIn } from "../cells.ts";
import type { Tile } from "../layout.ts";
import { done, type Face, largeEnough, type Mint, type Outcome, refused } from "./outcome.ts";

/** How many parts a tile is split in. */
export const splits = [2, 4, 9] as const;

/**
 * A tile becomes `parts` tiles in its place, along panels where they divide it evenly [L6, L20]. The first keeps its id and what it shows;
 * the others are empty.
 */
export function split(
  tiles: readonly Tile[],
  wall: Face,
  tileId: string,
  parts: (typeof splits)[number],
  mint: Mint,
): Outcome {
  const whole = tiles.find(({ id }) => id === tileId);
  if (whole === undefined) return refused("absent");
  if (whole.pinned === true) return refused("pinned");
  if (whole.rect.width * whole.rect.height < parts * parts) return refused("small");
  const { back: _, ...rest } = whole;
  const cells = cellsIn(wall, whole.rect, parts);
  if (!cells.every((cell) => largeEnough(cell, wall.canvas))) return refused("small");
  const made = cells.map(
    (rect, index): Tile =>
      index === 0 ? { ...rest, rect } : { ...rest, id: mint(), rect, content: { kind: "empty" } },
  );
  return done(
    tiles.flatMap((tile) => (tile === whole ? made : [tile])),
    made.map(({ id }) => id),
  );
}
