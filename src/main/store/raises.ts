import type Database from "better-sqlite3";
import { z } from "zod";
import { geoPointSchema } from "../../layouts/geography.ts";
import { identifierSchema } from "../../layouts/identifier.ts";
import { type Tile, tileSchema } from "../../layouts/layout.ts";
import { raiseSchema } from "../../protocol/rule.ts";
import { incidentLog } from "./incident-log.ts";
import { accept, readDoc } from "./row.ts";
import { takeTable } from "./takes.ts";
import type { RaisedWall, Raising, StoredRaise } from "./rule-store.ts";
import { atomic } from "./transaction.ts";

/** A raise as it is kept. */
const storedRaiseSchema = raiseSchema.extend({
  /** Where its incidents are. */
  spot: z.object({ place: z.string().optional(), location: geoPointSchema.optional() }),
  camerasWanted: z.object({ count: z.int(), withinM: z.number() }).nullable(),
  /** How long it stays, minutes; null: until its incidents are over. */
  minutes: z.int().nullable(),
  /** Incidents whose log tells of it. */
  entered: z.array(identifierSchema),
});

/** What is known of a wall that rules have changed. */
const raisedWallSchema = z.object({
  wallId: identifierSchema,
  /** What the operator had on it; null while nothing of a rule is on it. */
  base: z.object({ layoutId: identifierSchema.nullable(), tiles: z.array(tileSchema) }).nullable(),
  /** The take that was on the wall when it was changed last; another one is an operator's. */
  takeId: z.string().nullable(),
  changedAt: z.iso.datetime().nullable(),
});

interface DocRow {
  readonly id: string;
  readonly doc: string;
}

/** Writing raises, within the transaction of what wants them. */
export function raiseRows(db: Database.Database) {
  const put = db.prepare<[string, string, string]>(
    `INSERT INTO raises (id, wall_id, doc) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc`,
  );
  return {
    put(given: StoredRaise): void {
      const raise = accept(storedRaiseSchema, given);
      put.run(raise.id, raise.wallId, JSON.stringify(raise));
    },
  };
}

/** What rules have on the walls, and what was there before. */
export function raiseTable(db: Database.Database) {
  const rows = raiseRows(db);
  const takes = takeTable(db);
  const log = incidentLog(db);
  const all = db.prepare<[], DocRow>("SELECT id, doc FROM raises ORDER BY seq");
  const drop = db.prepare<[string]>("DELETE FROM raises WHERE id = ?");
  const wall = db.prepare<[string], string>("SELECT doc FROM raised_walls WHERE wall_id = ?").pluck();
  const putWall = db.prepare<[string, string]>(
    "INSERT INTO raised_walls (wall_id, doc) VALUES (?, ?) ON CONFLICT (wall_id) DO UPDATE SET doc = excluded.doc",
  );

  return {
    /** Oldest first. */
    standing: (): StoredRaise[] =>
      all.all().map((row) => readDoc(storedRaiseSchema, row.doc, `raises ${row.id}`)),
    wall(wallId: string): RaisedWall | null {
      const doc = wall.get(wallId);
      return doc === undefined ? null : readDoc(raisedWallSchema, doc, `raised_walls ${wallId}`);
    },
    /** All of it or nothing: what is put on a wall, and what it takes to bring back what was there. */
    change: atomic(db, ({ take, wall: given, standing, ended, entries }: Raising): void => {
      if (take !== null) takes.add(take);
      const state = accept(raisedWallSchema, given);
      putWall.run(state.wallId, JSON.stringify(state));
      for (const raise of standing) rows.put(raise);
      for (const id of ended) drop.run(id);
      for (const { incidentId, at, by, event } of entries) log.enter(incidentId, at, by, event);
    }),
  };
}

/** What is kept of the walls follows their canvases, with the takes. */
export function raisedBases(db: Database.Database) {
  const one = db.prepare<[string], string>("SELECT doc FROM raised_walls WHERE wall_id = ?").pluck();
  const put = db.prepare<[string, string]>("UPDATE raised_walls SET doc = ? WHERE wall_id = ?");
  return {
    /** Faults as `fit` does. */
    follow(wallId: string, fit: (tiles: readonly Tile[]) => Tile[]): void {
      const doc = one.get(wallId);
      if (doc === undefined) return;
      const state = readDoc(raisedWallSchema, doc, `raised_walls ${wallId}`);
      if (state.base === null) return;
      const base = { ...state.base, tiles: fit(state.base.tiles) };
      put.run(JSON.stringify({ ...state, base }), wallId);
    },
  };
}
