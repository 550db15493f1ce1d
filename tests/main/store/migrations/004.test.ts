import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { first } from "../../../../src/main/store/migrations/001-first.ts";
import { formats } from "../../../../src/main/store/migrations/002-formats.ts";
import { onvif } from "../../../../src/main/store/migrations/003-onvif.ts";
import { clips } from "../../../../src/main/store/migrations/004-clips.ts";
import { schemaOf } from "../schema.ts";

it("adds a place for clips, which outlive their cameras", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, [first, formats, onvif]);
  db.exec("INSERT INTO cameras (id, version, name, detail) VALUES ('k', 3, 'K', '{}')");
  const before = schemaOf(db);
  migrate(db, [first, formats, onvif, clips]);
  expect(
    schemaOf(db)
      .filter(({ name }) => !before.some((entry) => entry.name === name))
      .map(({ name }) => name),
  ).toEqual(["clips_by_camera", "clips"]);
  db.exec("INSERT INTO clips (id, camera_id, doc) VALUES ('c', 'k', '{}')");
  expect(() => db.exec("INSERT INTO clips (id, camera_id, doc) VALUES ('d', 'k', 'x')")).toThrow(/CHECK/);
  db.exec("DELETE FROM cameras");
  expect(db.prepare("SELECT camera_id FROM clips").pluck().get()).toBe("k");
});
