import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";
import { historyReadings, historyTable } from "../../../../src/main/store/wall-history.ts";

it("reads what was on the walls before pictures were kept by themselves, and goes on with it", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 20));
  const canvas = { width: 1600, height: 400 };
  const add = db.prepare("INSERT INTO wall_history (wall_id, at, kind, doc) VALUES ('utama', ?, ?, ?)");
  const take = { takeId: "a", layoutId: "malam", takenAt: "1970-01-01T00:00:01.000Z", tiles: [] };
  add.run(1000, "take", JSON.stringify({ kind: "take", take: { ...take, takenBy: "tour Malam" }, canvas }));
  const tiles = [{ tileId: "kiri", state: "lost", frozen: false }];
  add.run(2000, "states", JSON.stringify({ kind: "states", tiles }));
  migrate(db, migrations);
  db.pragma("foreign_keys = ON");
  const past = historyReadings(db);
  expect(past.moment("utama", 3000)).toMatchObject({
    ...{ canvas, take: { layoutId: "malam", takenBy: "Malam", takenAs: "tour" }, states: tiles },
  });
  const later = { ...take, takeId: "b", layoutId: "orang", takenAt: "1970-01-01T00:00:04.000Z" };
  historyTable(db).add("utama", 4000, { kind: "take", take: { ...later, takenBy: "rani" }, canvas });
  expect(past.moment("utama", 4000)).toMatchObject({ take: { layoutId: "orang", takenBy: "rani" } });
  expect(past.changes("utama", 0, 5000)).toMatchObject([
    { what: "take", by: "Malam", as: "tour" },
    { what: "states", wrong: 1 },
    { what: "take", by: "rani" },
  ]);
});
