import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { migrate } from "../../../../src/main/store/migrate.ts";
import { first } from "../../../../src/main/store/migrations/001-first.ts";
import { formats } from "../../../../src/main/store/migrations/002-formats.ts";
import { onvif } from "../../../../src/main/store/migrations/003-onvif.ts";
import { schemaOf } from "../schema.ts";

it("adds a place for the ONVIF addresses of cameras and leaves the cameras as they are", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, [first, formats]);
  db.exec("INSERT INTO cameras (id, version, name, detail) VALUES ('k', 3, 'K', '{}')");
  const before = schemaOf(db);
  migrate(db, [first, formats, onvif]);
  expect(
    schemaOf(db)
      .filter(({ name }) => !before.some((entry) => entry.name === name))
      .map(({ name }) => name),
  ).toEqual(["onvif_addresses"]);
  expect(db.prepare("SELECT version FROM cameras").pluck().get()).toBe(3);
  db.exec("INSERT INTO onvif_addresses (camera_id, url) VALUES ('k', 'http://10.0.0.7/')");
  expect(() =>
    db.exec("INSERT INTO onvif_addresses (camera_id, url) VALUES ('none', 'http://10.0.0.7/')"),
  ).toThrow(/FOREIGN KEY/);
  db.exec("DELETE FROM cameras");
  expect(db.prepare("SELECT count(*) FROM onvif_addresses").pluck().get()).toBe(0);
});
