import type Database from "better-sqlite3";
import { clipSchema } from "../../protocol/minute.ts";
import { Fault } from "../base/fault.ts";
import { incidentLog } from "./incident-log.ts";
import { accept, readDoc } from "./row.ts";
import type { StoredClip } from "./followup-store.ts";
import { atomic } from "./transaction.ts";

interface ClipRow {
  readonly id: string;
  readonly doc: string;
}

const storedClipSchema = clipSchema.omit({ url: true });
/** More than anybody reads at a time. */
const MOST_LISTED = 1000;

const read = (row: ClipRow): StoredClip => readDoc(storedClipSchema, row.doc, `clips ${row.id}`);

/** What is known of the files in the folder of clips. */
export function clipTable(db: Database.Database) {
  const one = db.prepare<[string], ClipRow>("SELECT id, doc FROM clips WHERE id = ?");
  const newest = db.prepare<[string | null, string | null, number], ClipRow>(
    "SELECT id, doc FROM clips WHERE ? IS NULL OR camera_id = ? ORDER BY seq DESC LIMIT ?",
  );
  const insert = db.prepare<[string, string, string]>(
    "INSERT INTO clips (id, camera_id, doc) VALUES (?, ?, ?)",
  );
  const incident = db.prepare<[string]>("SELECT 1 FROM incidents WHERE id = ?");
  const log = incidentLog(db);
  const drop = db.prepare<[string]>("DELETE FROM clips WHERE id = ?");

  return {
    list: (cameraId: string | null): StoredClip[] => newest.all(cameraId, cameraId, MOST_LISTED).map(read),
    get(id: string): StoredClip {
      const row = one.get(id);
      if (row === undefined) throw new Fault("notFound", { what: "clip", id });
      return read(row);
    },
    add: atomic(db, (given: StoredClip): void => {
      const clip = accept(storedClipSchema, given);
      if (one.get(clip.id) !== undefined) throw new Fault("conflict", { what: "clip", id: clip.id });
      insert.run(clip.id, clip.cameraId, JSON.stringify(clip));
    }),
    /** The course of the incident that it was cut for says so. */
    remove: atomic(db, (id: string, by: string, now: number): void => {
      const row = one.get(id);
      if (row === undefined) throw new Fault("notFound", { what: "clip", id });
      const { cameraId, incidentId } = read(row);
      drop.run(id);
      // A clip that was found beside another database may be of an incident that is not here.
      if (incidentId !== undefined && incident.get(incidentId) !== undefined)
        log.enter(incidentId, new Date(now).toISOString(), by, { kind: "clipRemoved", cameraId, clipId: id });
    }),
  };
}
