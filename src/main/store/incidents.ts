import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import {
  type Conflict,
  type Incident,
  type IncidentInput,
  type IncidentPatch,
  incidentInputSchema,
  incidentPatchSchema,
  incidentSchema,
  type IncidentStatus,
} from "../../protocol/incident.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { Fault } from "../base/fault.ts";
import { incidentLog } from "./incident-log.ts";
import { JOINED_IDS } from "./joined-ids.ts";
import { likenessRows } from "./likenesses.ts";
import { outboxTable } from "./outbox.ts";
import { changesBetween, withConflicts } from "./report-merge.ts";
import { accept, expectVersion, readDoc } from "./row.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";

interface IncidentRow {
  readonly seq: number;
  readonly id: string;
  readonly version: number;
  readonly doc: string;
}

/** An incident's row as it stands in the database. */
export const readIncident = (row: Pick<IncidentRow, "id" | "doc">): Incident =>
  readDoc(incidentSchema, row.doc, `incidents ${row.id}`);

/** A time in UTC, so that times of different zones compare as text. */
const utc = (time: string): string => new Date(time).toISOString();

const stands = ({ status, joinedTo }: Incident): boolean => status !== "closed" && joinedTo === undefined;

/** Rows of incidents and of their versions, for whatever writes them within a transaction of its own. */
export function incidentRows(db: Database.Database) {
  const one = db.prepare<[string], IncidentRow>("SELECT seq, id, version, doc FROM incidents WHERE id = ?");
  const insert = db.prepare<[string, number, string]>(
    "INSERT INTO incidents (id, version, doc) VALUES (?, ?, ?)",
  );
  const update = db.prepare<[number, string, string]>(
    "UPDATE incidents SET version = ?, doc = ? WHERE id = ?",
  );
  const keep = db.prepare<[string, number, string]>(
    "INSERT INTO incident_versions (incident_id, version, doc) VALUES (?, ?, ?)",
  );
  const words = db.prepare<[number | bigint, string, string | null, string | null]>(
    "INSERT OR REPLACE INTO incident_words (rowid, text, place, description) VALUES (?, ?, ?, ?)",
  );
  const endLinks = db.prepare<[string, string]>(
    `UPDATE crew_links SET ended_at = ? WHERE ended_at IS NULL AND incident_id IN (${JOINED_IDS})`,
  );
  const forget = db.prepare<[string]>("DELETE FROM fired WHERE incident_id = ?");
  const likenesses = likenessRows(db);
  const index = (seq: number | bigint, { text, place, description }: Incident) =>
    words.run(seq, text, place ?? null, description ?? null);

  return {
    find(id: string): Incident | null {
      const row = one.get(id);
      return row === undefined ? null : readIncident(row);
    },
    /** A new one, as its first version; `told` is what is known of it. */
    add(
      told: Omit<IncidentInput, "source"> & Pick<Incident, "source" | "sourceId" | "drill">,
      now: number,
    ): Incident {
      const at = new Date(now).toISOString();
      const value = accept(incidentSchema, {
        ...told,
        id: `incident-${randomUUID()}`,
        occurredAt: told.occurredAt === undefined ? at : utc(told.occurredAt),
        ...(told.expiresAt === undefined ? {} : { expiresAt: utc(told.expiresAt) }),
        status: "open",
        receivedAt: at,
        updatedAt: at,
        version: 1,
      });
      const doc = JSON.stringify(value);
      const { lastInsertRowid } = insert.run(value.id, 1, doc);
      index(lastInsertRowid, value);
      keep.run(value.id, 1, doc);
      likenesses.follow(lastInsertRowid, null, value, now);
      return value;
    },
    /** `next` as the version after that of `before`. */
    change(before: Incident, next: Incident, now: number): Incident {
      const version = before.version + 1;
      const value = accept(incidentSchema, { ...next, updatedAt: new Date(now).toISOString(), version });
      const doc = JSON.stringify(value);
      update.run(version, doc, value.id);
      keep.run(value.id, version, doc);
      // What stands again is new to the rules.
      if (!stands(before) && stands(value)) forget.run(value.id);
      // Crews of what joined it go home with it.
      if (value.status === "closed" && value.joined !== undefined) endLinks.run(value.updatedAt, value.id);
      const row = one.get(value.id);
      if (row !== undefined) {
        index(row.seq, value);
        likenesses.follow(row.seq, before, value, now);
      }
      return value;
    },
    /** Where its row stands. */
    seqOf: (id: string): number | null => one.get(id)?.seq ?? null,
  };
}

