import type Database from "better-sqlite3";
import { type Incident, severities } from "../../protocol/incident.ts";
import { incidentEntrySchema } from "../../protocol/incident-entry.ts";
import {
  PAST_CHANGES,
  type PastChange,
  type WallEvent,
  wallEventSchema,
} from "../../protocol/wall-history.ts";
import { readIncident } from "./incidents.ts";
import { readDoc } from "./row.ts";

/** Rows that go at a time, so that no take waits long for the writing worker. */
const PRUNED_AT_ONCE = 2000;

/** What the writing connection keeps of the walls. Times in milliseconds since 1970. */
export function historyTable(db: Database.Database) {
  const insert = db.prepare<[string, number, string, string]>(
    "INSERT INTO wall_history (wall_id, at, kind, doc) VALUES (?, ?, ?, ?)",
  );
  // A wall's newest take stays however old it is: it is what was there until something else came.
  const prune = db.prepare<[number, number]>(
    `DELETE FROM wall_history WHERE seq IN (
       SELECT seq FROM wall_history AS old WHERE at < ? AND NOT (kind = 'take' AND NOT EXISTS (
         SELECT 1 FROM wall_history WHERE wall_id = old.wall_id AND kind = 'take' AND at > old.at))
       LIMIT ?)`,
  );
  return {
    add(wallId: string, at: number, event: WallEvent): void {
      insert.run(wallId, at, event.kind, JSON.stringify(event));
    },
    /** Removes some of what is older than `before`; how many that were. */
    prune: (before: number): number => prune.run(before, PRUNED_AT_ONCE).changes,
  };
}

/** What an entry of an incident's course, as it is stored, made of it. */
function becameOf(doc: string): Extract<PastChange, { what: "incident" }>["became"] {
  const event = incidentEntrySchema.shape.event.parse(JSON.parse(doc));
  if (event.kind !== "changed") return "reported";
  const status = event.changes.find(({ field }) => field === "status")?.to;
  if (status === "acknowledged" || status === "closed") return status;
  return status === "open" ? "reopened" : "changed";
}

interface EventRow {
  readonly seq: number;
  readonly at: number;
  readonly doc: string;
}

interface CourseRow {
  readonly at: string;
  readonly by: string;
  readonly event: string;
  readonly incident_id: string;
  readonly doc: string;
}

/** What a wall showed, for the reading connection. */
export function historyReadings(db: Database.Database) {
  const last = db.prepare<[string, string, number], EventRow>(
    "SELECT seq, at, doc FROM wall_history WHERE wall_id = ? AND kind = ? AND at <= ? ORDER BY at DESC, seq DESC LIMIT 1",
  );
  const between = db.prepare<[string, number, number, number], EventRow>(
    `SELECT seq, at, doc FROM wall_history WHERE wall_id = ? AND kind IN ('take', 'states') AND at >= ? AND at < ?
       ORDER BY at DESC, seq DESC LIMIT ?`,
  );
  const courses = db.prepare<[string, string, number], CourseRow>(
    `SELECT e.at, e.by, e.doc AS event, e.incident_id, i.doc
       FROM incident_entries e JOIN incidents i ON i.id = e.incident_id
       WHERE e.at >= ? AND e.at < ? AND json_extract(e.doc, '$.kind') IN ('reported', 'changed')
       ORDER BY e.at DESC, e.seq DESC LIMIT ?`,
  );
  // Each as the newest of its versions that was there, of those that were not closed by then.
  const stood = db.prepare<[{ at: string }], { id: string; doc: string }>(
    `SELECT i.id, v.doc FROM (
       SELECT id FROM incidents WHERE status <> 'closed' AND received_at <= @at
       UNION SELECT id FROM incidents WHERE closed_at > @at AND received_at <= @at
     ) AS i JOIN incident_versions v ON v.incident_id = i.id AND v.version = (
       SELECT max(version) FROM incident_versions
         WHERE incident_id = i.id AND json_extract(doc, '$.updatedAt') <= @at)
     WHERE json_extract(v.doc, '$.status') <> 'closed' AND json_extract(v.doc, '$.joinedTo') IS NULL
       AND (json_extract(v.doc, '$.expiresAt') IS NULL OR json_extract(v.doc, '$.expiresAt') > @at)`,
  );
  const read = ({ seq, doc }: EventRow): WallEvent => readDoc(wallEventSchema, doc, `wall_history ${seq}`);

  return {
    /** What was taken last before `at`, and how its tiles were, of which nothing may be known. */
    moment(wallId: string, at: number) {
      const takeRow = last.get(wallId, "take", at);
      const take = takeRow === undefined ? null : read(takeRow);
      if (takeRow === undefined || take === null || take.kind !== "take") return null;
      const statesRow = last.get(wallId, "states", at);
      const states = statesRow === undefined || statesRow.at < takeRow.at ? null : read(statesRow);
      return { ...take, states: states?.kind === "states" ? states.tiles : [] };
    },
    /** The newest changes of that time, oldest first. */
    changes(wallId: string, from: number, until: number): PastChange[] {
      const events = between.all(wallId, from, until, PAST_CHANGES).map((row): PastChange => {
        const event = read(row);
        const at = new Date(row.at).toISOString();
        if (event.kind === "take")
          return { what: "take", at, by: event.take.takenBy, layoutId: event.take.layoutId };
        const wrong = event.tiles.filter(({ state }) => state !== "live" && state !== "hidden").length;
        return { what: "states", at, wrong };
      });
      const [first, end] = [new Date(from).toISOString(), new Date(until).toISOString()];
      const told = courses.all(first, end, PAST_CHANGES).map((row): PastChange => {
        const { severity, text } = readIncident({ id: row.incident_id, doc: row.doc });
        const { at, by } = incidentEntrySchema.pick({ at: true, by: true }).parse(row);
        return {
          what: "incident",
          at,
          by,
          incidentId: row.incident_id,
          became: becameOf(row.event),
          severity,
          text,
        };
      });
      return [...events, ...told]
        .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
        .slice(-PAST_CHANGES);
    },
    /** What stood at a time, as it was then, worst first. */
    stood: (at: number): Incident[] =>
      stood
        .all({ at: new Date(at).toISOString() })
        .map(readIncident)
        .toSorted(
          (a, b) =>
            severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
            (b.occurredAt < a.occurredAt ? -1 : 1),
        ),
  };
}
