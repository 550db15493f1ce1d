import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { checkVersion, migrate, schemaVersion } from "../../../src/main/store/migrate.ts";
import { migrations } from "../../../src/main/store/migrations/all.ts";
import { newFolder, opened } from "./folders.ts";
import { schemaOf } from "./schema.ts";

describe("migrations", () => {
  it("are numbered without a gap", () => {
    expect(migrations.map((migration) => migration.version)).toEqual(migrations.map((_, index) => index + 1));
  });

  it("lead to the schema of a new data folder from every version before", async () => {
    const data = newFolder();
    await (await opened(data)).close();
    const fresh = new Database(join(data, "dinding.sqlite"));
    for (const { version } of migrations) {
      const old = new Database(":memory:");
      migrate(old, migrations.slice(0, version));
      migrate(old, migrations);
      expect(schemaOf(old), `from version ${version}`).toEqual(schemaOf(fresh));
      expect(schemaVersion(old)).toBe(schemaVersion(fresh));
      old.close();
    }
    fresh.close();
  });

  it("leave the version before where one fails", () => {
    const db = new Database(":memory:");
    const steps = [
      { version: 1, sql: "CREATE TABLE a (x INTEGER)" },
      {
        version: 2,
        sql: "INSERT INTO a VALUES (1); CREATE TABLE b (x INTEGER); INSERT INTO nowhere VALUES (1)",
      },
    ];
    expect(() => migrate(db, steps)).toThrow(/nowhere/);
    expect(schemaVersion(db)).toBe(1);
    expect(schemaOf(db).map((entry) => entry.name)).toEqual(["a"]);
    expect(db.prepare("SELECT count(*) FROM a").pluck().get()).toBe(0);
  });

  it("refuse a newer database and leave every byte of it", async () => {
    const data = newFolder();
    const file = join(data, "dinding.sqlite");
    await (await opened(data)).close();
    const db = new Database(file);
    db.pragma("journal_mode = DELETE");
    db.pragma("user_version = 99");
    db.close();
    const before = readFileSync(file);
    await expect(opened(data)).rejects.toMatchObject({
      kind: "dataNewer",
      message: expect.stringContaining(`its version is 99, this one knows ${migrations.length}.`),
    });
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it("refuse a database of another program and leave every byte of it", async () => {
    const data = newFolder();
    const file = join(data, "dinding.sqlite");
    const other = new Database(file);
    other.exec("CREATE TABLE notes (text TEXT); INSERT INTO notes VALUES ('mine')");
    other.close();
    const before = readFileSync(file);
    await expect(opened(data)).rejects.toMatchObject({ kind: "dataDamaged" });
    expect(readFileSync(file).equals(before)).toBe(true);
    const unknown = new Database(":memory:");
    unknown.pragma("application_id = 7");
    expect(() => checkVersion(unknown, file, migrations)).toThrow(/not a database of Dinding/);
  });

  it("refuse a file that is no database", async () => {
    const data = newFolder();
    writeFileSync(join(data, "dinding.sqlite"), "bukan basis data ".repeat(400));
    await expect(opened(data)).rejects.toMatchObject({ kind: "dataDamaged" });
  });
});
