import { applyEdits, type Edit, editsBetween } from "../../layouts/edit/edit.ts";
import { type EditConflict, editConflicts, type EditsBy } from "../../layouts/edit/conflicts.ts";
import type { Tile } from "../../layouts/layout.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "../store/store.ts";
import type { StoredTake } from "../store/wall-store.ts";
import { TAKES_A_WALL } from "../store/takes.ts";
import type { Walls } from "./walls.ts";

interface Parts {
  readonly store: Pick<Store, "takes">;
  readonly walls: Pick<Walls, "automatic" | "state" | "triedSite">;
}

/** What became of some edits of a wall. */
interface Edited {
  readonly takeId: string | null;
  readonly revision: number;
  readonly conflicts: EditConflict[];
}

interface Asked {
  /** The wall's revision that they were made from. */
  readonly base: number;
  readonly edits: readonly Edit[];
  readonly by: string;
  /** May throw what makes the tiles unfit for the wall. */
  readonly check: (tiles: readonly Tile[]) => void;
}

/**
 * Changes some tiles of what is on a wall, by a take of its own. Where somebody else has changed the same since `base`,
 * nothing is taken and that is answered. Faults as a take does, and with `preconditionFailed` where `base` is not known.
 */
export async function editWall(
  { store, walls }: Parts,
  wallId: string,
  { base, edits, by, check }: Asked,
): Promise<Edited> {
  let conflicts: EditConflict[] = [];
  const keep = (take: StoredTake) => store.takes.add(take);
  await walls.automatic(wallId, async ({ current }) => {
    conflicts = editConflicts(current?.tiles ?? [], edits, await since(store, wallId, base, current));
    if (conflicts.length > 0) return null;
    // As they lie on the panels that are there, because that is what was seen and changed; not as on a site that is tried.
    const before = walls.triedSite === null ? walls.state(wallId).tiles : (current?.tiles ?? []);
    const tiles = applyEdits(before, edits);
    if (editsBetween(before, tiles).length === 0) return null;
    check(tiles);
    const basedOn = current?.layoutId ?? current?.basedOn;
    return { layoutId: null, basedOn, tiles, takenBy: by, takenAs: "person", keep };
  });
  const { takeId, revision } = walls.state(wallId);
  return { takeId, revision, conflicts };
}

/** What each take after the revision `base` changed, oldest first. */
async function since(
  store: Parts["store"],
  wallId: string,
  base: number,
  current: StoredTake | null,
): Promise<EditsBy[]> {
  const now = current?.revision ?? 0;
  if (base === now) return [];
  const takes = (await store.takes.ofWall(wallId, Math.min(now - base + 1, TAKES_A_WALL))).toReversed();
  // Revisions have gaps: of the steps of a tour the newest alone is kept, and what the store refused has one too.
  const at = takes.findIndex(({ revision }) => revision === base);
  if (base > now || (base > 0 && at < 0))
    throw new Fault("preconditionFailed", { what: "wall", yours: base, current: now });
  // Before its first take a wall is empty.
  let tiles: readonly Tile[] = takes[at]?.tiles ?? [];
  return takes.slice(at + 1).map((take) => {
    const step = { edits: editsBetween(tiles, take.tiles), by: take.takenBy, at: take.takenAt };
    tiles = take.tiles;
    return step;
  });
}
