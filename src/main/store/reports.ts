import { createHash } from "node:crypto";
import type Database from "better-sqlite3";
import type { Incident } from "../../protocol/incident.ts";
import { type Report, type ReportFields, reportSchema } from "../../protocol/report.ts";
import { Fault } from "../base/fault.ts";
import { incidentLog } from "./incident-log.ts";
import { incidentRows, inStatus } from "./incidents.ts";
import { changesBetween, mergeReport, withConflicts } from "./report-merge.ts";
import { accept, readDoc } from "./row.ts";
import type { Received, ReportOutcome } from "./incident-store.ts";
import { atomic } from "./transaction.ts";

interface OriginRow {
  readonly incident_id: string | null;
  readonly revised: number | null;
  readonly digest: string | null;
  readonly fields: string | null;
}

const fieldsSchema = reportSchema.shape.fields.unwrap();

/** What a source said last of something. */
interface Origin {
  readonly incidentId: string | null;
  readonly revised: number | null;
  readonly digest: string | null;
  readonly fields: ReportFields | null;
}

const inUtc = (fields: ReportFields): ReportFields => ({
  ...fields,
  ...(fields.occurredAt === undefined ? {} : { occurredAt: new Date(fields.occurredAt).toISOString() }),
  ...(fields.expiresAt === undefined ? {} : { expiresAt: new Date(fields.expiresAt).toISOString() }),
});

/** What sources tell, made into incidents. */
export function reportTable(db: Database.Database) {
  const rows = incidentRows(db);
  const log = incidentLog(db);
  const source = db.prepare<[string], { doc: string }>("SELECT doc FROM incident_sources WHERE id = ?");
  const goOn = db.prepare<[string | null, string]>("UPDATE incident_sources SET cursor = ? WHERE id = ?");
  const origin = db.prepare<[string, string], OriginRow>(
    "SELECT incident_id, revised, digest, fields FROM incident_origins WHERE source_id = ? AND external_id = ?",
  );
  const shared = db
    .prepare<[string], string>(
      "SELECT incident_id FROM incident_origins WHERE shared_id = ? AND incident_id IS NOT NULL LIMIT 1",
    )
    .pluck();
  const put = db.prepare<
    [string, string, string | null, string | null, number | null, string | null, string | null]
  >(
    `INSERT INTO incident_origins (source_id, external_id, shared_id, incident_id, revised, digest, fields)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT (source_id, external_id) DO UPDATE SET shared_id = excluded.shared_id,
         incident_id = excluded.incident_id, revised = excluded.revised, digest = excluded.digest,
         fields = coalesce(excluded.fields, fields)`,
  );
  const keep = db.prepare<[string, string, string, string]>(
    "INSERT INTO incident_reports (source_id, external_id, received_at, doc) VALUES (?, ?, ?, ?)",
  );

  function originOf(sourceId: string, externalId: string): Origin | null {
    const row = origin.get(sourceId, externalId);
    if (row === undefined) return null;
    const fields =
      row.fields === null
        ? null
        : readDoc(fieldsSchema, row.fields, `incident_origins ${sourceId} ${externalId}`);
    return { incidentId: row.incident_id, revised: row.revised, digest: row.digest, fields };
  }

  /** The first of those that a report takes the place of. */
  function replacedBy(sourceId: string, { replaces = [] }: Report): Origin | null {
    for (const externalId of replaces) {
      const found = originOf(sourceId, externalId);
      if (found !== null && found.incidentId !== null) return found;
    }
    return null;
  }

  function receiveOne(
    sourceId: string,
    name: string,
    given: Report,
    now: number,
  ): { outcome: ReportOutcome; incidents: readonly Incident[] } {
    const report = accept(reportSchema, given);
    const { externalId, sharedId = null, replaces = [] } = report;
    const doc = JSON.stringify(report);
    const digest = createHash("sha256").update(doc).digest("base64");
    const known = originOf(sourceId, externalId);
    if (known?.digest === digest) return { outcome: "same", incidents: [] };
    const at = new Date(now).toISOString();
    keep.run(sourceId, externalId, at, doc);
    const revised = report.revisedAt === undefined ? null : Date.parse(report.revisedAt);
    if (known !== null && known.revised !== null && revised !== null && revised < known.revised)
      return { outcome: "old", incidents: [] };

    const before = known ?? replacedBy(sourceId, report);
    const joined = sharedId === null ? null : (shared.get(sharedId) ?? null);
    const incidentId = before?.incidentId ?? joined;
    const fields = report.fields === undefined ? null : inUtc(report.fields);
    const found = incidentId === null ? null : rows.find(incidentId);
    const told = { report, fields, before: before?.fields ?? null };
    const next =
      found === null
        ? begin(sourceId, name, report.change === "ended" ? null : fields, now)
        : goesOn(found, told, name, now);
    const above = aboveOf(found).flatMap((one) => goesOn(one, told, name, now) ?? []);
    const id = next?.id ?? found?.id ?? null;
    put.run(
      sourceId,
      externalId,
      sharedId,
      id,
      revised,
      digest,
      fields === null ? null : JSON.stringify(fields),
    );
    // What this one replaces is over also where it comes later than this one.
    for (const one of replaces)
      if (one !== externalId) put.run(sourceId, one, null, id, revised ?? now, null, null);
    if (next === null) return { outcome: above.length === 0 ? "same" : "changed", incidents: above };
    if (found === null) return { outcome: "new", incidents: [next] };
    return {
      outcome: next.status === "closed" && found.status !== "closed" ? "ended" : "changed",
      incidents: [next, ...above],
    };
  }

  /** What an incident is part of: its sources go on telling of both. */
  function aboveOf(incident: Incident | null): Incident[] {
    const found: Incident[] = [];
    let at = incident;
    while (at?.joinedTo !== undefined) {
      at = rows.find(at.joinedTo);
      if (at !== null) found.push(at);
    }
    return found;
  }

  function begin(sourceId: string, name: string, fields: ReportFields | null, now: number): Incident | null {
    if (fields === null) return null;
    const value = rows.add({ ...fields, source: fields.source ?? name, sourceId }, now);
    log.enter(value.id, value.receivedAt, name, { kind: "reported", source: value.source });
    return value;
  }

  function goesOn(
    found: Incident,
    told: { report: Report; fields: ReportFields | null; before: ReportFields | null },
    name: string,
    now: number,
  ): Incident | null {
    const at = new Date(now).toISOString();
    const { report, fields, before } = told;
    let next = fields === null ? found : mergeReport(found, { before, now: fields }, at);
    if (report.change === "ended") next = ended(next, report, name, at);
    else if (before !== null) next = goesOnAfterItsEnd(next, name, at);
    const changes = changesBetween(found, next);
    const contested = (next.conflicts ?? []).filter(
      ({ field }) => !found.conflicts?.some((one) => one.field === field),
    );
    if (JSON.stringify(next) === JSON.stringify(found)) return null;
    const value = rows.change(found, next, now);
    if (changes.length > 0) log.enter(value.id, at, name, { kind: "changed", changes });
    if (contested.length > 0)
      log.enter(value.id, at, name, { kind: "conflict", fields: contested.map(({ field }) => field) });
    return value;
  }

  return {
    /**
     * Takes what a source tells, and where its reading goes on, in one transaction. `now`: milliseconds since 1970.
     * Faults with `notFound` where there is no such source.
     */
    receive: atomic(
      db,
      (sourceId: string, reports: readonly Report[], cursor: unknown, now: number): Received => {
        const row = source.get(sourceId);
        if (row === undefined) throw new Fault("notFound", { what: "source", id: sourceId });
        const name = nameOf(row.doc, sourceId);
        const incidents = new Map<string, Incident>();
        const outcomes = reports.map((report) => {
          const { outcome, incidents: changed } = receiveOne(sourceId, name, report, now);
          for (const incident of changed) incidents.set(incident.id, incident);
          return outcome;
        });
        if (cursor !== undefined) goOn.run(JSON.stringify(cursor), sourceId);
        return { outcomes, incidents: [...incidents.values()] };
      },
    ),
  };
}

