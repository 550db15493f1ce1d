import type Database from "better-sqlite3";

/** How the database is, by SQLite's own look at it (https://sqlite.org/pragma.html#pragma_quick_check). */
export function upkeepReadings(db: Database.Database) {
  return {
    check(): { readonly schema: number; readonly sqlite: string; readonly problems: string[] } {
      const found = db.prepare<[], string>("PRAGMA quick_check(20)").pluck().all();
      return {
        schema: Number(db.pragma("user_version", { simple: true })),
        sqlite: db.prepare<[], string>("SELECT sqlite_version()").pluck().get() ?? "",
        problems: found.filter((each) => each !== "ok"),
      };
    },
  };
}
