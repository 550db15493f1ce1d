import type Database from "better-sqlite3";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { clipSchema } from "../../protocol/minute.ts";
import { incidentLog } from "./incident-log.ts";
import { readDoc } from "./row.ts";
import type { DueEvidence, EvidencePlan, StoredClip } from "./followup-store.ts";
import { atomic } from "./transaction.ts";

interface DueRow {
  readonly incident_id: string;
  readonly camera_id: string;
  readonly at: number;
  readonly clip_id: string | null;
  readonly clip: string | null;
}

const storedClipSchema = clipSchema.omit({ url: true });
const HOUR_MS = 3_600_000;
/** Who enters what the core itself did. */
const BY = "Dinding";

/** Pictures that are kept because of incidents. `now`: milliseconds since 1970. */
export function evidenceTable(db: Database.Database) {
  const log = incidentLog(db);
  const known = db.prepare<[string], { readonly camera_id: string; readonly state: string }>(
    "SELECT camera_id, state FROM evidence WHERE incident_id = ?",
  );
  const since = db.prepare<[number], { n: number }>(
    "SELECT count(*) AS n FROM evidence WHERE at > ? AND state != 'none'",
  );
  const insert = db.prepare<[string, string, number, "none" | "due"]>(
    "INSERT INTO evidence (incident_id, camera_id, at, state) VALUES (?, ?, ?, ?)",
  );
  const due = db.prepare<[], DueRow>(
    `SELECT e.incident_id, e.camera_id, e.at, c.id AS clip_id, c.doc AS clip FROM evidence e LEFT JOIN clips c
       ON c.camera_id = e.camera_id AND json_extract(c.doc, '$.incidentId') = e.incident_id
     WHERE e.state = 'due' ORDER BY e.at`,
  );
  const done = db.prepare<[string, string]>(
    "UPDATE evidence SET state = 'entered' WHERE incident_id = ? AND camera_id = ? AND state = 'due'",
  );
  const size = db.prepare<[], { bytes: number | null }>(
    "SELECT sum(json_extract(doc, '$.bytes')) AS bytes FROM clips WHERE json_extract(doc, '$.incidentId') IS NOT NULL",
  );
  const oldest = db.prepare<[], { id: string }>(
    `SELECT c.id FROM clips c JOIN incidents i ON i.id = json_extract(c.doc, '$.incidentId')
     WHERE json_extract(c.doc, '$.incidentId') IS NOT NULL AND json_extract(i.doc, '$.status') = 'closed'
     ORDER BY c.seq LIMIT 1`,
  );

  return {
    /** How many more cameras may be asked within this hour. */
    left: (mostAnHour: number, now: number): number =>
      Math.max(0, mostAnHour - (since.get(now - HOUR_MS)?.n ?? 0)),
    /** Keeps what is to be cut, and enters what cannot be: each camera once, `most` of both for an incident. */
    plan: atomic(db, (plans: readonly EvidencePlan[], most: number, now: number): EvidencePlan[] => {
      const at = new Date(now).toISOString();
      return plans.map((plan) => {
        const { incidentId } = plan;
        const before = known.all(incidentId);
        const isNew = (cameraId: string) => !before.some(({ camera_id: id }) => id === cameraId);
        const silentBefore = before.filter(({ state }) => state === "none").length;
        const cut = plan.cut.filter(isNew).slice(0, Math.max(0, most - before.length + silentBefore));
        const silent = plan.silent
          .filter(({ cameraId }) => isNew(cameraId))
          .slice(0, Math.max(0, most - silentBefore));
        const over = plan.over && before.length === 0;
        for (const cameraId of cut) insert.run(incidentId, cameraId, plan.at, "due");
        for (const { cameraId, ...why } of silent) {
          insert.run(incidentId, cameraId, plan.at, "none");
          log.enter(incidentId, at, BY, { kind: "noClip", cameraId, ...why });
        }
        if (over) {
          insert.run(incidentId, "", plan.at, "none");
          log.enter(incidentId, at, BY, { kind: "noClip", why: "tooMany" });
        }
        return { ...plan, cut, silent, over };
      });
    }),
    /** What is to be cut yet, oldest first, with its clip where that was cut and only not entered. */
    due: (): DueEvidence[] =>
      due.all().map((row) => ({
        ...{ incidentId: row.incident_id, cameraId: row.camera_id, at: row.at },
        clip: clipOf(row),
      })),
    /** It is due no more, and the incident's course says what became of it; once. */
    settle: atomic(db, (incidentId: string, cameraId: string, event: IncidentEvent, now: number): void => {
      if (done.run(incidentId, cameraId).changes > 0)
        log.enter(incidentId, new Date(now).toISOString(), BY, event);
    }),
    /** Of all clips of incidents. */
    bytes: (): number => size.get()?.bytes ?? 0,
    /** The oldest clip of an incident that was closed; null where there is none. */
    oldest: (): string | null => oldest.get()?.id ?? null,
  };
}

function clipOf({ clip, clip_id: id }: DueRow): StoredClip | null {
  return clip === null ? null : readDoc(storedClipSchema, clip, `clips ${id}`);
}
