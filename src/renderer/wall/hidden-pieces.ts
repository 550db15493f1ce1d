import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { overlaps } from "../../layouts/rect.ts";
import type { Piece, TakeState } from "./take.ts";

/** What comes to a wall: its take and tiles, and the ids of those that the core hides. */
interface Told {
  readonly takeId: string | null;
  readonly tiles: readonly Tile[];
  readonly hiddenIds: ReadonlySet<string>;
}

/**
 * Which pieces of a wall the core hides, by hand or rule. It names tiles of the newest take. What is on the glass from
 * before, on its way out or not moved yet, stays as it was: its tile's id may be that of another by now, and what is
 * hidden is not seen for the time that a take needs. But who hides a tile while its take waits means what is seen there:
 * whatever stands in its place, or shows the same elsewhere, is hidden with it.
 */
export class HiddenPieces {
  /** Whether pieces of older takes were hidden when a newer one came, by their keys. */
  private readonly said = new Map<string, boolean>();
  private ids: ReadonlySet<string> = new Set();
  /** Tiles of the newest take that were hidden after it came. */
  private since: readonly Tile[] = [];

  /** What the core says from now on; `before` is on the page when it comes. */
  follow({ takeId, tiles, hiddenIds }: Told, before: TakeState): void {
    const isNewTake = takeId !== before.takeId;
    // What was meant with a tile of the take before stays hidden for as long as it is there.
    if (isNewTake)
      for (const piece of before.pieces) this.said.set(piece.key, this.has(piece, before.generation));
    const isNew = ({ id }: Tile) => !this.ids.has(id) || this.since.some((tile) => tile.id === id);
    this.since = isNewTake ? [] : tiles.filter((tile) => hiddenIds.has(tile.id) && isNew(tile));
    this.ids = hiddenIds;
  }

  /** `generation`: of the newest take on the page. */
  has(piece: Piece, generation: number): boolean {
    const before = this.said.get(piece.key);
    if (before !== undefined && piece.generation !== generation)
      return before || this.since.some((tile) => isMeantBy(tile, piece));
    // One that still belongs to the newest take follows its own tile, whatever lies over it.
    this.said.delete(piece.key);
    return this.ids.has(piece.tile.id);
  }

  /** All but the pieces of these keys are gone. */
  keep(keys: ReadonlySet<string>): void {
    for (const key of this.said.keys()) if (!keys.has(key)) this.said.delete(key);
  }
}

function isMeantBy({ rect, content }: Tile, { tile, feed }: Piece): boolean {
  if (overlaps(rect, tile.rect) || JSON.stringify(content) === JSON.stringify(tile.content)) return true;
  const shown = [...camerasOf(tile.content), ...(feed === null ? [] : [feed.cameraId])];
  return camerasOf(content).some((id) => shown.includes(id));
}
