import type Database from "better-sqlite3";
import { z } from "zod";
import { type Incident, severities } from "../../protocol/incident.ts";
import { incidentEntrySchema } from "../../protocol/incident-entry.ts";
import {
  PAST_CHANGES,
  type PastChange,
  type WallEvent,
  wallEventSchema,
} from "../../protocol/wall-history.ts";
import { readIncident } from "./incidents.ts";
import { pastPictures } from "./past-pictures.ts";
import { readDoc, readRow } from "./row.ts";
import { readTakenBy } from "./taken-by.ts";
import { atomic } from "./transaction.ts";

/** Rows that go at a time, so that no take waits long for the writing worker. */
const PRUNED_AT_ONCE = 2000;

type PastTake = Extract<WallEvent, { kind: "take" }>["take"];

/** Of a take as it is kept, what tells whether another one goes on with it. */
const lineSchema = z.object({
  take: wallEventSchema.options[0].shape.take.pick({ takeId: true, tour: true }),
});

/** Whether a step goes on with a row of steps. */
function isStepOf({ tour }: PastTake, before: Pick<PastTake, "tour"> | null): boolean {
  const begun = before?.tour;
  return (
    tour !== undefined &&
    begun !== undefined &&
    tour.id === begun.id &&
    tour.startedBy === begun.startedBy &&
    tour.startedAs === begun.startedAs
  );
}

