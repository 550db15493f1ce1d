import type { Migration } from "../migrate.ts";

/** Shifts that were handed over, and who took them over; nothing of it is ever changed. */
export const handovers: Migration = {
  version: 20,
  sql: `
CREATE TABLE handovers (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  doc TEXT NOT NULL
) STRICT;
CREATE TABLE handover_takings (
  handover_id TEXT PRIMARY KEY REFERENCES handovers (id),
  doc TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TRIGGER handovers_stay BEFORE UPDATE ON handovers
BEGIN SELECT RAISE (ABORT, 'what was handed over stays as it is'); END;
CREATE TRIGGER handovers_last BEFORE DELETE ON handovers
BEGIN SELECT RAISE (ABORT, 'what was handed over stays'); END;
CREATE TRIGGER handover_takings_stay BEFORE UPDATE ON handover_takings
BEGIN SELECT RAISE (ABORT, 'what was signed stays as it is'); END;
CREATE TRIGGER handover_takings_last BEFORE DELETE ON handover_takings
BEGIN SELECT RAISE (ABORT, 'what was signed stays'); END;
`,
};
