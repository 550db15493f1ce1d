import type { Migration } from "../migrate.ts";

/** How cameras were to be seen, hour by hour. */
export const sightings: Migration = {
  version: 16,
  sql: `
CREATE TABLE sightings (
  -- Whole hours since 1970.
  hour INTEGER NOT NULL,
  camera_id TEXT NOT NULL,
  sight TEXT NOT NULL,
  seconds REAL NOT NULL CHECK (seconds >= 0),
  PRIMARY KEY (hour, camera_id, sight)
) STRICT, WITHOUT ROWID;
`,
};
