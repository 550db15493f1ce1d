import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("makes room for drills that were played beside their scripts", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 12));
  db.exec("INSERT INTO drills (id, doc) VALUES ('api', '{}')");
  migrate(db, migrations.slice(0, 13));
  db.exec("INSERT INTO drill_runs (id, started, doc, incident_ids) VALUES ('x', 1, '{}', '[]')");
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count("drills"), count("drill_runs")]).toEqual([1, 1]);
  expect(() => db.exec("UPDATE drill_runs SET incident_ids = 'no'")).toThrow(/CHECK/);
});
