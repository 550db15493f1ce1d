import type { Migration } from "../migrate.ts";

/** What is known of each clip. A clip outlives its camera, so its id points at nothing. */
export const clips: Migration = {
  version: 4,
  sql: `
CREATE TABLE clips (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  camera_id TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX clips_by_camera ON clips (camera_id, seq);
`,
};
