import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("makes room for shifts that were handed over, which nothing changes or removes", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 20));
  db.pragma("foreign_keys = ON");
  db.exec("INSERT INTO handovers (id, doc) VALUES ('a', '{}')");
  db.exec("INSERT INTO handover_takings (handover_id, doc) VALUES ('a', '{}')");
  expect(() => db.exec("INSERT INTO handover_takings (handover_id, doc) VALUES ('a', '{}')")).toThrow(
    /UNIQUE/,
  );
  expect(() => db.exec("INSERT INTO handover_takings (handover_id, doc) VALUES ('b', '{}')")).toThrow(
    /FOREIGN/,
  );
  for (const table of ["handovers", "handover_takings"]) {
    expect(() => db.exec(`UPDATE ${table} SET doc = '[]'`)).toThrow(/stays as it is/);
    expect(() => db.exec(`DELETE FROM ${table}`)).toThrow(/stays/);
  }
});
