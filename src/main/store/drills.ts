import type Database from "better-sqlite3";
import { type DrillScript, drillScriptSchema } from "../../protocol/drill.ts";
import { Fault } from "../base/fault.ts";
import { accept, readDoc } from "./row.ts";

interface DrillRow {
  readonly id: string;
  readonly doc: string;
}

/** Drills that were written here. */
export function drillTable(db: Database.Database) {
  const all = db.prepare<[], DrillRow>("SELECT id, doc FROM drills ORDER BY id");
  const put = db.prepare<[string, string]>(
    "INSERT INTO drills (id, doc) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
  );
  const drop = db.prepare<[string]>("DELETE FROM drills WHERE id = ?");
  return {
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
