import type { Migration } from "../migrate.ts";

/** Scripts of drills that were written here. */
export const drills: Migration = {
  version: 6,
  sql: `
CREATE TABLE drills (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
`,
};
