import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { type CrewLink, type CrewReport, crewLinkSchema } from "../../protocol/crew.ts";
import { Fault } from "../base/fault.ts";
import { agencyTable } from "./agencies.ts";
import { assignmentRows } from "./assignments.ts";
import { incidentLog } from "./incident-log.ts";
import { outboxTable } from "./outbox.ts";
import { readRow } from "./row.ts";
import type { CrewSight, NewCrewLink } from "./followup-store.ts";
import { atomic } from "./transaction.ts";

interface LinkRow {
  readonly id: string;
  readonly incident_id: string;
  readonly agency_id: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly expires_at: string;
  readonly shares_reporter: number;
  readonly ended_at: string | null;
  readonly opened_at: string | null;
}

/** How often it is written down that a page asked, milliseconds: it asks every few seconds. */
const OPENED_EVERY_MS = 60_000;

function read(row: LinkRow): CrewLink {
  return readRow(
    crewLinkSchema,
    {
      ...{ id: row.id, agencyId: row.agency_id, createdAt: row.created_at, createdBy: row.created_by },
      ...{ expiresAt: row.expires_at, sharesReporter: row.shares_reporter === 1 },
      ...(row.ended_at === null ? {} : { endedAt: row.ended_at }),
      ...(row.opened_at === null ? {} : { openedAt: row.opened_at }),
    },
    `crew_links ${row.id}`,
  );
}

/** Links of agencies' crews, known by the hash of their tokens. `now`: milliseconds since 1970. */
export function crewLinkTable(db: Database.Database) {
  const assignments = assignmentRows(db);
  const agencies = agencyTable(db);
  const log = incidentLog(db);
  const outbox = outboxTable(db);
  const insert = db.prepare<[string, string, string, string, string, string, string, number]>(
    `INSERT INTO crew_links (token_hash, id, incident_id, agency_id, created_at, created_by, expires_at, shares_reporter)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const columns =
    "id, incident_id, agency_id, created_at, created_by, expires_at, shares_reporter, ended_at, opened_at";
  const ofIncident = db.prepare<[string], LinkRow>(
    `SELECT ${columns} FROM crew_links WHERE incident_id = ? ORDER BY created_at DESC, id`,
  );
  const one = db.prepare<[string], LinkRow>(`SELECT ${columns} FROM crew_links WHERE id = ?`);
  const byHash = db.prepare<[string], LinkRow>(`SELECT ${columns} FROM crew_links WHERE token_hash = ?`);
  const end = db.prepare<[string, string]>("UPDATE crew_links SET ended_at = ? WHERE id = ?");
  const opened = db.prepare<[string, string]>("UPDATE crew_links SET opened_at = ? WHERE id = ?");
  const told = db.prepare<[string, string]>(
    "INSERT INTO crew_reports (link_id, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
  );

  /** Faults with `linkOver` where the link is none, ended, or too old: which of these is nobody's business. */
  function sight(tokenHash: string, now: number): CrewSight {
    const row = byHash.get(tokenHash);
    if (row === undefined || row.ended_at !== null || Date.parse(row.expires_at) <= now)
      throw new Fault("linkOver");
    const { incident, assignment } = assignments.find(row.incident_id, row.agency_id);
    const known = agencies.find(row.agency_id)?.value;
    const { id, name, shortName } = known ?? {
      ...{ id: row.agency_id, name: row.agency_id, shortName: row.agency_id.slice(0, 24) },
    };
    return { link: read(row), incident, assignment, agency: { id, name, shortName } };
  }

  return {
    /** Faults with `notFound` where the agency was not asked, and with `invalid` where the incident is closed. */
    add: atomic(db, (given: NewCrewLink, by: string, now: number): CrewLink => {
      const { incidentId, agencyId, sharesReporter, tokenHash } = given;
      const { incident } = assignments.find(incidentId, agencyId);
      if (incident.status === "closed")
        throw new Fault("invalid", { field: "status", problem: "the incident is closed" });
      const id = randomUUID();
      const at = new Date(now).toISOString();
      const expiresAt = new Date(given.expiresAt).toISOString();
      insert.run(tokenHash, id, incidentId, agencyId, at, by, expiresAt, sharesReporter ? 1 : 0);
      log.enter(incidentId, at, by, { kind: "crewLink", agencyId, change: "made", sharesReporter });
      return { id, agencyId, createdAt: at, createdBy: by, expiresAt, sharesReporter };
    }),
    /** Newest first. */
    ofIncident: (incidentId: string): CrewLink[] => ofIncident.all(incidentId).map(read),
    end: atomic(db, (incidentId: string, id: string, by: string, now: number): void => {
      const row = one.get(id);
      if (row === undefined || row.incident_id !== incidentId)
        throw new Fault("notFound", { what: "link", id });
      if (row.ended_at !== null) return;
      const at = new Date(now).toISOString();
      end.run(at, id);
      const { agencyId, sharesReporter } = read(row);
      log.enter(incidentId, at, by, { kind: "crewLink", agencyId, change: "ended", sharesReporter });
    }),
    /** What the holder of a link sees, and that it was looked at. */
    open(tokenHash: string, now: number): CrewSight {
      const found = sight(tokenHash, now);
      const { id, openedAt } = found.link;
      if (openedAt === undefined || now - Date.parse(openedAt) >= OPENED_EVERY_MS)
        opened.run(new Date(now).toISOString(), id);
      return found;
    },
    /** What a crew tells, once for each key. */
    report: atomic(db, (tokenHash: string, report: CrewReport, now: number): CrewSight => {
      const { link, incident, assignment, agency } = sight(tokenHash, now);
      if (told.run(link.id, report.key).changes === 0) return sight(tokenHash, now);
      const by = agency.shortName;
      if (report.what === "text") {
        const at = new Date(now).toISOString();
        log.enter(incident.id, at, by, { kind: "note", text: report.text, agencyId: agency.id });
        outbox.add(incident.id, { at, by, what: "note", text: report.text, agencyId: agency.id });
      } else {
        const what = report.what === "step" ? { step: report } : { said: report.what };
        assignments.change(incident, assignment, what, { by, now });
      }
      return sight(tokenHash, now);
    }),
  };
}
