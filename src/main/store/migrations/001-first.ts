import type { Migration } from "../migrate.ts";

/**
 * Everything the first version keeps. Values that SQL never looks into stand as JSON and are parsed with the
 * schemas of the contract; what other rows point at, or is encrypted, has a column of its own.
 */
export const first: Migration = {
  version: 1,
  sql: `
CREATE TABLE meta (
  name TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The version that a removed value had, so that one added anew under its name never repeats an ETag.
CREATE TABLE retired (
  kind TEXT NOT NULL,
  id TEXT NOT NULL,
  version INTEGER NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE cameras (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  name TEXT NOT NULL,
  detail TEXT NOT NULL CHECK (json_valid(detail)),
  backup_camera_id TEXT REFERENCES cameras (id)
) STRICT;
CREATE INDEX cameras_by_backup ON cameras (backup_camera_id);

CREATE TABLE streams (
  camera_id TEXT NOT NULL REFERENCES cameras (id) ON DELETE CASCADE,
  role TEXT NOT NULL CHECK (role IN ('main', 'sub')),
  position INTEGER NOT NULL,
  url TEXT NOT NULL,
  username TEXT,
  password BLOB,
  transport TEXT,
  player TEXT,
  PRIMARY KEY (camera_id, role)
) STRICT, WITHOUT ROWID;

CREATE TABLE learned_sizes (
  camera_id TEXT NOT NULL,
  role TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  PRIMARY KEY (camera_id, role),
  FOREIGN KEY (camera_id, role) REFERENCES streams (camera_id, role) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TABLE site (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;

-- The walls of the site, for the rows that point at one.
CREATE TABLE walls (
  id TEXT PRIMARY KEY,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE layouts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  wall_id TEXT NOT NULL REFERENCES walls (id),
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX layouts_by_wall ON layouts (wall_id);

CREATE TABLE takes (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  wall_id TEXT NOT NULL REFERENCES walls (id) ON DELETE CASCADE,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX takes_by_wall ON takes (wall_id, seq);

CREATE TABLE incidents (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;

CREATE TABLE incident_versions (
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  PRIMARY KEY (incident_id, version)
) STRICT, WITHOUT ROWID;

CREATE TABLE accounts (
  name TEXT PRIMARY KEY,
  role TEXT NOT NULL,
  password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE sessions (
  token_hash TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  role TEXT NOT NULL,
  output_ids TEXT CHECK (output_ids IS NULL OR json_valid(output_ids)),
  expires_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

CREATE TABLE settings (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE secret_settings (
  key TEXT PRIMARY KEY,
  value BLOB NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
