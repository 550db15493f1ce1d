import { chmodSync } from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";

export const LOCK_NAME = "lock";

/** A core that was killed may take this long to be gone, milliseconds. */
const PATIENCE_MS = 1000;

/**
 * Holds the data folder for this process until the returned function is called or the process dies, however it
 * dies: SQLite's exclusive lock on the empty file `lock`, which the operating system drops by itself. Nobody else
 * may open and close that file in this process, because POSIX drops a process's locks on any close. Faults with
 * `dataInUse` where another core, or another store of this one, holds it.
 */
export function lockFolder(data: string): () => void {
  const file = join(data, LOCK_NAME);
  const db = new Database(file, { timeout: PATIENCE_MS });
  try {
    chmodSync(file, 0o600);
    // Without this SQLite would look for a rollback journal that another process left.
    db.pragma("journal_mode = MEMORY");
    db.exec("BEGIN EXCLUSIVE");
  } catch (error) {
    db.close();
    if (error instanceof Database.SqliteError && error.code.startsWith("SQLITE_BUSY"))
      throw new Fault("dataInUse", { path: data }, { cause: error });
    throw error;
  }
  return () => {
    db.close();
  };
}
