import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("gives the accounts that there are no favourites, and room for some", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 17));
  db.exec("INSERT INTO accounts (name, role, password_hash) VALUES ('oki', 'operator', 'x')");
  migrate(db, migrations.slice(0, 18));
  expect(db.prepare("SELECT favourites FROM accounts").pluck().all()).toEqual(["[]"]);
  expect(() => db.exec("UPDATE accounts SET favourites = 'no'")).toThrow(/CHECK/);
});