function nameOf(doc: string, sourceId: string): string {
  const parsed: unknown = JSON.parse(doc);
  return typeof parsed === "object" && parsed !== null && "name" in parsed && typeof parsed.name === "string"
    ? parsed.name
    : sourceId;
}

/** Over by its source's word; what somebody here is at work on stays, and the word becomes a conflict. */
function ended(incident: Incident, { outcome }: Report, name: string, at: string): Incident {
  if (incident.status === "closed") return without(incident, "status");
  const untouched =
    incident.status === "open" && incident.assignments === undefined && incident.joined === undefined;
  if (!untouched) return contested(incident, "closed", at);
  return { ...inStatus(incident, "closed", name, at), ...(outcome === undefined ? {} : { outcome }) };
}

/** A source goes on telling of what was closed: reopened where it closed it itself, else a conflict. */
function goesOnAfterItsEnd(incident: Incident, name: string, at: string): Incident {
  if (incident.status !== "closed") return without(incident, "status");
  if (incident.closedBy === name) return inStatus(incident, "open", name, at);
  return contested(incident, "open", at);
}

function contested(incident: Incident, theirs: "open" | "closed", at: string): Incident {
  const others = (incident.conflicts ?? []).filter(({ field }) => field !== "status");
  return withConflicts(incident, [...others, { field: "status", theirs, at }]);
}

function without(incident: Incident, settled: "status"): Incident {
  return withConflicts(
    incident,
    (incident.conflicts ?? []).filter(({ field }) => field !== settled),
  );
}