/** What the writing connection keeps of the walls. Times in milliseconds since 1970. */
export function historyTable(db: Database.Database) {
  const pictures = pastPictures(db);
  const insert = db.prepare<[string, number, string, string, number]>(
    "INSERT INTO wall_history (wall_id, at, kind, doc, picture) VALUES (?, ?, ?, ?, ?)",
  );
  // After a restart the core tells again what is on the wall.
  const step = db.prepare<[number, number, number]>(
    "INSERT OR IGNORE INTO tour_steps (began, at, picture) VALUES (?, ?, ?)",
  );
  const last = db.prepare<[string, number], { seq: number; doc: string }>(
    `SELECT seq, doc FROM wall_history WHERE wall_id = ? AND kind = 'take' AND at <= ?
       ORDER BY at DESC, seq DESC LIMIT 1`,
  );
  // What was there at that time stays however old it is, until something else had come by then.
  const prune = db.prepare<[{ before: number; most: number }]>(
    `DELETE FROM wall_history WHERE seq IN (
       SELECT seq FROM wall_history AS old WHERE at < @before AND NOT (kind = 'take' AND NOT EXISTS (
         SELECT 1 FROM wall_history
           WHERE wall_id = old.wall_id AND kind = 'take' AND at > old.at AND at <= @before))
       LIMIT @most)`,
  );
  const pruneSteps = db.prepare<[{ before: number; most: number }]>(
    `DELETE FROM tour_steps WHERE (began, at) IN (
       SELECT s.began, s.at FROM wall_history h JOIN tour_steps s ON s.began = h.seq AND s.at < @before
         WHERE h.at < @before AND EXISTS (
           SELECT 1 FROM tour_steps WHERE began = s.began AND at > s.at AND at <= @before)
         LIMIT @most)`,
  );

  function addTake(wallId: string, at: number, { take, canvas }: Extract<WallEvent, { kind: "take" }>): void {
    const row = last.get(wallId, at);
    const before = row === undefined ? null : readDoc(lineSchema, row.doc, `wall_history ${row.seq}`).take;
    if (before?.takeId === take.takeId) return;
    const { layoutId, tiles, ...line } = take;
    const picture = pictures.idOf({ layoutId, tiles, canvas }, at);
    if (row !== undefined && isStepOf(take, before)) step.run(row.seq, at, picture);
    else insert.run(wallId, at, "take", JSON.stringify({ kind: "take", take: line }), picture);
  }

  return {
    /** Of a tour, its steps in a row are one row; the states of their tiles are not told as changes of their own. */
    add: atomic(db, (wallId: string, at: number, event: WallEvent): void => {
      if (event.kind === "take") {
        addTake(wallId, at, event);
        return;
      }
      const row = last.get(wallId, at);
      const inTour =
        row !== undefined && readDoc(lineSchema, row.doc, `wall_history ${row.seq}`).take.tour !== undefined;
      const kind = inTour ? "tour states" : "states";
      insert.run(
        wallId,
        at,
        kind,
        JSON.stringify({ kind: "states" }),
        pictures.idOf({ tiles: event.tiles }, at),
      );
    }),
    /** Removes some of what is older than `before`; how many that were. */
    prune: atomic(db, (before: number): number => {
      const given = { before, most: PRUNED_AT_ONCE };
      return (
        prune.run(given).changes + pruneSteps.run(given).changes + pictures.prune(before, PRUNED_AT_ONCE)
      );
    }),
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
  /** Null where `doc` has it whole. */
  readonly picture: string | null;
}

interface StepsRow {
  readonly first: number | null;
  readonly last: number | null;
  readonly count: number;
}

const pictureSchema = z.record(z.string(), z.unknown());

/** An event of its row and its picture. */
function readEvent({ seq, doc, picture }: EventRow): WallEvent {
  const name = `wall_history ${seq}`;
  if (picture === null) return readWhole(readDoc(wallEventSchema, doc, name));
  const line = readDoc(z.looseObject({ kind: z.string(), take: pictureSchema.optional() }), doc, name);
  const { canvas, ...shown } = readDoc(pictureSchema, picture, name);
  const event =
    line.take === undefined ? { ...line, ...shown } : { ...line, take: { ...line.take, ...shown }, canvas };
  return readRow(wallEventSchema, event, name);
}

/** As it was written before there were pictures. */
function readWhole(event: WallEvent): WallEvent {
  return event.kind === "take" ? { ...event, take: readTakenBy(event.take) } : event;
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
    `SELECT h.seq, h.at, h.doc, p.doc AS picture FROM wall_history h LEFT JOIN past_pictures p ON p.id = h.picture
       WHERE h.wall_id = ? AND h.kind = ? AND h.at <= ? ORDER BY h.at DESC, h.seq DESC LIMIT 1`,
  );
  const between = db.prepare<[string, number, number, number], EventRow>(
    `SELECT h.seq, h.at, h.doc, p.doc AS picture FROM wall_history h LEFT JOIN past_pictures p ON p.id = h.picture
       WHERE h.wall_id = ? AND h.kind IN ('take', 'states') AND h.at >= ? AND h.at < ?
       ORDER BY h.at DESC, h.seq DESC LIMIT ?`,
  );
  const stepAt = db.prepare<[number, number], { at: number; picture: string }>(
    `SELECT s.at, p.doc AS picture FROM tour_steps s JOIN past_pictures p ON p.id = s.picture
       WHERE s.began = ? AND s.at <= ? ORDER BY s.at DESC LIMIT 1`,
  );
  const stepsBetween = db.prepare<[number, number, number], StepsRow>(
    `SELECT min(at) AS first, max(at) AS last, count(*) AS count FROM tour_steps
       WHERE began = ? AND at >= ? AND at < ?`,
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

  /** Of a take that was a step, those of its tour in that time; null where there were none in it. */
  function stepsOf({ seq, at }: EventRow, take: PastTake, from: number, until: number): PastChange | null {
    const steps = stepsBetween.get(seq, from, until);
    const times = [at >= from ? [at] : [], steps?.first ?? [], steps?.last ?? []].flat();
    if (take.tour === undefined || times.length === 0) return null;
    const { startedBy, startedAs } = take.tour;
    return {
      ...{ what: "tour", name: take.takenBy, by: startedBy, as: startedAs },
      steps: (steps?.count ?? 0) + (at >= from ? 1 : 0),
      at: new Date(Math.min(...times)).toISOString(),
      until: new Date(Math.max(...times)).toISOString(),
    };
  }

  /** The tour that went on since before that time. */
  function goingOn(wallId: string, from: number, until: number): PastChange[] {
    const row = last.get(wallId, "take", from - 1);
    const event = row === undefined ? null : readEvent(row);
    const steps = row === undefined || event?.kind !== "take" ? null : stepsOf(row, event.take, from, until);
    return steps === null ? [] : [steps];
  }

  return {
    /** What was taken last before `at`, and how its tiles were, of which nothing may be known. */
    moment(wallId: string, at: number) {
      const row = last.get(wallId, "take", at);
      if (row === undefined) return null;
      const step = stepAt.get(row.seq, at);
      const event = readEvent(step === undefined ? row : { ...row, picture: step.picture });
      if (event.kind !== "take") return null;
      const since = step?.at ?? row.at;
      const take = { ...event.take, takenAt: new Date(since).toISOString() };
      const statesRow = last.get(wallId, take.tour === undefined ? "states" : "tour states", at);
      const states = statesRow === undefined || statesRow.at < since ? null : readEvent(statesRow);
      return { ...event, take, states: states?.kind === "states" ? states.tiles : [] };
    },
    /** The newest changes of that time, oldest first. */
    changes(wallId: string, from: number, until: number): PastChange[] {
      const events = between.all(wallId, from, until, PAST_CHANGES).map((row): PastChange => {
        const event = readEvent(row);
        const at = new Date(row.at).toISOString();
        if (event.kind === "take") {
          const { takenBy, takenAs, layoutId } = event.take;
          return (
            stepsOf(row, event.take, from, until) ?? { what: "take", at, by: takenBy, as: takenAs, layoutId }
          );
        }
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
      return [...goingOn(wallId, from, until), ...events, ...told]
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
