import type Database from "better-sqlite3";
import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { tileSchema } from "../../layouts/layout.ts";
import { takerSchema } from "../../protocol/taker.ts";
import { Fault } from "../base/fault.ts";
import { wallKnown } from "./layouts.ts";
import { accept, readDoc } from "./row.ts";
import type { StoredTake } from "./wall-store.ts";
import { readTakenBy } from "./taken-by.ts";
import { atomic } from "./transaction.ts";

/** Takes that are kept of each wall: what undo and the history of a shift need. */
export const TAKES_A_WALL = 200;

export const storedTakeSchema = z.object({
  id: z.string().min(1),
  wallId: identifierSchema,
  layoutId: identifierSchema.nullable(),
  /** Of what was changed on the wall: the layout that was there. */
  basedOn: identifierSchema.optional(),
  tourId: identifierSchema.optional(),
  revision: z.int(),
  tiles: z.array(tileSchema),
  takenAt: z.iso.datetime(),
  takenBy: z.string(),
  takenAs: takerSchema.optional(),
  restored: z.literal(true).optional(),
  startedBy: z.object({ name: z.string(), as: takerSchema.optional() }).optional(),
});

interface TakeRow {
  readonly id: string;
  readonly doc: string;
}

/** What was taken to each wall, the newest of a bounded number. */
export function takeTable(db: Database.Database) {
  const known = wallKnown(db);
  const one = db.prepare<[string], TakeRow>("SELECT id, doc FROM takes WHERE id = ?");
  const newest = db.prepare<[string, number], TakeRow>(
    "SELECT id, doc FROM takes WHERE wall_id = ? ORDER BY seq DESC LIMIT ?",
  );
  const insert = db.prepare<[string, string, string]>(
    "INSERT INTO takes (id, wall_id, doc) VALUES (?, ?, ?)",
  );
  const drop = db.prepare<[string]>("DELETE FROM takes WHERE id = ?");
  const prune = db.prepare<[string, string, number]>(
    `DELETE FROM takes WHERE wall_id = ? AND seq <=
       (SELECT seq FROM takes WHERE wall_id = ? ORDER BY seq DESC LIMIT 1 OFFSET ?)`,
  );

  const read = (row: TakeRow): StoredTake =>
    readTakenBy(readDoc(storedTakeSchema, row.doc, `takes ${row.id}`));

  /** The newest takes of a wall that the next step of a tour stands for: its last step, and what rules did since. */
  const stoodFor = (wallId: string, tourId: string): string[] => {
    const since: string[] = [];
    for (const row of newest.iterate(wallId, TAKES_A_WALL)) {
      const take = read(row);
      since.push(take.id);
      if (take.tourId === tourId) return since;
      if (take.takenAs !== "rule") break;
    }
    return [];
  };

  return {
    add: atomic(db, (given: StoredTake): void => {
      const take = accept(storedTakeSchema, given);
      if (!known(take.wallId))
        throw new Fault("invalid", { field: "wallId", problem: `there is no wall ${take.wallId}` });
      if (one.get(take.id) !== undefined) throw new Fault("conflict", { what: "take", id: take.id });
      // A night of steps would leave nothing of what people took before it.
      if (take.tourId !== undefined) for (const id of stoodFor(take.wallId, take.tourId)) drop.run(id);
      insert.run(take.id, take.wallId, JSON.stringify(take));
      prune.run(take.wallId, take.wallId, TAKES_A_WALL);
    }),
    get(id: string): StoredTake | null {
      const row = one.get(id);
      return row === undefined ? null : read(row);
    },
    ofWall: (wallId: string, limit: number): StoredTake[] =>
      newest.all(wallId, Math.min(Math.max(Math.trunc(limit), 0), TAKES_A_WALL)).map(read),
  };
}
