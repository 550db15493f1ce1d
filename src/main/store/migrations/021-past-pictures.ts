import type { Migration } from "../migrate.ts";

/** What was on a wall is kept once however often it was there, and the steps of a tour as one change with their times. */
export const pastPictures: Migration = {
  version: 21,
  sql: `
CREATE TABLE past_pictures (
  id INTEGER PRIMARY KEY,
  -- SHA-256 of doc.
  digest BLOB NOT NULL UNIQUE,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  -- When it was there last, to within an hour; milliseconds since 1970, like all times here.
  used_at INTEGER NOT NULL
) STRICT;
-- Of past_pictures, unreferenced for the sake of pruning. Null where doc has it whole, as before there were pictures.
ALTER TABLE wall_history ADD COLUMN picture INTEGER;
CREATE TABLE tour_steps (
  -- The wall_history row that they go on from.
  began INTEGER NOT NULL REFERENCES wall_history (seq) ON DELETE CASCADE,
  at INTEGER NOT NULL,
  picture INTEGER NOT NULL,
  PRIMARY KEY (began, at)
) STRICT, WITHOUT ROWID;
`,
};
