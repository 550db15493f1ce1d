import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("numbers the cameras that there are by their names, and keeps each number for one", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 16));
  for (const [id, name] of [
    ["c", "Terminal"],
    ["a", "pasar"],
    ["b", "Pasar"],
    ["d", "Bandara"],
  ])
    db.prepare("INSERT INTO cameras (id, version, name, detail) VALUES (?, 1, ?, '{}')").run(id, name);
  migrate(db, migrations.slice(0, 17));
  const ids = db.prepare("SELECT id FROM cameras ORDER BY number").pluck().all();
  expect(ids).toEqual(["d", "a", "b", "c"]);
  expect(db.prepare("SELECT max(number) FROM cameras").pluck().get()).toBe(4);
  expect(() => db.exec("UPDATE cameras SET number = 1 WHERE id = 'c'")).toThrow(/UNIQUE/);
  expect(() => db.exec("UPDATE cameras SET number = 100000 WHERE id = 'c'")).toThrow(/CHECK/);
});
