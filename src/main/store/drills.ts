import type Database from "better-sqlite3";
import { type DrillRun, drillRunSchema, type DrillScript, drillScriptSchema } from "../../protocol/drill.ts";
import type { Incident } from "../../protocol/incident.ts";
import { Fault } from "../base/fault.ts";
import { readIncident } from "./incidents.ts";
import { accept, readDoc } from "./row.ts";
import { atomic } from "./transaction.ts";

interface DrillRow {
  readonly id: string;
  readonly doc: string;
}

/** Runs that are kept. */
const MOST_RUNS = 200;

/** Drills that were written here, and those that were played. */
export function drillTable(db: Database.Database) {
  const all = db.prepare<[], DrillRow>("SELECT id, doc FROM drills ORDER BY id");
  const put = db.prepare<[string, string]>(
    "INSERT INTO drills (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
  );
  const drop = db.prepare<[string]>("DELETE FROM drills WHERE id = ?");
  const runs = db.prepare<[], DrillRow>("SELECT id, doc FROM drill_runs ORDER BY started DESC, id");
  const run = db.prepare<[string], DrillRow>("SELECT id, doc FROM drill_runs WHERE id = ?");
  const putRun = db.prepare<[string, number, string, string]>(
    `INSERT INTO drill_runs (id, started, doc, incident_ids) VALUES (?, ?, ?, ?)
       ON CONFLICT (id) DO UPDATE SET doc = excluded.doc, incident_ids = excluded.incident_ids`,
  );
  const prune = db.prepare<[number]>(
    "DELETE FROM drill_runs WHERE id IN (SELECT id FROM drill_runs ORDER BY started DESC, id LIMIT -1 OFFSET ?)",
  );
  const reported = db.prepare<[string], DrillRow>(
    `SELECT i.id, i.doc FROM drill_runs r, json_each(r.incident_ids) e JOIN incidents i ON i.id = e.value
       WHERE r.id = ? ORDER BY e.key`,
  );
  const readRun = (row: DrillRow): DrillRun => readDoc(drillRunSchema, row.doc, `drill_runs ${row.id}`);
  return {
    runs: (): DrillRun[] => runs.all().map(readRun),
    /** A run, and what it reported as that is now, in the order of its reports. */
    run(id: string): { readonly run: DrillRun; readonly incidents: Incident[] } {
      const found = run.get(id);
      if (found === undefined) throw new Fault("notFound", { what: "drill", id });
      return { run: readRun(found), incidents: reported.all(id).map(readIncident) };
    },
    putRun: atomic(db, (given: DrillRun, incidentIds: readonly string[] | null): void => {
      const value = accept(drillRunSchema, given);
      const ids = incidentIds ?? reported.all(value.id).map(({ id }) => id);
      putRun.run(value.id, Date.parse(value.startedAt), JSON.stringify(value), JSON.stringify(ids));
      prune.run(MOST_RUNS);
    }),
    list: (): DrillScript[] =>
      all.all().map((row) => readDoc(drillScriptSchema, row.doc, `drills ${row.id}`)),
    put(given: DrillScript): DrillScript {
      const script = accept(drillScriptSchema, given);
      put.run(script.id, JSON.stringify(script));
      return script;
    },
    remove(id: string): void {
      if (drop.run(id).changes === 0) throw new Fault("notFound", { what: "drill", id });
    },
  };
}
