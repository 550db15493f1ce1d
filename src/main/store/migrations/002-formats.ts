import type { Migration } from "../migrate.ts";

/**
 * What is remembered of a stream is its whole format, not its size alone. The sizes are not carried over: they are
 * learned anew with the first picture.
 */
export const formats: Migration = {
  version: 2,
  sql: `
DROP TABLE learned_sizes;

CREATE TABLE learned_formats (
  camera_id TEXT NOT NULL,
  role TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  PRIMARY KEY (camera_id, role),
  FOREIGN KEY (camera_id, role) REFERENCES streams (camera_id, role) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
`,
};
