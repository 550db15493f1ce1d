import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("adds a place for drills", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 5));
  expect(() => db.exec("SELECT * FROM drills")).toThrow(/no such table/);
  migrate(db, migrations.slice(0, 6));
  db.exec("INSERT INTO drills (id, doc) VALUES ('a', '{}')");
  expect(() => db.exec("INSERT INTO drills (id, doc) VALUES ('b', 'x')")).toThrow(/CHECK/);
});
