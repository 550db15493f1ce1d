import type Database from "better-sqlite3";
import { z } from "zod";

const entries = z.array(z.object({ type: z.string(), name: z.string(), sql: z.string() }));

/** Tables and indexes with the SQL that made them, by name; those that SQLite makes by itself are left out. */
export function schemaOf(db: Database.Database): z.infer<typeof entries> {
  const rows = db.prepare(
    "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY type, name",
  );
  return entries.parse(rows.all()).map((entry) => ({ ...entry, sql: entry.sql.replace(/\s+/g, " ") }));
}
