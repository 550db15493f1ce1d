import type Database from "better-sqlite3";
import type { Report } from "../../protocol/report.ts";
import type { reportTable } from "./reports.ts";
import type { Received } from "./incident-store.ts";
import { atomic } from "./transaction.ts";

/** What comes by webhooks, each message once. */
export function incidentHookTable(
  db: Database.Database,
  reports: Pick<ReturnType<typeof reportTable>, "receive">,
) {
  const insert = db.prepare<[string, string, number]>(
    "INSERT OR IGNORE INTO incident_hooks (source_id, message_id, received) VALUES (?, ?, ?)",
  );
  const forget = db.prepare<[string, number]>(
    "DELETE FROM incident_hooks WHERE source_id = ? AND received < ?",
  );
  return {
    /**
     * Takes a message's reports; null where the message was taken before, and then nothing is changed. `keptMs`: how
     * long it could come again. Faults as `receive` does.
     */
    receive: atomic(
      db,
      (
        sourceId: string,
        messageId: string,
        told: readonly Report[],
        keptMs: number,
        now: number,
      ): Received | null => {
        forget.run(sourceId, now - keptMs);
        if (insert.run(sourceId, messageId, now).changes === 0) return null;
        return reports.receive(sourceId, told, undefined, now);
      },
    ),
  };
}
