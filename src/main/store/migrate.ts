import type Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";

/** One step of the schema; it runs in a transaction of its own. */
export interface Migration {
  /** 1, 2, 3 ...: the schema's version after it. */
  readonly version: number;
  readonly sql: string;
}

/** "Dind" in ASCII: marks a SQLite file as ours (the application id at offset 68 of the SQLite file format). */
export const APPLICATION_ID = 0x44696e64;

/** The schema's version that the file was left at; 0 in a new one. */
export function schemaVersion(db: Database.Database): number {
  return Number(db.pragma("user_version", { simple: true }));
}

/** Whether `db` is a database of ours, or an empty one that may become it. */
function isOurs(db: Database.Database): boolean {
  const applicationId = Number(db.pragma("application_id", { simple: true }));
  if (applicationId === APPLICATION_ID) return true;
  const tables = Number(db.prepare("SELECT count(*) FROM sqlite_schema").pluck().get());
  return applicationId === 0 && schemaVersion(db) === 0 && tables === 0;
}

/** The version that the last of `migrations` leads to. */
function lastVersion(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

/**
 * Writes nothing. Faults with `dataNewer` where `db` is beyond the last of `migrations`, and with `dataDamaged`
 * where the file belongs to another program.
 */
export function checkVersion(db: Database.Database, path: string, migrations: readonly Migration[]): void {
  if (!isOurs(db)) throw new Fault("dataDamaged", { path, code: "not a database of Dinding" });
  const found = schemaVersion(db);
  const known = lastVersion(migrations);
  if (found > known) throw new Fault("dataNewer", { path, found, known });
}

/** Brings a `db` that was checked to the last of `migrations`; one that fails leaves the version before it. */
export function migrate(db: Database.Database, migrations: readonly Migration[]): void {
  for (const migration of migrations) {
    if (migration.version <= schemaVersion(db)) continue;
    db.transaction(() => {
      db.exec(migration.sql);
      db.pragma(`application_id = ${APPLICATION_ID}`);
      db.pragma(`user_version = ${migration.version}`);
    }).exclusive();
  }
}
