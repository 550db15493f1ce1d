import type { Migration } from "../migrate.ts";

/**
 * Incidents that may be one, and those that somebody made one. Where and when each stands is an R*Tree
 * (https://sqlite.org/rtree.html), so that what is like a new one is found without a look at all of them; its bounds are
 * 32-bit floats, so time is in minutes since 2020.
 */
export const likenesses: Migration = {
  version: 11,
  sql: `
ALTER TABLE incidents ADD COLUMN joined_to TEXT AS (json_extract(doc, '$.joinedTo')) VIRTUAL;
DROP INDEX incidents_standing;
CREATE INDEX incidents_standing ON incidents (rank, occurred DESC, expires)
  WHERE status <> 'closed' AND joined_to IS NULL;

-- Of what is neither closed nor joined and has a place.
CREATE VIRTUAL TABLE incident_spots USING rtree (
  seq, west, east, south, north, earliest, latest,
  +kind TEXT, +source_id TEXT, +called INTEGER, +drill INTEGER
);
INSERT INTO incident_spots
  SELECT i.seq, b.west, b.east, b.south, b.north, i.occurred / 60.0 - 26297280, i.occurred / 60.0 - 26297280,
    i.kind, i.source_id, json_extract(i.doc, '$.reporter') IS NOT NULL, json_extract(i.doc, '$.drill') IS NOT NULL
  FROM incidents i JOIN (
    SELECT i.seq AS seq, min(at.lon) AS west, max(at.lon) AS east, min(at.lat) AS south, max(at.lat) AS north
    FROM incidents i JOIN (
      SELECT seq, json_extract(doc, '$.location.lon') AS lon, json_extract(doc, '$.location.lat') AS lat
        FROM incidents WHERE json_extract(doc, '$.area') IS NULL
      UNION ALL
      SELECT seq, CASE key WHEN 0 THEN value END, CASE key WHEN 1 THEN value END
        FROM incidents, json_tree(doc, '$.area.coordinates') WHERE atom IS NOT NULL AND key IN (0, 1)
    ) AS at ON at.seq = i.seq
    GROUP BY i.seq HAVING min(at.lon) IS NOT NULL AND min(at.lat) IS NOT NULL
  ) AS b ON b.seq = i.seq
  WHERE i.status <> 'closed' AND i.occurred IS NOT NULL;

-- Those that may be one; without any that is closed or joined.
CREATE TABLE incident_pairs (
  -- The one that was stored first.
  one_seq INTEGER NOT NULL,
  other_seq INTEGER NOT NULL,
  distance_m REAL NOT NULL,
  apart_s INTEGER NOT NULL,
  -- When the first of the two expires, seconds since 1970.
  until INTEGER,
  PRIMARY KEY (one_seq, other_seq)
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_pairs_by_other ON incident_pairs (other_seq);
CREATE INDEX incident_pairs_by_end ON incident_pairs (until) WHERE until IS NOT NULL;

-- Those of which somebody saw that they are two.
CREATE TABLE incident_apart (
  one_seq INTEGER NOT NULL,
  other_seq INTEGER NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (one_seq, other_seq)
) STRICT, WITHOUT ROWID;

-- Which one joined which, and what it gave to it, as JSON.
CREATE TABLE incident_joins (
  joined_id TEXT PRIMARY KEY REFERENCES incidents (id),
  into_id TEXT NOT NULL REFERENCES incidents (id),
  at TEXT NOT NULL,
  gave TEXT NOT NULL CHECK (json_valid(gave))
) STRICT, WITHOUT ROWID;
CREATE INDEX incident_joins_by_into ON incident_joins (into_id);
`,
};
