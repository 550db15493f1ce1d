import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type Database from "better-sqlite3";
import { type Image, IMAGE_BYTES, IMAGES_BYTES, IMAGES_MOST, imageSchema } from "../../protocol/image.ts";
import { writeWhole } from "./folder.ts";
import { IMAGE_FOLDER, imageFile, imageRecord } from "./image-files.ts";

/** What became of the uploaded pictures on their way into a backup or out of it. */
export interface CarriedImages {
  readonly count: number;
  /**
   * Names of those that are missing, damaged or cannot be read, and so left out; the id stands for a name that is not
   * known, and the name of their folder for all of them.
   */
  readonly lost: readonly string[];
}

const isWhole = ({ id, bytes }: Image, content: Uint8Array) =>
  content.length === bytes && createHash("sha256").update(content).digest("hex") === id;

/** Null where it is not one, or says that it is another picture than `id`. */
function recordOf(id: string, text: string): Image | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
  const read = imageSchema.safeParse(value);
  return read.success && read.data.id === id ? read.data : null;
}

/**
 * Copies the uploaded pictures of `data` into the new table `backup_images` of the copy `db`, each of them only where its
 * bytes have the checksum by which it is called. One at a time is in memory. A disk that does not give a picture back is
 * no reason to go without a backup of everything else.
 */
export function packImages(db: Database.Database, data: string): CarriedImages {
  db.exec(
    "CREATE TABLE backup_images (id TEXT PRIMARY KEY, record TEXT NOT NULL, content BLOB NOT NULL) STRICT",
  );
  const put = db.prepare<[string, string, Uint8Array]>(
    "INSERT INTO backup_images (id, record, content) VALUES (?, ?, ?)",
  );
  const folder = join(data, IMAGE_FOLDER);
  const lost: string[] = [];
  let [count, bytes] = [0, 0];
  const files = ifThere(() => readdirSync(folder));
  if (files === "unreadable") lost.push(IMAGE_FOLDER);
  for (const file of Array.isArray(files) ? files : []) {
    const id = /^([0-9a-f]{64})\.json$/.exec(file)?.[1];
    const record = id === undefined ? null : readIfThere(join(folder, file), IMAGE_BYTES);
    // Removed meanwhile: its record goes first.
    if (id === undefined || record === null) continue;
    const text = record === "unreadable" ? "" : record.toString("utf8");
    const image = recordOf(id, text);
    const content = image && readIfThere(join(folder, imageFile(image)), IMAGE_BYTES);
    const fits = bytes + (content?.length ?? 0) <= IMAGES_BYTES && count < IMAGES_MOST;
    if (image && content && content !== "unreadable" && fits && isWhole(image, content)) {
      put.run(id, text, content);
      count += 1;
      bytes += content.length;
    } else if (readIfThere(join(folder, file), IMAGE_BYTES) !== null) lost.push(image?.name ?? id);
  }
  return { count, lost };
}

/**
 * Takes the table `backup_images` out of `db` and writes its pictures into the new folder `folder`, for this user alone.
 * What is damaged is left out. A backup of before pictures were carried has none.
 */
export function unpackImages(db: Database.Database, folder: string): CarriedImages {
  const has = db.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'backup_images'").get();
  if (has === undefined) return { count: 0, lost: [] };
  const found = db.prepare<[number], { id: string; record: string; bytes: number }>(
    "SELECT id, substr(record, 1, 200000) AS record, length(content) AS bytes FROM backup_images ORDER BY id LIMIT ?",
  );
  const contentOf = db.prepare<[string], Buffer>("SELECT content FROM backup_images WHERE id = ?").pluck();
  const lost: string[] = [];
  let count = 0;
  mkdirSync(folder, { mode: 0o700 });
  for (const { id, record, bytes } of found.all(IMAGES_MOST)) {
    const image = recordOf(id, record);
    const content = bytes > IMAGE_BYTES ? undefined : contentOf.get(id);
    if (image === null || content === undefined || !isWhole(image, content)) {
      lost.push(image?.name ?? id);
      continue;
    }
    writeWhole(join(folder, imageFile(image)), content);
    writeWhole(join(folder, imageRecord(id)), Buffer.from(record));
    count += 1;
  }
  db.exec("DROP TABLE backup_images");
  return { count, lost };
}

/** Null where there is no such file; one of more than `most` bytes is not read. */
function readIfThere(file: string, most: number): Buffer | "unreadable" | null {
  return ifThere(() => (statSync(file).size > most ? "unreadable" : readFileSync(file)));
}

/** What `read` finds; null where that is not there. */
function ifThere<T>(read: () => T): T | "unreadable" | null {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return error.code === "ENOENT" ? null : "unreadable";
  }
}
