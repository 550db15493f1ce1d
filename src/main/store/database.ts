import { closeSync, existsSync, openSync } from "node:fs";
import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";
import { type Cipher, createCipher } from "./cipher.ts";
import { createFolder, createKey, databaseFile, keyFile, readKey } from "./folder.ts";
import { lockFolder } from "./lock.ts";
import { checkVersion, migrate } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";

/** An open database and the cipher of its data folder. */
export interface Opened {
  /** The data folder. */
  readonly data: string;
  readonly db: Database.Database;
  readonly key: Uint8Array;
  readonly cipher: Cipher;
  close(): void;
}

/** Faults with `dataDamaged` where SQLite finds the file inconsistent. */
export function checkIntegrity(db: Database.Database, path: string): void {
  const found = String(db.pragma("quick_check(1)", { simple: true }));
  if (found !== "ok") throw new Fault("dataDamaged", { path, code: found });
}

/** What the write-ahead log is cut down to after a burst, bytes. */
const LOG_BYTES = 16 * 1024 * 1024;

/** Proves that a key is the one the stored passwords were sealed with. */
const keyProof = { text: "dinding", about: ["key"] };

/** Whether `cipher` belongs to the data of `db`; null where nothing was ever sealed there. */
export function keyFits(db: Database.Database, cipher: Cipher): boolean | null {
  const sealed = db.prepare<[], Uint8Array>("SELECT value FROM meta WHERE name = 'keyProof'").pluck().get();
  return sealed === undefined ? null : cipher.open(sealed, keyProof.about) === keyProof.text;
}

function cipherOf(db: Database.Database, data: string): { key: Uint8Array; cipher: Cipher } {
  const stored = readKey(data);
  const proven = db.prepare("SELECT 1 FROM meta WHERE name = 'keyProof'").get() !== undefined;
  if (stored === null && proven) throw new Fault("keyMissing", { path: keyFile(data) });
  const key = stored ?? createKey(data);
  const cipher = createCipher(key);
  if (keyFits(db, cipher) === false) throw new Fault("keyMissing", { path: keyFile(data) });
  if (!proven)
    db.prepare("INSERT INTO meta (name, value) VALUES ('keyProof', ?)").run(
      cipher.seal(keyProof.text, keyProof.about),
    );
  return { key, cipher };
}

/**
 * Opens the data folder for writing, creates what is missing in it, and holds it until `close`. A commit is on the
 * disk when it returns: write-ahead log with `synchronous=FULL` (https://sqlite.org/pragma.html#pragma_synchronous).
 * `busyMs`: how long a statement waits for a lock of another program. Faults with `dataInUse`, `dataNewer`,
 * `dataDamaged`, `keyMissing` or one of the disk.
 */
export function openForWriting(data: string, busyMs: number): Opened {
  createFolder(data);
  const unlock = lockFolder(data);
  const file = databaseFile(data);
  let db: Database.Database | null = null;
  try {
    // The log and its index take the file's mode.
    closeSync(openSync(file, "a", 0o600));
    db = new Database(file, { timeout: busyMs });
    // Before anything is written: a newer or foreign file is left as it is, its journal mode included.
    checkVersion(db, file, migrations);
    checkIntegrity(db, file);
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = FULL");
    db.pragma("foreign_keys = ON");
    db.pragma("trusted_schema = OFF");
    db.pragma(`journal_size_limit = ${LOG_BYTES}`);
    migrate(db, migrations);
    return ended({ data, db, ...cipherOf(db, data) }, unlock);
  } catch (error) {
    db?.close();
    unlock();
    throw error;
  }
}

/**
 * A second connection that never writes and never makes the writing one wait; also for a program beside a running
 * core. Faults with `fileMissing`, `dataNewer`, `dataDamaged` or `keyMissing`.
 */
export function openForReading(data: string, busyMs: number): Opened {
  const file = databaseFile(data);
  if (!existsSync(file)) throw new Fault("fileMissing", { path: file });
  const db = new Database(file, { readonly: true, fileMustExist: true, timeout: busyMs });
  try {
    checkVersion(db, file, migrations);
    const key = readKey(data);
    const cipher = key === null ? null : createCipher(key);
    if (key === null || cipher === null || keyFits(db, cipher) !== true)
      throw new Fault("keyMissing", { path: keyFile(data) });
    return ended({ data, db, key, cipher }, () => {});
  } catch (error) {
    db.close();
    throw error;
  }
}

function ended(opened: Omit<Opened, "close">, then: () => void): Opened {
  return {
    ...opened,
    close() {
      opened.db.close();
      then();
    },
  };
}