/** `incident` in another status, with who brought it there and when. */
export function inStatus(incident: Incident, status: IncidentStatus, by: string, at: string): Incident {
  const { acknowledgedAt, acknowledgedBy, closedAt: _, closedBy: __, outcome, ...rest } = incident;
  if (status === "open") return { ...rest, status };
  const acknowledged =
    acknowledgedAt === undefined
      ? { acknowledgedAt: at, acknowledgedBy: by }
      : { acknowledgedAt, ...(acknowledgedBy === undefined ? {} : { acknowledgedBy }) };
  if (status === "acknowledged") return { ...rest, ...acknowledged, status };
  // Closed without a word is no acknowledgement: response times would look better than they were.
  return {
    ...rest,
    ...(outcome === undefined ? {} : { outcome }),
    ...(acknowledgedAt === undefined ? {} : acknowledged),
    ...{ status, closedAt: at, closedBy: by },
  };
}

/** `value` with another field; null takes it away. */
function withField(
  value: Readonly<Record<string, unknown>>,
  field: string,
  to: unknown,
): Record<string, unknown> {
  const { [field]: _, ...rest } = value;
  return to === null ? rest : { ...rest, [field]: to };
}

function settled(
  incident: Incident,
  { takeTheirs = [], keepOurs = [] }: IncidentPatch,
  by: string,
  at: string,
) {
  let value = incident;
  const left: Conflict[] = [];
  for (const conflict of incident.conflicts ?? []) {
    const { field, theirs } = conflict;
    if (takeTheirs.includes(field)) {
      if (field === "status") value = inStatus(value, theirs === "closed" ? "closed" : "open", by, at);
      else value = accept(incidentSchema, withField(value, field, theirs));
    } else if (!keepOurs.includes(field)) left.push(conflict);
  }
  return withConflicts(value, left);
}

function patched(before: Incident, given: IncidentPatch, by: string, at: string): Incident {
  const { status, takeTheirs: _, keepOurs: __, ...fields } = given;
  let value: Record<string, unknown> = settled(before, given, by, at);
  for (const [field, to] of Object.entries(fields)) if (to !== undefined) value = withField(value, field, to);
  if (typeof value.expiresAt === "string") value = withField(value, "expiresAt", utc(value.expiresAt));
  const next = accept(incidentSchema, value);
  return status === undefined || status === next.status ? next : inStatus(next, status, by, at);
}

/** What the writing connection does with incidents. `now`: milliseconds since 1970; `by`: who did it. */
export function incidentTable(db: Database.Database) {
  const rows = incidentRows(db);
  const log = incidentLog(db);
  const outbox = outboxTable(db);

  function stored(id: string): Incident {
    const found = rows.find(id);
    if (found === null) throw new Fault("notFound", { what: "incident", id });
    return found;
  }

  const versioned = (value: Incident): Versioned<Incident> => ({ value, version: value.version });

  return {
    get: (id: string): Versioned<Incident> => versioned(stored(id)),
    add: atomic(
      db,
      (given: IncidentInput, by: string, how: { drill?: true }, now: number): Versioned<Incident> => {
        const input = accept(incidentInputSchema, given);
        const value = rows.add({ ...input, ...how, source: input.source ?? by }, now);
        log.enter(value.id, value.receivedAt, by, { kind: "reported", source: value.source });
        return versioned(value);
      },
    ),
    edit: atomic(
      db,
      (
        id: string,
        given: IncidentPatch,
        expected: Expected,
        by: string,
        now: number,
      ): Versioned<Incident> => {
        const patch = accept(incidentPatchSchema, given);
        const before = stored(id);
        expectVersion("incident", expected, before.version);
        const at = new Date(now).toISOString();
        const value = rows.change(before, patched(before, patch, by, at), now);
        const changes = changesBetween(before, value);
        if (changes.length > 0) log.enter(id, at, by, { kind: "changed", changes });
        if (value.status !== before.status)
          outbox.add(id, { what: value.status, at, by, outcome: value.outcome });
        return versioned(value);
      },
    ),
    /** Adds to its course; notes are told to its source. Faults with `notFound`. */
    enter: atomic(db, (id: string, event: IncidentEvent, by: string, now: number): void => {
      stored(id);
      const at = new Date(now).toISOString();
      log.enter(id, at, by, event);
      if (event.kind === "note")
        outbox.add(id, {
          ...{ at, by, what: "note", text: event.text },
          ...(event.agencyId === undefined ? {} : { agencyId: event.agencyId }),
        });
    }),
  };
}
