import type Database from "better-sqlite3";
import { checklistFor } from "../../protocol/agency.ts";
import type { Assignment, AssignmentPatch, Incident } from "../../protocol/incident.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { Fault } from "../base/fault.ts";
import { agencyTable } from "./agencies.ts";
import { incidentLog } from "./incident-log.ts";
import { incidentRows, inStatus } from "./incidents.ts";
import { outboxTable } from "./outbox.ts";
import { expectVersion } from "./row.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";

/** The most agencies that one incident has, as `incidentSchema` says. */
const MOST = 32;

/** Who does it, and when: milliseconds since 1970. */
interface Act {
  readonly by: string;
  readonly now: number;
}

/** An assignment as it is now, and what is told of the change; no events where nothing changed. */
interface Changed {
  readonly assignment: Assignment;
  readonly events: readonly IncidentEvent[];
}

function said(
  before: Assignment,
  what: "accepted" | "arrived" | "needsHelp" | "done",
  by: string,
  at: string,
): Changed {
  const { agencyId } = before;
  // Whoever arrives or is done has taken it on: their first word is the time of their answer.
  const taken =
    before.acceptedAt === undefined && what !== "needsHelp"
      ? { ...before, acceptedAt: at, acceptedBy: by }
      : before;
  const event = (kind: typeof what): IncidentEvent => ({ kind, agencyId });
  if (what === "needsHelp") return { assignment: { ...before, helpAskedAt: at }, events: [event(what)] };
  const field = `${what}At` as const;
  if (before[field] !== undefined) return { assignment: before, events: [] };
  return { assignment: { ...taken, [field]: at }, events: [event(what)] };
}

function ticked(
  before: Assignment,
  { index, done }: NonNullable<AssignmentPatch["step"]>,
  by: string,
  at: string,
): Changed {
  const { steps = [], agencyId } = before;
  const step = steps[index];
  if (step === undefined) throw new Fault("notFound", { what: "step", id: String(index + 1) });
  if ((step.doneAt !== undefined) === done) return { assignment: before, events: [] };
  const next = { text: step.text, ...(done ? { doneAt: at, doneBy: by } : {}) };
  return {
    assignment: { ...before, steps: steps.with(index, next) },
    events: [{ kind: "step", step: step.text, done, agencyId }],
  };
}

/** What is done with the agencies of an incident, for whatever does it within a transaction of its own. */
export function assignmentRows(db: Database.Database) {
  const rows = incidentRows(db);
  const log = incidentLog(db);
  const outbox = outboxTable(db);

  return {
    /** Faults with `notFound` where there is no such incident, or the agency was not asked. */
    find(id: string, agencyId: string): { incident: Incident; assignment: Assignment } {
      const incident = rows.find(id);
      if (incident === null) throw new Fault("notFound", { what: "incident", id });
      const assignment = incident.assignments?.find((one) => one.agencyId === agencyId);
      if (assignment === undefined) throw new Fault("notFound", { what: "agency", id: agencyId });
      return { incident, assignment };
    },
    /** The incident after what its agency said or did; as it is where that changes nothing. */
    change(
      incident: Incident,
      before: Assignment,
      what:
        | { readonly said: "accepted" | "arrived" | "needsHelp" | "done" }
        | { readonly step: NonNullable<AssignmentPatch["step"]> },
      { by, now }: Act,
    ): Incident {
      const at = new Date(now).toISOString();
      const { assignment, events } =
        "said" in what ? said(before, what.said, by, at) : ticked(before, what.step, by, at);
      if (events.length === 0) return incident;
      const assignments =
        incident.assignments?.map((one) => (one.agencyId === before.agencyId ? assignment : one)) ?? [];
      const value = rows.change(incident, { ...incident, assignments }, now);
      for (const event of events) log.enter(incident.id, at, by, event);
      if ("said" in what && (what.said === "accepted" || what.said === "done"))
        outbox.add(incident.id, { what: what.said, at, by, agencyId: before.agencyId });
      return value;
    },
  };
}

