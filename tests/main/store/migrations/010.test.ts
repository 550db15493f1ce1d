import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("makes room for rules beside incidents and walls that are there, and what they did goes with these", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, migrations.slice(0, 9));
  db.exec(`
    INSERT INTO incidents (id, version, doc) VALUES ('a', 1, '{"occurredAt": "2026-11-22T10:00:00Z"}');
    INSERT INTO walls (id, width, height) VALUES ('utama', 1920, 1080);
  `);
  migrate(db, migrations.slice(0, 10));
  db.exec(`
    INSERT INTO fired (incident_id, rule_id) VALUES ('a', 'r');
    INSERT INTO raises (id, wall_id, doc) VALUES ('x', 'utama', '{}');
    INSERT INTO raised_walls (wall_id, doc) VALUES ('utama', '{}');
    DELETE FROM walls;
  `);
  const count = (table: string) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get();
  expect([count("raises"), count("raised_walls"), count("fired")]).toEqual([0, 0, 1]);
  expect(() => db.exec("INSERT INTO fired (incident_id, rule_id) VALUES ('b', 'r')")).toThrow(/FOREIGN KEY/);
});
