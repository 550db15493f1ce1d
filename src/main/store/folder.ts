import { randomBytes } from "node:crypto";
import { chmodSync, closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync } from "node:fs";
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Fault } from "../base/fault.ts";
import { KEY_BYTES } from "./cipher.ts";

export const DATABASE_NAME = "dinding.sqlite";

export function databaseFile(data: string): string {
  return join(data, DATABASE_NAME);
}

export function keyFile(data: string): string {
  return join(data, "key");
}

/** Creates the data folder, and those above it, for this user alone; one that exists keeps its permissions. */
export function createFolder(data: string): void {
  if (existsSync(data)) return;
  // Not `recursive`: where a file system lets nobody make a folder (/proc), node then tries for ever.
  if (dirname(data) !== data) createFolder(dirname(data));
  try {
    mkdirSync(data, { mode: 0o700 });
  } catch (error) {
    // The folder above is there, so it is the file system that has no place for another.
    if (error instanceof Error && "code" in error && error.code === "ENOENT")
      throw new Fault("diskReadOnly", { path: data }, { cause: error });
    throw error;
  }
  // The mask of the process may have taken bits away from the mode above, and never adds any.
  chmodSync(data, 0o700);
}

/** Puts a rename or a new file in `folder` on the disk; Windows neither needs nor allows it. */
export function syncFolder(folder: string): void {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** Writes `bytes` to `file` so that after a cut it is there whole or not at all; readable by this user alone. */
export function writeWhole(file: string, bytes: Uint8Array): void {
  const part = `${file}.${process.pid}.part`;
  rmSync(part, { force: true });
  const handle = openSync(part, "wx", 0o600);
  try {
    // A disk may take a part of them at a time, which this goes on from.
    writeFileSync(handle, bytes);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(part, file);
  syncFolder(dirname(file));
}

/** The key of the stored passwords, or null where the file is absent; faults with `keyMissing` where it is no key. */
export function readKey(data: string): Buffer | null {
  const file = keyFile(data);
  if (!existsSync(file)) return null;
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) throw new Fault("keyMissing", { path: file });
  return key;
}

/** A new random key, on the disk before it is used. */
export function createKey(data: string): Buffer {
  const key = randomBytes(KEY_BYTES);
  writeWhole(keyFile(data), key);
  return key;
}
