import type { Tile } from "../layout.ts";
import { overlaps } from "../rect.ts";
import { applyEdits, type Edit, sameTile } from "./edit.ts";

/** Edits that somebody made together. */
export interface EditsBy {
  readonly edits: readonly Edit[];
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
}

/** An edit that does not go together with what somebody else did meanwhile. */
export interface EditConflict {
  readonly edit: Edit;
  readonly theirs: Edit;
  readonly by: string;
  readonly at: string;
}

/**
 * Where `mine`, made without knowing of `since`, does not go together with it: another end of the same tile or name, or a
 * tile of mine over one of theirs. `tiles`: as they are, with all of `since`. Who did the same is in no conflict. Empty
 * where `mine` may be applied to `tiles`; an act is applied whole or not at all, or half a swap would be left.
 */
export function editConflicts(
  tiles: readonly Tile[],
  mine: readonly Edit[],
  since: readonly EditsBy[],
): EditConflict[] {
  const theirs = new Map<string, Omit<EditConflict, "edit">>();
  for (const { edits, by, at } of since)
    for (const edit of edits) theirs.set(subjectOf(edit), { theirs: edit, by, at });
  const own = new Set(mine.map(subjectOf));
  const after = applyEdits(tiles, mine);
  return mine.flatMap((edit): EditConflict[] => {
    const same = theirs.get(subjectOf(edit));
    if (same !== undefined) return sameEnd(edit, same.theirs) ? [] : [{ edit, ...same }];
    if (edit.kind !== "put") return [];
    const { rect, z, id } = edit.tile;
    const under = after.filter((tile) => tile.id !== id && tile.z === z && overlaps(tile.rect, rect));
    return under.flatMap((tile): EditConflict[] => {
      const their = own.has(tileSubject(tile.id)) ? undefined : theirs.get(tileSubject(tile.id));
      return their === undefined ? [] : [{ edit, ...their }];
    });
  });
}

const tileSubject = (id: string) => `tile ${id}`;

/** What an edit is about. */
function subjectOf(edit: Edit): string {
  if (edit.kind === "rename") return "name";
  return tileSubject(edit.kind === "put" ? edit.tile.id : edit.tileId);
}

function sameEnd(a: Edit, b: Edit): boolean {
  if (a.kind === "put") return b.kind === "put" && sameTile(a.tile, b.tile);
  if (a.kind === "rename") return b.kind === "rename" && a.name === b.name;
  return b.kind === "remove";
}
