import { z } from "zod";
import { identifierSchema } from "../identifier.ts";
import { layoutSchema, type Tile, tileSchema } from "../layout.ts";

/** One change of what stands on a canvas. Whole tiles are put, so that an edit says the same whatever stood there before. */
export const editSchema = z.discriminatedUnion("kind", [
  /** The tile stands there as it is given, in the place of the one with its id or as a new one. */
  z.strictObject({ kind: z.literal("put"), tile: tileSchema }),
  /** The tile goes; one that is not there is gone already. */
  z.strictObject({ kind: z.literal("remove"), tileId: identifierSchema }),
  /** The layout is called so; what is on a wall has no name of its own. */
  z.strictObject({ kind: z.literal("rename"), name: layoutSchema.shape.name }),
]);
export type Edit = z.infer<typeof editSchema>;

/** What one act changes: as many edits as replace each of 256 tiles by another, and a name. */
export const editsSchema = z.array(editSchema).min(1).max(513);

/** What edits are about. */
export interface Touched {
  readonly tileIds: ReadonlySet<string>;
  readonly name: boolean;
}

/** Whether two tiles say the same, whatever the order of their fields; a field that is undefined is not there. */
export function sameTile(a: Tile, b: Tile): boolean {
  return a === b || sameValue(a, b);
}

function sameValue(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = fieldsOf(a);
  const right = fieldsOf(b);
  return left.size === right.size && [...left].every(([name, value]) => sameValue(value, right.get(name)));
}

function fieldsOf(value: object): ReadonlyMap<string, unknown> {
  return new Map(Object.entries(value).filter(([, each]) => each !== undefined));
}

/**
 * The tiles after the edits, one after the other. Those that nothing touches keep their order; new ones come last. Whether the
 * result may be stored, `validateLayout` says.
 */
export function applyEdits(tiles: readonly Tile[], edits: readonly Edit[]): Tile[] {
  const standing = new Map(tiles.map((tile) => [tile.id, tile]));
  for (const edit of edits) {
    if (edit.kind === "put") standing.set(edit.tile.id, edit.tile);
    else if (edit.kind === "remove") standing.delete(edit.tileId);
  }
  return [...standing.values()];
}

/** The name after the edits. */
export function renamed(name: string, edits: readonly Edit[]): string {
  return edits.findLast((edit) => edit.kind === "rename")?.name ?? name;
}

/** The fewest edits that make `before` to `after`: none of a tile that stays as it is. The order of tiles means nothing. */
export function editsBetween(before: readonly Tile[], after: readonly Tile[]): Edit[] {
  const old = new Map(before.map((tile) => [tile.id, tile]));
  const kept = new Set(after.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id));
  const changed = after.filter((tile) => {
    const was = old.get(tile.id);
    return was === undefined || !sameTile(was, tile);
  });
  return [
    ...gone.map(({ id }): Edit => ({ kind: "remove", tileId: id })),
    ...changed.map((tile): Edit => ({ kind: "put", tile })),
  ];
}

/** The tiles that edits put or remove, and whether they rename. Edits that touch nothing in common may come in any order. */
export function touched(edits: readonly Edit[]): Touched {
  const tileIds = new Set<string>();
  let name = false;
  for (const edit of edits) {
    if (edit.kind === "rename") name = true;
    else tileIds.add(edit.kind === "put" ? edit.tile.id : edit.tileId);
  }
  return { tileIds, name };
}

/**
 * What takes `edits` back after they were applied to `tiles`. A name is taken back where `name`, the one before, is given: what is on
 * a wall has none.
 */
export function inverse(tiles: readonly Tile[], edits: readonly Edit[], name: string | null = null): Edit[] {
  const back = editsBetween(applyEdits(tiles, edits), tiles);
  return name !== null && renamed(name, edits) !== name ? [...back, { kind: "rename", name }] : back;
}
