import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";
import { openForWriting } from "./database.ts";
import { databaseFile } from "./folder.ts";
import { checkVersion, schemaVersion } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";

/** How long a change waits for the running core, milliseconds. */
const BUSY_MS = 5000;

/**
 * Does `work` on the database of a data folder, whether a core runs on it or not; a running one sees what was written.
 * Faults with `fileMissing`, `dataInUse` where the running core is of another version, `dataNewer` or `dataDamaged`.
 */
export function besideCore<T>(data: string, work: (db: Database.Database) => T): T {
  const file = databaseFile(data);
  if (!existsSync(file)) throw new Fault("fileMissing", { path: file });
  try {
    const opened = openForWriting(data, BUSY_MS);
    try {
      return work(opened.db);
    } finally {
      opened.close();
    }
  } catch (error) {
    if (!(error instanceof Fault) || error.kind !== "dataInUse") throw error;
  }
  const db = new Database(file, { fileMustExist: true, timeout: BUSY_MS });
  try {
    checkVersion(db, file, migrations);
    // The schema is the running core's matter.
    if (schemaVersion(db) !== migrations.at(-1)?.version) throw new Fault("dataInUse", { path: data });
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma("trusted_schema = OFF");
    return work(db);
  } finally {
    db.close();
  }
}
