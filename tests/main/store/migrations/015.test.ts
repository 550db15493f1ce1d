import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("makes room for who changed what of the layouts that there are, each version once", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 14));
  db.exec("INSERT INTO walls (id, width, height) VALUES ('w', 1, 1)");
  db.exec("INSERT INTO layouts (id, version, wall_id, doc) VALUES ('l', 4, 'w', '{}')");
  migrate(db, migrations.slice(0, 15));
  const add = () =>
    db.exec(
      "INSERT INTO layout_edits (layout_id, version, at, by, doc) VALUES ('l', 5, 'then', 'oki', '[]')",
    );
  add();
  expect(add).toThrow(/UNIQUE/);
  expect(() => db.exec("UPDATE layout_edits SET doc = 'no'")).toThrow(/CHECK/);
});
