import type { Migration } from "../migrate.ts";

/** Whether somebody's desk is the simple one. */
export const simple: Migration = {
  version: 19,
  sql: `
ALTER TABLE accounts ADD COLUMN simple INTEGER NOT NULL DEFAULT 0 CHECK (simple IN (0, 1));
`,
};
