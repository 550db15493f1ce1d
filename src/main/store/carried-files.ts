import { existsSync, mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";
import type { Cipher } from "./cipher.ts";
import { writeWhole } from "./folder.ts";

/** Folders of the data folder whose files a backup carries beside the database: the certificate and its key. */
const FOLDERS = ["tls"] as const;
/** A certificate with its chain is far smaller, bytes. */
const MOST_BYTES = 1024 * 1024;
/** Names that stay in their folder wherever they are restored; other files are not carried. */
const plainName = /^[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}$/;

/** A file of a backup. */
export interface CarriedFile {
  readonly folder: string;
  readonly name: string;
  readonly content: Uint8Array;
}

const place = (folder: string, name: string) => ["file", folder, name];

/** Seals the files of `data` into the new table `backup_files` of the copy `db`. */
export function packFiles(db: Database.Database, data: string, cipher: Cipher): void {
  db.exec(
    "CREATE TABLE backup_files (folder TEXT NOT NULL, name TEXT NOT NULL, content BLOB NOT NULL) STRICT",
  );
  const put = db.prepare<[string, string, Uint8Array]>(
    "INSERT INTO backup_files (folder, name, content) VALUES (?, ?, ?)",
  );
  for (const folder of FOLDERS) {
    if (!existsSync(join(data, folder))) continue;
    for (const name of readdirSync(join(data, folder))) {
      const file = join(data, folder, name);
      const found = statSync(file);
      if (!plainName.test(name) || !found.isFile() || found.size > MOST_BYTES) continue;
      put.run(folder, name, cipher.seal(readFileSync(file).toString("base64"), place(folder, name)));
    }
  }
}

/** Takes the table `backup_files` out of `db`. Faults with `backupUnusable`, naming `from`, where a file does not open. */
export function unpackFiles(db: Database.Database, cipher: Cipher, from: string): CarriedFile[] {
  const files = db.prepare<[], CarriedFile>("SELECT folder, name, content FROM backup_files").all();
  const unpacked = files.map(({ folder, name, content }) => {
    const known = FOLDERS.some((one) => one === folder) && plainName.test(name);
    const text = known ? cipher.open(content, place(folder, name)) : null;
    if (text === null) throw new Fault("backupUnusable", { path: from });
    return { folder, name, content: Buffer.from(text, "base64") };
  });
  db.exec("DROP TABLE backup_files");
  return unpacked;
}

/** Writes unpacked files into their folders in `data`, for this user alone. */
export function placeFiles(files: readonly CarriedFile[], data: string): void {
  for (const { folder, name, content } of files) {
    mkdirSync(join(data, folder), { recursive: true, mode: 0o700 });
    writeWhole(join(data, folder, name), content);
  }
}
