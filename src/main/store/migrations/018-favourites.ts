import type { Migration } from "../migrate.ts";

/** The cameras that somebody keeps at hand, as ids: no other row points at them, and one that is gone does no harm. */
export const favourites: Migration = {
  version: 18,
  sql: `
ALTER TABLE accounts ADD COLUMN favourites TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(favourites));
`,
};
