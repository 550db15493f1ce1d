import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("adds a place for the messages of webhooks, each once a source", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 7));
  expect(() => db.exec("SELECT * FROM incident_hooks")).toThrow(/no such table/);
  migrate(db, migrations.slice(0, 8));
  db.exec("INSERT INTO incident_hooks (source_id, message_id, received) VALUES ('a', 'm', 1), ('b', 'm', 1)");
  expect(() =>
    db.exec("INSERT INTO incident_hooks (source_id, message_id, received) VALUES ('a', 'm', 2)"),
  ).toThrow(/UNIQUE/);
});
