import type Database from "better-sqlite3";
import {
  type IncidentEntry,
  type IncidentEvent,
  incidentEntrySchema,
} from "../../protocol/incident-entry.ts";
import { JOINED_IDS } from "./joined-ids.ts";
import { readRow } from "./row.ts";

interface EntryRow {
  readonly seq: number;
  readonly incident_id: string;
  readonly at: string;
  readonly by: string;
  readonly doc: string;
}

function read(row: EntryRow): IncidentEntry {
  const { seq, incident_id: incidentId, at, by, doc } = row;
  const event: unknown = JSON.parse(doc);
  return readRow(incidentEntrySchema, { seq, incidentId, at, by, event }, `incident_entries ${seq}`);
}

/** Adds to the course of an incident, within the transaction of what it tells of. */
export type Enter = (incidentId: string, at: string, by: string, event: IncidentEvent) => void;

export function incidentLog(db: Database.Database): { readonly enter: Enter } {
  const insert = db.prepare<[string, string, string, string]>(
    "INSERT INTO incident_entries (incident_id, at, by, doc) VALUES (?, ?, ?, ?)",
  );
  return {
    enter(incidentId, at, by, event) {
      insert.run(incidentId, at, by.slice(0, 200), JSON.stringify(event));
    },
  };
}

/** Long readings of the log. */
export function incidentLogReadings(db: Database.Database) {
  const ofOne = db.prepare<[string], EntryRow>(
    `SELECT seq, incident_id, at, by, doc FROM incident_entries WHERE incident_id IN (${JOINED_IDS}) ORDER BY seq`,
  );
  return {
    /** Oldest first, with those of what joined it. */
    entries: (incidentId: string): IncidentEntry[] => ofOne.all(incidentId).map(read),
  };
}
