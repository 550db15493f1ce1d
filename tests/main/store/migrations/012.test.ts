import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("finds the clips of incidents beside those that are there, and asks a camera once for each incident", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, migrations.slice(0, 11));
  db.exec(`
    INSERT INTO incidents (id, version, doc) VALUES ('a', 1, '{"occurredAt": "2026-11-22T10:00:00Z"}');
    INSERT INTO clips (id, camera_id, doc) VALUES ('lama', 'cam', '{"bytes": 5}');
  `);
  migrate(db, migrations.slice(0, 12));
  db.exec(`
    INSERT INTO clips (id, camera_id, doc) VALUES ('baru', 'cam', '{"bytes": 7, "incidentId": "a"}');
    INSERT INTO evidence (incident_id, camera_id, at, state) VALUES ('a', 'cam', 1, 'due');
  `);
  const plan = db.prepare(
    "EXPLAIN QUERY PLAN SELECT id FROM clips WHERE json_extract(doc, '$.incidentId') = 'a'",
  );
  expect(JSON.stringify(plan.all())).toContain("clips_by_incident");
  const again = "INSERT INTO evidence (incident_id, camera_id, at, state) VALUES ('a', 'cam', 2, 'none')";
  expect(() => db.exec(again)).toThrow(/UNIQUE/);
  db.exec("DELETE FROM incidents");
  expect(db.prepare("SELECT count(*) FROM evidence").pluck().get()).toBe(0);
});
