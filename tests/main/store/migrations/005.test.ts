import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("reads what lists look for out of the incidents that are there, times of any zone, and finds their words", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, migrations.slice(0, 4));
  const doc = {
    ...{ status: "open", severity: "high", kind: "flood", text: "Banjir di pasar", place: "Sebengkok" },
    occurredAt: "2026-11-22T10:00:00.500+08:00",
  };
  db.prepare("INSERT INTO incidents (id, version, doc) VALUES ('a', 1, ?)").run(JSON.stringify(doc));
  migrate(db, migrations.slice(0, 5));
  expect(db.prepare("SELECT status, rank, kind, occurred, expires, contested FROM incidents").get()).toEqual({
    ...{ status: "open", rank: 1, kind: "flood", expires: null, contested: 0 },
    occurred: Date.parse("2026-11-22T02:00:00Z") / 1000,
  });
  const found = db.prepare("SELECT rowid FROM incident_words WHERE incident_words MATCH ?").pluck();
  expect(found.get('"seben"*')).toBe(1);
  expect(found.get('"api"*')).toBeUndefined();
  expect(() =>
    db.exec("INSERT INTO outbox (source_id, external_id, incident_id, doc) VALUES ('s','e','b','{}')"),
  ).toThrow(/FOREIGN KEY/);
});
