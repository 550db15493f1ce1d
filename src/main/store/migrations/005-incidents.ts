import type { Migration } from "../migrate.ts";

/**
 * Where incidents come from, what was received of each, what became of it, and what waits to be told to its source. What
 * lists look for is read out of each incident's document, times as seconds since 1970.
 */
export const incidents: Migration = {
  version: 5,
  sql: `
ALTER TABLE incidents ADD COLUMN status TEXT AS (json_extract(doc, '$.status')) VIRTUAL;
ALTER TABLE incidents ADD COLUMN kind TEXT AS (json_extract(doc, '$.kind')) VIRTUAL;
ALTER TABLE incidents ADD COLUMN rank INTEGER AS (
  CASE json_extract(doc, '$.severity') WHEN 'critical' THEN 0 WHEN 'high' THEN 1 WHEN 'medium' THEN 2 ELSE 3 END
) VIRTUAL;
ALTER TABLE incidents ADD COLUMN source_id TEXT AS (json_extract(doc, '$.sourceId')) VIRTUAL;
ALTER TABLE incidents ADD COLUMN occurred INTEGER AS (unixepoch(json_extract(doc, '$.occurredAt'))) VIRTUAL;
ALTER TABLE incidents ADD COLUMN expires INTEGER AS (unixepoch(json_extract(doc, '$.expiresAt'))) VIRTUAL;
ALTER TABLE incidents ADD COLUMN contested INTEGER AS (json_extract(doc, '$.conflicts') IS NOT NULL) VIRTUAL;
CREATE INDEX incidents_standing ON incidents (rank, occurred DESC, expires) WHERE status <> 'closed';
CREATE INDEX incidents_contested ON incidents (seq) WHERE contested = 1;
CREATE INDEX incidents_by_time ON incidents (occurred);
CREATE INDEX incidents_by_source ON incidents (source_id, seq);

-- Words of an incident, its row's seq as rowid.
CREATE VIRTUAL TABLE incident_words USING fts5 (text, place, description, content = '', contentless_delete = 1);
INSERT INTO incident_words (rowid, text, place, description)
  SELECT seq, json_extract(doc, '$.text'), json_extract(doc, '$.place'), NULL FROM incidents;

CREATE TABLE incident_sources (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc)),
  -- Whether it takes answers: what is done here waits in the outbox for it.
  answers INTEGER NOT NULL CHECK (answers IN (0, 1)),
  secrets BLOB,
  -- Where its reading goes on, as the source's adapter left it with the last batch.
  cursor TEXT CHECK (cursor IS NULL OR json_valid(cursor))
) STRICT, WITHOUT ROWID;

-- What each source said last of each thing. Without an incident: it ended before it was heard of.
CREATE TABLE incident_origins (
  source_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  shared_id TEXT,
  incident_id TEXT REFERENCES incidents (id),
  -- When the source wrote it, milliseconds since 1970.
  revised INTEGER,
  digest TEXT,
  fields TEXT CHECK (fields IS NULL OR json_valid(fields)),
  PRIMARY KEY (source_id, external_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_origins_by_shared ON incident_origins (shared_id) WHERE shared_id IS NOT NULL;
CREATE INDEX incident_origins_by_incident ON incident_origins (incident_id);

-- Every version received, as it was understood.
CREATE TABLE incident_reports (
  seq INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  received_at TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX incident_reports_by_origin ON incident_reports (source_id, external_id, seq);

CREATE TABLE incident_entries (
  seq INTEGER PRIMARY KEY,
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX incident_entries_by_incident ON incident_entries (incident_id, seq);

-- What was done here and its source does not know yet, in the order in which it was done.
CREATE TABLE outbox (
  seq INTEGER PRIMARY KEY,
  source_id TEXT NOT NULL,
  external_id TEXT NOT NULL,
  incident_id TEXT NOT NULL REFERENCES incidents (id),
  doc TEXT NOT NULL CHECK (json_valid(doc))
) STRICT;
CREATE INDEX outbox_by_source ON outbox (source_id, seq);
`,
};