/** Which agencies follow an incident up. `by`: who does it; `now`: milliseconds since 1970. */
export function assignmentTable(db: Database.Database) {
  const rows = incidentRows(db);
  const one = assignmentRows(db);
  const log = incidentLog(db);
  const outbox = outboxTable(db);
  const agencies = agencyTable(db);
  const endLinks = db.prepare<[string, string, string]>(
    "UPDATE crew_links SET ended_at = ? WHERE incident_id = ? AND agency_id = ? AND ended_at IS NULL",
  );

  const versioned = (value: Incident): Versioned<Incident> => ({ value, version: value.version });

  function assignmentOf(agencyId: string, { kind }: Incident, by: string, at: string): Assignment {
    const agency = agencies.find(agencyId);
    if (agency === null) throw new Fault("notFound", { what: "agency", id: agencyId });
    const list = checklistFor(agency.value, kind);
    return {
      ...{ agencyId, assignedAt: at, assignedBy: by },
      ...(list === null ? {} : { steps: list.steps.map((text) => ({ text })) }),
    };
  }

  return {
    /** Asks agencies; whoever asks one has taken note of the incident. Faults with `notFound` or `invalid`. */
    assign: atomic(
      db,
      (
        id: string,
        agencyIds: readonly string[],
        expected: Expected,
        by: string,
        now: number,
      ): Versioned<Incident> => {
        const before = rows.find(id);
        if (before === null) throw new Fault("notFound", { what: "incident", id });
        expectVersion("incident", expected, before.version);
        if (before.status === "closed")
          throw new Fault("invalid", { field: "status", problem: "the incident is closed" });
        const at = new Date(now).toISOString();
        const known = before.assignments ?? [];
        const fresh = [...new Set(agencyIds)]
          .filter((agencyId) => !known.some((assignment) => assignment.agencyId === agencyId))
          .map((agencyId) => assignmentOf(agencyId, before, by, at));
        if (fresh.length === 0) return versioned(before);
        if (known.length + fresh.length > MOST)
          throw new Fault("invalid", { field: "agencyIds", problem: `${MOST}` });
        const taken = before.status === "open" ? inStatus(before, "acknowledged", by, at) : before;
        const value = rows.change(before, { ...taken, assignments: [...known, ...fresh] }, now);
        if (taken !== before) {
          log.enter(id, at, by, {
            kind: "changed",
            changes: [{ field: "status", from: "open", to: "acknowledged" }],
          });
          outbox.add(id, { at, by, what: "acknowledged" });
        }
        for (const { agencyId } of fresh) {
          log.enter(id, at, by, { kind: "assigned", agencyId });
          outbox.add(id, { at, by, what: "assigned", agencyId });
        }
        return versioned(value);
      },
    ),
    /** Its crew's links end with it. */
    unassign: atomic(
      db,
      (id: string, agencyId: string, expected: Expected, by: string, now: number): Versioned<Incident> => {
        const { incident, assignment } = one.find(id, agencyId);
        expectVersion("incident", expected, incident.version);
        const at = new Date(now).toISOString();
        const { assignments = [], ...rest } = incident;
        const left = assignments.filter((each) => each.agencyId !== assignment.agencyId);
        const value = rows.change(incident, left.length === 0 ? rest : { ...rest, assignments: left }, now);
        endLinks.run(at, id, agencyId);
        log.enter(id, at, by, { kind: "unassigned", agencyId });
        return versioned(value);
      },
    ),
    editAssignment: atomic(
      db,
      (
        id: string,
        agencyId: string,
        patch: AssignmentPatch,
        expected: Expected,
        by: string,
        now: number,
      ): Versioned<Incident> => {
        const { incident } = one.find(id, agencyId);
        expectVersion("incident", expected, incident.version);
        let value = incident;
        for (const what of [
          ...(patch.said === undefined ? [] : [{ said: patch.said }]),
          ...(patch.step === undefined ? [] : [{ step: patch.step }]),
        ])
          value = one.change(value, one.find(id, agencyId).assignment, what, { by, now });
        return versioned(value);
      },
    ),
  };
}
