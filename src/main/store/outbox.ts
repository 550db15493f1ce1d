import type Database from "better-sqlite3";
import { type IncidentAnswer, incidentAnswerSchema } from "../../protocol/incident-answer.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { incidentLog } from "./incident-log.ts";
import { JOINED_IDS } from "./joined-ids.ts";
import { readDoc } from "./row.ts";
import type { WaitingAnswer } from "./incident-store.ts";
import { atomic } from "./transaction.ts";

interface OutboxRow {
  readonly seq: number;
  readonly source_id: string;
  readonly external_id: string;
  readonly incident_id: string;
  readonly doc: string;
}

/** What waits to be told to the sources of incidents, in the order in which it was done. */
export function outboxTable(db: Database.Database) {
  const insert = db.prepare<[string, string]>(
    `INSERT INTO outbox (source_id, external_id, incident_id, doc)
       SELECT o.source_id, o.external_id, o.incident_id, ?
       FROM incident_origins o JOIN incident_sources s ON s.id = o.source_id AND s.answers = 1
       WHERE o.incident_id IN (${JOINED_IDS})`,
  );
  const first = db.prepare<[string, number], OutboxRow>(
    "SELECT seq, source_id, external_id, incident_id, doc FROM outbox WHERE source_id = ? ORDER BY seq LIMIT ?",
  );
  const remove = db.prepare<[number]>("DELETE FROM outbox WHERE seq = ?");
  const waiting = db.prepare<[], { source_id: string; waiting: number }>(
    "SELECT source_id, count(*) AS waiting FROM outbox GROUP BY source_id",
  );
  const log = incidentLog(db);
  return {
    /** For every source that takes answers, of the incident and of what joined it; within the transaction of what it tells of. */
    add(incidentId: string, answer: IncidentAnswer): void {
      insert.run(JSON.stringify(answer), incidentId);
    },
    /** The oldest first, at most `limit`. */
    first: (sourceId: string, limit: number): WaitingAnswer[] =>
      first.all(sourceId, limit).map((row) => ({
        ...{
          seq: row.seq,
          sourceId: row.source_id,
          externalId: row.external_id,
          incidentId: row.incident_id,
        },
        answer: readDoc(incidentAnswerSchema, row.doc, `outbox ${row.seq}`),
      })),
    /** It was taken or refused: it waits no more, and its incident's course says so. */
    settle: atomic(
      db,
      (seq: number, incidentId: string, event: IncidentEvent, by: string, now: number): void => {
        if (remove.run(seq).changes > 0) log.enter(incidentId, new Date(now).toISOString(), by, event);
      },
    ),
    /** How many wait, by source. */
    waiting: (): Record<string, number> =>
      Object.fromEntries(waiting.all().map((row) => [row.source_id, row.waiting])),
  };
}
