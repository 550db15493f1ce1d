import Database from "better-sqlite3";
import { Fault } from "../base/fault.ts";

/** SQLite's extended result codes by their beginnings (https://sqlite.org/rescode.html), the longer ones first. */
const sqliteFaults: readonly (readonly [string, (path: string, code: string) => Fault])[] = [
  ["SQLITE_FULL", (path) => new Fault("diskFull", { path })],
  // The shared memory of the write-ahead log cannot grow: that file lies on the same disk.
  ["SQLITE_IOERR_SHMSIZE", (path) => new Fault("diskFull", { path })],
  ["SQLITE_IOERR", (path, code) => new Fault("diskFailed", { path, code })],
  ["SQLITE_READONLY", (path) => new Fault("diskReadOnly", { path })],
  ["SQLITE_PERM", (path) => new Fault("diskReadOnly", { path })],
  ["SQLITE_CANTOPEN", (path) => new Fault("diskReadOnly", { path })],
  ["SQLITE_CORRUPT", (path, code) => new Fault("dataDamaged", { path, code })],
  ["SQLITE_NOTADB", (path, code) => new Fault("dataDamaged", { path, code })],
  ["SQLITE_BUSY", () => new Fault("unavailable", { what: "store" })],
  ["SQLITE_LOCKED", () => new Fault("unavailable", { what: "store" })],
  ["SQLITE_PROTOCOL", () => new Fault("unavailable", { what: "store" })],
  ["SQLITE_NOMEM", () => new Fault("unavailable", { what: "store" })],
  ["SQLITE_INTERRUPT", () => new Fault("unavailable", { what: "store" })],
];

/** Errors of the operating system, as node names them. */
const systemFaults: Readonly<Record<string, (path: string, code: string) => Fault>> = {
  ENOSPC: (path) => new Fault("diskFull", { path }),
  EDQUOT: (path) => new Fault("diskFull", { path }),
  EROFS: (path) => new Fault("diskReadOnly", { path }),
  EACCES: (path) => new Fault("diskReadOnly", { path }),
  EPERM: (path) => new Fault("diskReadOnly", { path }),
  ENOTDIR: (path) => new Fault("diskReadOnly", { path }),
  ENOENT: (path) => new Fault("fileMissing", { path }),
  EIO: (path, code) => new Fault("diskFailed", { path, code }),
};

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : null;
}

/** What `error`, met while working on the file or folder at `path`, means; `internal` where it is a mistake of ours. */
export function storeFault(error: unknown, path: string): Fault {
  if (error instanceof Fault) return error;
  const code = codeOf(error);
  if (code !== null) {
    const make =
      error instanceof Database.SqliteError
        ? sqliteFaults.find(([beginning]) => code.startsWith(beginning))?.[1]
        : systemFaults[code];
    if (make) {
      const fault = make(path, code);
      fault.cause = error;
      return fault;
    }
  }
  return new Fault("internal", {}, { cause: error });
}
