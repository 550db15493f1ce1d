import { apiTokenTable } from "./api-tokens.ts";
import { auditReadings, auditTable } from "./audit.ts";
import { sessionTable } from "./sessions.ts";
import { agencyTable } from "./agencies.ts";
import { accountTable } from "./accounts.ts";
import { assignmentTable } from "./assignments.ts";
import { writeBackup } from "./backup.ts";
import { alertReadings, alertTable } from "./alerts.ts";
import { cameraImport } from "./camera-import.ts";
import { cameraTable } from "./cameras.ts";
import { clipTable } from "./clips.ts";
import { crewLinkTable } from "./crew-links.ts";
import type { Opened } from "./database.ts";
import { drillTable } from "./drills.ts";
import { evidenceTable } from "./evidence.ts";
import { handoverTable } from "./handovers.ts";
import { incidentHookTable } from "./incident-hooks.ts";
import { incidentLogReadings } from "./incident-log.ts";
import { incidentReadings } from "./incident-search.ts";
import { incidentSourceTable } from "./incident-sources.ts";
import { incidentTable } from "./incidents.ts";
import { joinTable } from "./joins.ts";
import { layoutTable } from "./layouts.ts";
import { likenessReadings } from "./likenesses.ts";
import { onvifTable } from "./onvif-addresses.ts";
import { outboxTable } from "./outbox.ts";
import { reportTable } from "./reports.ts";
import { reportTrialTable } from "./report-trial.ts";
import { raiseTable } from "./raises.ts";
import { ruleTable } from "./rules.ts";
import { settingTable } from "./settings.ts";
import { sightingReadings, sightingTable } from "./sightings.ts";
import { siteTable } from "./site.ts";
import { streamTable } from "./streams.ts";
import { takeTable } from "./takes.ts";
import { upkeepReadings } from "./upkeep.ts";
import { historyReadings, historyTable } from "./wall-history.ts";

/** Everything the writing worker does; each command is one transaction. */
export function writingTables({ db, cipher }: Opened, warn: (message: string) => void) {
  const streams = streamTable(db, cipher, warn);
  const cameras = cameraTable(db, streams, onvifTable(db, cipher, warn));
  const reports = reportTable(db);
  return {
    cameras: { ...cameras, ...cameraImport(db, cameras, streams) },
    site: siteTable(db),
    layouts: layoutTable(db),
    takes: takeTable(db),
    incidents: {
      ...incidentTable(db),
      ...reports,
      ...reportTrialTable(db, reports),
      ...assignmentTable(db),
      ...joinTable(db),
    },
    incidentHooks: incidentHookTable(db, reports),
    incidentSources: incidentSourceTable(db, cipher, warn),
    agencies: agencyTable(db),
    crewLinks: crewLinkTable(db),
    outbox: outboxTable(db),
    drills: drillTable(db),
    handovers: handoverTable(db),
    history: historyTable(db),
    sightings: sightingTable(db),
    rules: ruleTable(db),
    alerts: alertTable(db),
    raises: raiseTable(db),
    clips: clipTable(db),
    evidence: evidenceTable(db),
    accounts: accountTable(db),
    sessions: sessionTable(db),
    tokens: apiTokenTable(db),
    audit: auditTable(db),
    file: { writtenElsewhere: (): number => Number(db.pragma("data_version", { simple: true })) },
    settings: settingTable(db, cipher, warn),
  };
}
export type WritingTables = ReturnType<typeof writingTables>;

/** What may take long, in a worker and on a connection of its own, so that no take waits for it. */
export function readingTables(opened: Opened) {
  return {
    incidents: {
      ...incidentReadings(opened.db),
      ...incidentLogReadings(opened.db),
      ...likenessReadings(opened.db),
    },
    history: historyReadings(opened.db),
    sightings: sightingReadings(opened.db),
    alerts: alertReadings(opened.db),
    audit: auditReadings(opened.db),
  };
}
export type ReadingTables = ReturnType<typeof readingTables>;

/** What reads the whole file, in a worker of its own for as long as that takes: no long read of a page waits for it. */
export function upkeepTables(opened: Opened) {
  return {
    upkeep: upkeepReadings(opened.db),
    backup: {
      write: (path: string, passphrase: string | null) => writeBackup(opened, path, passphrase),
    },
  };
}
export type UpkeepTables = ReturnType<typeof upkeepTables>;
