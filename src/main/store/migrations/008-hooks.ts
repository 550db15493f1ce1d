import type { Migration } from "../migrate.ts";

/** Messages of webhooks that were taken, for as long as one could come again. */
export const hooks: Migration = {
  version: 8,
  sql: `
CREATE TABLE incident_hooks (
  source_id TEXT NOT NULL,
  message_id TEXT NOT NULL,
  -- Milliseconds since 1970.
  received INTEGER NOT NULL,
  PRIMARY KEY (source_id, message_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_hooks_by_time ON incident_hooks (source_id, received);
`,
};
