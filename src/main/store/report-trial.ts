import type Database from "better-sqlite3";
import type { Report } from "../../protocol/report.ts";
import type { Tried } from "./incident-store.ts";
import type { reportTable } from "./reports.ts";
import { undoable } from "./transaction.ts";

/** The name of a source that there is not yet, within a transaction that is undone. */
const NOBODY = "0.there-is-none-yet";

/** What would become of reports: they are taken, looked at, and undone. */
export function reportTrialTable(
  db: Database.Database,
  reports: Pick<ReturnType<typeof reportTable>, "receive">,
) {
  const insert = db.prepare<[string, string]>(
    "INSERT INTO incident_sources (id, version, doc, answers) VALUES (?, 1, ?, 0)",
  );
  const incidentOf = db
    .prepare<[string, string], string | null>(
      "SELECT incident_id FROM incident_origins WHERE source_id = ? AND external_id = ?",
    )
    .pluck();
  return {
    /** `sourceId` null: of a source called `name` that there is not yet. Nothing is changed. */
    tryReceive: (sourceId: string | null, name: string, told: readonly Report[], now: number): Tried[] =>
      undoable(db, () => {
        if (sourceId === null) insert.run(NOBODY, JSON.stringify({ name }));
        const id = sourceId ?? NOBODY;
        const { outcomes } = reports.receive(id, told, undefined, now);
        const answer = told.map(({ externalId }, at): Tried => {
          const outcome = outcomes[at] ?? "same";
          // One that would be new has no name yet.
          return { outcome, incidentId: outcome === "new" ? null : (incidentOf.get(id, externalId) ?? null) };
        });
        return { answer, keep: false };
      }),
  };
}
