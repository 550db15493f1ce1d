import type { Migration } from "../migrate.ts";

/** What was on the walls, and what stood at a time. */
export const history: Migration = {
  version: 7,
  sql: `
CREATE TABLE wall_history (
  seq INTEGER PRIMARY KEY,
  wall_id TEXT NOT NULL,
  -- Milliseconds since 1970.
  at INTEGER NOT NULL,
  kind TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX wall_history_by_time ON wall_history (wall_id, kind, at);
CREATE INDEX wall_history_by_age ON wall_history (at);

ALTER TABLE incidents ADD COLUMN received_at TEXT AS (json_extract(doc, '$.receivedAt')) VIRTUAL;
ALTER TABLE incidents ADD COLUMN closed_at TEXT AS (json_extract(doc, '$.closedAt')) VIRTUAL;
CREATE INDEX incidents_by_closing ON incidents (closed_at) WHERE closed_at IS NOT NULL;
CREATE INDEX incident_entries_by_time ON incident_entries (at);
`,
};
