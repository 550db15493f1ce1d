import type { Migration } from "../migrate.ts";

/** Of which cameras pictures were to be kept because of an incident: each once, whatever became of it. */
export const evidence: Migration = {
  version: 12,
  sql: `
CREATE TABLE evidence (
  incident_id TEXT NOT NULL REFERENCES incidents (id) ON DELETE CASCADE,
  -- Empty where none was asked, because too much was kept already.
  camera_id TEXT NOT NULL,
  -- Milliseconds since 1970.
  at INTEGER NOT NULL,
  -- Nothing to cut, to be cut yet, or entered in the incident's course.
  state TEXT NOT NULL CHECK (state IN ('none', 'due', 'entered')),
  PRIMARY KEY (incident_id, camera_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX evidence_by_time ON evidence (at) WHERE state != 'none';
CREATE INDEX evidence_due ON evidence (at) WHERE state = 'due';
CREATE INDEX clips_by_incident ON clips (json_extract(doc, '$.incidentId'))
  WHERE json_extract(doc, '$.incidentId') IS NOT NULL;
`,
};
