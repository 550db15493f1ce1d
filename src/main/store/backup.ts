import { closeSync, existsSync, fsyncSync, openSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";
import { packFiles } from "./carried-files.ts";
import { type CarriedImages, packImages } from "./carried-images.ts";
import { type Opened, checkIntegrity, openForReading } from "./database.ts";
import { storeFault } from "./failure.ts";
import { syncFolder } from "./folder.ts";
import { wrapKey } from "./wrapped-key.ts";

/** Where passphrases of backups are looked for; an empty one counts as none. */
export function passphraseOf(env: Readonly<Record<string, string | undefined>>): string | null {
  return env["DINDING_BACKUP_PASSPHRASE"] || null;
}

/** More pages than a database has: the copy is then taken in one read transaction, while others go on writing. */
const ALL_PAGES = 0x7fffffff;

export function syncFile(file: string): void {
  const handle = openSync(file, "r+");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Makes the raw copy a backup: nobody's session, one plain file, the certificate, the uploaded pictures and the key of its
 * passwords inside.
 */
function complete(file: string, { data, key, cipher }: Opened, passphrase: string | null): CarriedImages {
  const db = new Database(file, { fileMustExist: true });
  try {
    db.pragma("journal_mode = DELETE");
    db.exec(
      "DELETE FROM sessions; CREATE TABLE backup (made_at TEXT NOT NULL, key BLOB NOT NULL, salt BLOB) STRICT",
    );
    const carried = wrapKey(key, passphrase);
    db.prepare("INSERT INTO backup (made_at, key, salt) VALUES (?, ?, ?)").run(
      new Date().toISOString(),
      carried.key,
      carried.salt,
    );
    packFiles(db, data, cipher);
    // Pages that were freed still hold what was removed.
    db.exec("VACUUM");
    // Behind it: it would copy some hundred megabytes once more.
    const images = packImages(db, data);
    checkIntegrity(db, file);
    return images;
  } finally {
    db.close();
  }
}

/**
 * Writes the database of `opened` to the new file `path`, mode 0600, by SQLite's online backup
 * (https://sqlite.org/backup.html); the core goes on writing meanwhile. With a `passphrase` the key inside can be
 * used with it alone. Answers with what became of the uploaded pictures. Faults with `conflict` where `path` exists and with those of a disk; then nothing is left.
 */
export async function writeBackup(
  opened: Opened,
  path: string,
  passphrase: string | null,
): Promise<CarriedImages> {
  const target = resolve(path);
  const part = `${target}.${process.pid}.part`;
  try {
    if (existsSync(target)) throw new Fault("conflict", { what: "file", id: target });
    rmSync(part, { force: true });
    closeSync(openSync(part, "wx", 0o600));
    await opened.db.backup(part, { progress: () => ALL_PAGES });
    const images = complete(part, opened, passphrase);
    syncFile(part);
    if (existsSync(target)) throw new Fault("conflict", { what: "file", id: target });
    renameSync(part, target);
    syncFolder(dirname(target));
    return images;
  } catch (error) {
    rmSync(part, { force: true });
    rmSync(`${part}-journal`, { force: true });
    throw storeFault(error, target);
  }
}

/** Backs the data folder up from another process than the core's, which may run or not. Faults as `writeBackup`. */
export async function backupFolder(
  data: string,
  path: string,
  passphrase: string | null,
): Promise<CarriedImages> {
  let opened: Opened;
  try {
    opened = openForReading(data, 5000);
  } catch (error) {
    throw storeFault(error, data);
  }
  try {
    return await writeBackup(opened, path, passphrase);
  } finally {
    opened.close();
  }
}

/** The clips of a data folder, which are too large for a backup; null where there are none. */
export function clipsLeftOut(data: string): { readonly count: number; readonly folder: string } | null {
  const folder = join(data, "clips");
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const count = names.filter((name) => name.endsWith(".mp4")).length;
  return count === 0 ? null : { count, folder };
}
