import type { Migration } from "../migrate.ts";

/** Drills that were played, with the incidents that each reported. `started`: milliseconds since 1970. */
export const drillRuns: Migration = {
  version: 13,
  sql: `
CREATE TABLE drill_runs (
  id TEXT PRIMARY KEY,
  started INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  incident_ids TEXT NOT NULL CHECK (json_valid(incident_ids))
) STRICT, WITHOUT ROWID;
CREATE INDEX drill_runs_by_start ON drill_runs (started);
`,
};
