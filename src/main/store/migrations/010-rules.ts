import type { Migration } from "../migrate.ts";

/**
 * What happens by itself when an incident arrives: rules, what they did about which incident, what they have on the walls,
 * whom they ask for, and what is shelved.
 */
export const rules: Migration = {
  version: 10,
  sql: `
CREATE TABLE rules (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;

-- A rule does something about an incident once.
CREATE TABLE fired (
  incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  rule_id TEXT NOT NULL,
  PRIMARY KEY (incident_id, rule_id)
) STRICT, WITHOUT ROWID;

CREATE TABLE alerts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  -- Milliseconds since 1970.
  at INTEGER NOT NULL,
  ended_at INTEGER,
  -- Whether a person ended it.
  answered INTEGER CHECK (answered IN (0, 1)),
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX alerts_by_time ON alerts (at);
CREATE INDEX alerts_standing ON alerts (seq) WHERE ended_at IS NULL;

-- What each operator was told.
CREATE TABLE alert_desks (
  name TEXT PRIMARY KEY,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;

CREATE TABLE shelves (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;

-- What rules have on walls, or will have; what has ended is gone.
CREATE TABLE raises (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  wall_id TEXT NOT NULL REFERENCES walls (id) ON DELETE CASCADE,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX raises_by_wall ON raises (wall_id);

-- What the operator had on a wall that rules have changed.
CREATE TABLE raised_walls (
  wall_id TEXT PRIMARY KEY REFERENCES walls (id) ON DELETE CASCADE,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT, WITHOUT ROWID;
`,
};
