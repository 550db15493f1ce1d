import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmdirSync,
  rmSync,
} from "node:fs";
import { join } from "node:path";
import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";
import { syncFile } from "./backup.ts";
import { type CarriedFile, placeFiles, unpackFiles } from "./carried-files.ts";
import { type CarriedImages, unpackImages } from "./carried-images.ts";
import { KEY_BYTES, createCipher } from "./cipher.ts";
import { checkIntegrity, keyFits } from "./database.ts";
import { storeFault } from "./failure.ts";
import { createFolder, databaseFile, keyFile, syncFolder, writeWhole } from "./folder.ts";
import { IMAGE_FOLDER } from "./image-files.ts";
import { LOCK_NAME, lockFolder } from "./lock.ts";
import { checkVersion, schemaVersion } from "./migrate.ts";
import { migrations } from "./migrations/all.ts";
import { type CarriedKey, unwrapKey } from "./wrapped-key.ts";

function refuseUnlessEmpty(data: string): void {
  if (existsSync(data) && readdirSync(data).some((name) => name !== LOCK_NAME))
    throw new Fault("folderNotEmpty", { path: data });
}

/** What a backup carries beside the database. */
interface Unpacked {
  readonly key: Uint8Array;
  readonly files: readonly CarriedFile[];
  readonly images: CarriedImages;
}

/**
 * Turns the copy of a backup at `file` into the database of a data folder; answers with the rest of it. Its pictures are
 * in the new folder `images`.
 */
function unpack(file: string, images: string, from: string, passphrase: string | null): Unpacked {
  const db = new Database(file, { fileMustExist: true });
  try {
    checkVersion(db, from, migrations);
    const carries = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup'").get();
    if (schemaVersion(db) === 0 || carries === undefined) throw new Fault("backupUnusable", { path: from });
    checkIntegrity(db, from);
    const dangling = db.pragma("foreign_key_check");
    if (!Array.isArray(dangling) || dangling.length > 0) throw new Fault("backupUnusable", { path: from });
    const carried = db.prepare<[], CarriedKey>("SELECT key, salt FROM backup").get();
    if (carried === undefined) throw new Fault("backupUnusable", { path: from });
    const key = unwrapKey(carried, passphrase);
    if (key === null) throw new Fault("passphraseWrong", { path: from });
    if (key.length !== KEY_BYTES) throw new Fault("backupUnusable", { path: from });
    const cipher = createCipher(key);
    if (keyFits(db, cipher) !== true) throw new Fault("backupUnusable", { path: from });
    const files = unpackFiles(db, cipher, from);
    const carriedImages = unpackImages(db, images);
    db.exec("DROP TABLE backup; VACUUM");
    return { key, files, images: carriedImages };
  } finally {
    db.close();
  }
}

/** What a failure means to somebody who restores: damage is the backup's. */
function restoreFault(error: unknown, from: string, data: string): Fault {
  const fault = storeFault(error, data);
  return fault.kind === "dataDamaged" ? new Fault("backupUnusable", { path: from }, { cause: error }) : fault;
}

/**
 * Puts the backup at `from` into the folder `data`, which is empty or not there yet. Everything is verified on a
 * copy before anything is put in place, the database last. Faults with `folderNotEmpty`, `backupUnusable`,
 * `dataNewer`, `passphraseWrong`, `fileMissing`, `dataInUse` or one of a disk; then the folder is as it was. Uploaded
 * pictures that are damaged are left out and told: the wall comes back without them.
 */
export function restoreFolder(from: string, data: string, passphrase: string | null): CarriedImages {
  if (!existsSync(from)) throw new Fault("fileMissing", { path: from });
  refuseUnlessEmpty(data);
  const isNew = !existsSync(data);
  try {
    createFolder(data);
    const unlock = lockFolder(data);
    try {
      refuseUnlessEmpty(data);
      return place(from, data, passphrase);
    } finally {
      unlock();
    }
  } catch (error) {
    if (isNew && existsSync(data) && readdirSync(data).every((name) => name === LOCK_NAME)) {
      rmSync(join(data, LOCK_NAME), { force: true });
      rmdirSync(data);
    }
    throw restoreFault(error, from, data);
  }
}

function place(from: string, data: string, passphrase: string | null): CarriedImages {
  const folder = mkdtempSync(join(data, ".restore-"));
  try {
    const copy = join(folder, "copy.sqlite");
    copyFileSync(from, copy);
    chmodSync(copy, 0o600);
    const staged = join(folder, IMAGE_FOLDER);
    const { key, files, images } = unpack(copy, staged, from, passphrase);
    syncFile(copy);
    placeFiles(files, data);
    if (images.count > 0) renameSync(staged, join(data, IMAGE_FOLDER));
    writeWhole(keyFile(data), key);
    renameSync(copy, databaseFile(data));
    syncFolder(data);
    return images;
  } catch (error) {
    // The folder was empty: whatever is in it was put there above.
    for (const name of readdirSync(data))
      if (name !== LOCK_NAME) rmSync(join(data, name), { recursive: true, force: true });
    throw error;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
