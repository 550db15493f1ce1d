import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("leaves the accounts that there are at the whole desk", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 18));
  db.exec("INSERT INTO accounts (name, role, password_hash) VALUES ('oki', 'operator', 'x')");
  migrate(db, migrations.slice(0, 19));
  expect(db.prepare("SELECT simple FROM accounts").pluck().all()).toEqual([0]);
  expect(() => db.exec("UPDATE accounts SET simple = 2")).toThrow(/CHECK/);
});
