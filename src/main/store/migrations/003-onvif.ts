import type { Migration } from "../migrate.ts";

/** Where a camera answers by ONVIF, and the login for it. */
export const onvif: Migration = {
  version: 3,
  sql: `
CREATE TABLE onvif_addresses (
  camera_id TEXT PRIMARY KEY REFERENCES cameras (id) ON DELETE CASCADE,
  url TEXT NOT NULL,
  username TEXT,
  password BLOB
) STRICT, WITHOUT ROWID;
`,
};
