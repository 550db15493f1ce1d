import Database from "better-sqlite3";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import { storeFault } from "../../../src/main/store/failure.ts";

const sqlite = (code: string) => storeFault(new Database.SqliteError("words of SQLite", code), "/data");
const system = (code: string) =>
  storeFault(Object.assign(new Error("words of the system"), { code }), "/data");

describe("what SQLite and the system report", () => {
  it.each([
    ["SQLITE_FULL", "diskFull"],
    ["SQLITE_IOERR_SHMSIZE", "diskFull"],
    ["SQLITE_IOERR_FSYNC", "diskFailed"],
    ["SQLITE_IOERR", "diskFailed"],
    ["SQLITE_READONLY", "diskReadOnly"],
    ["SQLITE_READONLY_DIRECTORY", "diskReadOnly"],
    ["SQLITE_CANTOPEN", "diskReadOnly"],
    ["SQLITE_CORRUPT_INDEX", "dataDamaged"],
    ["SQLITE_NOTADB", "dataDamaged"],
    ["SQLITE_BUSY_SNAPSHOT", "unavailable"],
    ["SQLITE_LOCKED", "unavailable"],
    ["SQLITE_NOMEM", "unavailable"],
    ["SQLITE_MISUSE", "internal"],
    ["SQLITE_CONSTRAINT_CHECK", "internal"],
  ])("%s is the fault %s", (code, kind) => {
    expect(sqlite(code)).toMatchObject({ kind });
  });

  it.each([
    ["ENOSPC", "diskFull"],
    ["EROFS", "diskReadOnly"],
    ["EACCES", "diskReadOnly"],
    ["ENOENT", "fileMissing"],
    ["EIO", "diskFailed"],
    ["EWHATEVER", "internal"],
  ])("%s is the fault %s", (code, kind) => {
    expect(system(code)).toMatchObject({ kind });
  });

  it("keeps a fault as it is, and the cause of every other", () => {
    const fault = new Fault("notFound", { what: "camera", id: "k" });
    expect(storeFault(fault, "/data")).toBe(fault);
    expect(sqlite("SQLITE_FULL").cause).toBeInstanceOf(Database.SqliteError);
    expect(storeFault("a text", "/data")).toMatchObject({ kind: "internal", cause: "a text" });
  });
});
