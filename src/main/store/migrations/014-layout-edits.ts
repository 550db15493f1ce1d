import type { Migration } from "../migrate.ts";

/** Who changed what of a layout, so that two who edit it at once are told of each other. */
export const layoutEdits: Migration = {
  version: 14,
  sql: `
CREATE TABLE layout_edits (
  layout_id TEXT NOT NULL,
  -- That the edits made.
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  PRIMARY KEY (layout_id, version)
) STRICT, WITHOUT ROWID;
`,
};
