import type Database from "better-sqlite3";
import { z } from "zod";
import { type Alert, alertSchema, type Shelf, shelfSchema } from "../../protocol/alert.ts";
import { Fault } from "../base/fault.ts";
import { accept, readDoc } from "./row.ts";
import type { PastAlert, Told } from "./rule-store.ts";
import { atomic } from "./transaction.ts";

/** So long an alert that is over is kept, milliseconds: as far back as figures go. */
const KEPT_MS = 31 * 24 * 3600_000;

interface AlertRow {
  readonly id: string;
  readonly doc: string;
}

const deskSchema = z.array(z.object({ id: z.string(), at: z.number(), alertIds: z.array(z.string()) }));

/** Adding alerts, within the transaction of what asks for them. */
export function alertRows(db: Database.Database) {
  const insert = db.prepare<[string, number, string]>("INSERT INTO alerts (id, at, doc) VALUES (?, ?, ?)");
  return {
    add(given: Alert): void {
      const alert = accept(alertSchema, given);
      insert.run(alert.id, Date.parse(alert.since), JSON.stringify(alert));
    },
  };
}

/** What asks for operators, what each was told, and what is shelved. */
export function alertTable(db: Database.Database) {
  const standing = db.prepare<[], AlertRow>("SELECT id, doc FROM alerts WHERE ended_at IS NULL ORDER BY seq");
  const end = db.prepare<[number, number, string]>(
    "UPDATE alerts SET ended_at = ?, answered = ? WHERE id = ? AND ended_at IS NULL",
  );
  const prune = db.prepare<[number]>("DELETE FROM alerts WHERE at < ? AND ended_at IS NOT NULL");
  const desk = db.prepare<[string], string>("SELECT doc FROM alert_desks WHERE name = ?").pluck();
  const putDesk = db.prepare<[string, string]>(
    "INSERT INTO alert_desks (name, doc) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET doc = excluded.doc",
  );
  const shelves = db.prepare<[], AlertRow>("SELECT id, doc FROM shelves ORDER BY seq");
  const insertShelf = db.prepare<[string, string]>("INSERT INTO shelves (id, doc) VALUES (?, ?)");
  const dropShelf = db.prepare<[string]>("DELETE FROM shelves WHERE id = ?");

  const readShelf = (row: AlertRow): Shelf => readDoc(shelfSchema, row.doc, `shelves ${row.id}`);

  return {
    /** Oldest first. */
    standing: (): Alert[] => standing.all().map((row) => readDoc(alertSchema, row.doc, `alerts ${row.id}`)),
    /** `answered`: by a person. Those of long ago are forgotten. */
    end: atomic(db, (ids: readonly string[], answered: boolean, now: number): void => {
      for (const id of ids) end.run(now, answered ? 1 : 0, id);
      prune.run(now - KEPT_MS);
    }),
    desk(name: string): readonly Told[] {
      const doc = desk.get(name);
      return doc === undefined ? [] : readDoc(deskSchema, doc, `alert_desks ${name}`);
    },
    putDesk: atomic(db, (name: string, given: readonly Told[]): void => {
      putDesk.run(name, JSON.stringify(accept(deskSchema, given)));
    }),
    /** Oldest first. */
    shelves: (): Shelf[] => shelves.all().map(readShelf),
    /** Those that have ended are forgotten. */
    addShelf: atomic(db, (given: Shelf, now: number): void => {
      const shelf = accept(shelfSchema, given);
      for (const { id, until } of shelves.all().map(readShelf))
        if (Date.parse(until) <= now) dropShelf.run(id);
      insertShelf.run(shelf.id, JSON.stringify(shelf));
    }),
    removeShelf: atomic(db, (id: string): void => {
      if (dropShelf.run(id).changes === 0) throw new Fault("notFound", { what: "shelf", id });
    }),
  };
}

interface PastRow extends AlertRow {
  readonly at: number;
  readonly ended_at: number | null;
  readonly answered: number | null;
}

/** Long readings of alerts, for the reading connection. */
export function alertReadings(db: Database.Database) {
  const past = db.prepare<[number, number], PastRow>(
    `SELECT id, doc, at, ended_at, answered FROM alerts
       WHERE (at > ? OR ended_at IS NULL) AND at <= ? ORDER BY at`,
  );
  return {
    /** Those that came after `from`, and all that stand, until `until`; milliseconds since 1970. */
    past: (from: number, until: number): PastAlert[] =>
      past.all(from, until).map((row) => {
        const alert = readDoc(alertSchema, row.doc, `alerts ${row.id}`);
        const { ruleId, ruleName, kind, source, priority, location } = alert;
        const point = location === undefined ? "" : `${location.lat.toFixed(4)}, ${location.lon.toFixed(4)}`;
        return {
          ...{ ruleId, ruleName, kind, source, priority, place: alert.place ?? point },
          ...{ at: row.at, endedAt: row.ended_at, answered: row.answered === 1 },
        };
      }),
  };
}
