import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import {
  type Incident,
  type IncidentInput,
  type IncidentPatch,
  incidentInputSchema,
  incidentPatchSchema,
  incidentSchema,
} from "../../protocol/incident.ts";
import { Fault } from "../base/fault.ts";
import { accept, expectVersion, readDoc } from "./row.ts";
import type { Expected, Versioned } from "./store.ts";
import { atomic } from "./transaction.ts";

interface IncidentRow {
  readonly id: string;
  readonly version: number;
  readonly doc: string;
}

const read = (row: IncidentRow) => readDoc(incidentSchema, row.doc, `incidents ${row.id}`);

/** What the writing connection does with incidents. `now`: milliseconds since 1970. */
export function incidentTable(db: Database.Database) {
  const one = db.prepare<[string], IncidentRow>("SELECT id, version, doc FROM incidents WHERE id = ?");
  const insert = db.prepare<[string, number, string]>(
    "INSERT INTO incidents (id, version, doc) VALUES (?, ?, ?)",
  );
  const update = db.prepare<[number, string, string]>(
    "UPDATE incidents SET version = ?, doc = ? WHERE id = ?",
  );
  const keep = db.prepare<[string, number, string]>(
    "INSERT INTO incident_versions (incident_id, version, doc) VALUES (?, ?, ?)",
  );

  function stored(id: string): IncidentRow {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "incident", id });
    return row;
  }

  function get(id: string): Versioned<Incident> {
    const row = stored(id);
    return { value: read(row), version: row.version };
  }

  return {
    get,
    add: atomic(db, (given: IncidentInput, source: string, now: number): Versioned<Incident> => {
      const input = accept(incidentInputSchema, given);
      const at = new Date(now).toISOString();
      const value = accept(incidentSchema, {
        ...input,
        id: `incident-${randomUUID()}`,
        source: input.source ?? source,
        occurredAt: input.occurredAt ?? at,
        status: "open",
        receivedAt: at,
        updatedAt: at,
        version: 1,
      });
      insert.run(value.id, 1, JSON.stringify(value));
      keep.run(value.id, 1, JSON.stringify(value));
      return get(value.id);
    }),
    edit: atomic(
      db,
      (id: string, given: IncidentPatch, expected: Expected, now: number): Versioned<Incident> => {
        const { expiresAt, ...patch } = accept(incidentPatchSchema, given);
        const row = stored(id);
        expectVersion("incident", expected, row.version);
        const before = read(row);
        const version = row.version + 1;
        const value = accept(incidentSchema, {
          ...before,
          ...patch,
          expiresAt: expiresAt === null ? undefined : (expiresAt ?? before.expiresAt),
          updatedAt: new Date(now).toISOString(),
          version,
        });
        update.run(version, JSON.stringify(value), id);
        keep.run(id, version, JSON.stringify(value));
        return get(id);
      },
    ),
  };
}

/** Long reads of incidents, for the reading connection. */
export function incidentReadings(db: Database.Database) {
  const newest = db.prepare<[number], IncidentRow>(
    "SELECT id, version, doc FROM incidents ORDER BY seq DESC LIMIT ?",
  );
  const versions = db.prepare<[string], IncidentRow>(
    "SELECT incident_id AS id, version, doc FROM incident_versions WHERE incident_id = ? ORDER BY version",
  );
  return {
    list: (limit: number): Incident[] => newest.all(Math.max(Math.trunc(limit), 0)).map(read),
    versions(id: string): Incident[] {
      const rows = versions.all(id);
      if (rows.length === 0) throw new Fault("notFound", { what: "incident", id });
      return rows.map(read);
    },
  };
}
