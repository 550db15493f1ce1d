import { createHash } from "node:crypto";
import Database from "better-sqlite3";
import { expect, it } from "vitest";
import { APPLICATION_ID, migrate } from "../../../../src/main/store/migrate.ts";
import { first } from "../../../../src/main/store/migrations/001-first.ts";
import { schemaOf } from "../schema.ts";

it("makes the tables of the first version, which never change again under this number", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, [first]);
  expect(db.pragma("user_version", { simple: true })).toBe(1);
  expect(db.pragma("application_id", { simple: true })).toBe(APPLICATION_ID);
  expect(
    schemaOf(db)
      .filter((entry) => entry.type === "table")
      .map((entry) => entry.name),
  ).toEqual([
    "accounts",
    "cameras",
    "incident_versions",
    "incidents",
    "layouts",
    "learned_sizes",
    "meta",
    "retired",
    "secret_settings",
    "sessions",
    "settings",
    "site",
    "streams",
    "takes",
    "walls",
  ]);
  const digest = createHash("sha256")
    .update(JSON.stringify(schemaOf(db)))
    .digest("hex");
  expect(digest).toBe("c03956dafbd284fe4e5cce46e90c1038290de3e921ff2fae41091fce1f732a73");
});

it("refuses rows that point at nothing or are no JSON", () => {
  const db = new Database(":memory:");
  db.pragma("foreign_keys = ON");
  migrate(db, [first]);
  expect(() => db.exec("INSERT INTO layouts (id, version, wall_id, doc) VALUES ('l', 1, 'w', '{}')")).toThrow(
    /FOREIGN KEY/,
  );
  expect(() => db.exec("INSERT INTO site (one, version, doc) VALUES (1, 1, 'no json')")).toThrow(/CHECK/);
  expect(() => db.exec("INSERT INTO site (one, version, doc) VALUES (2, 1, '{}')")).toThrow(/CHECK/);
  expect(() => db.exec("INSERT INTO settings (key, value) VALUES ('k', x'00')")).toThrow(/TEXT/);
});
