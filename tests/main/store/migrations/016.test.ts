import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { migrations } from "../../../../src/main/store/migrations/all.ts";

it("makes room for how cameras were to be seen, one row an hour, camera and sight", () => {
  const db = new Database(":memory:");
  migrate(db, migrations.slice(0, 16));
  const add = (seconds: number) =>
    db.exec(`INSERT INTO sightings (hour, camera_id, sight, seconds) VALUES (1, 'c', 'live', ${seconds})`);
  add(5.5);
  expect(() => add(1)).toThrow(/UNIQUE/);
  expect(() => db.exec("UPDATE sightings SET seconds = -1")).toThrow(/CHECK/);
});
