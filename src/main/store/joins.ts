import { isDeepStrictEqual } from "node:util";
import type Database from "better-sqlite3";
import { z } from "zod";
import { type Incident, incidentSchema, MOST_JOINED, severities } from "../../protocol/incident.ts";
import { staysOf } from "../../protocol/likeness.ts";
import { Fault } from "../base/fault.ts";
import { incidentLog } from "./incident-log.ts";
import { incidentRows } from "./incidents.ts";
import { likenessRows } from "./likenesses.ts";
import { outboxTable } from "./outbox.ts";
import { withConflicts } from "./report-merge.ts";
import { accept, readDoc } from "./row.ts";
import type { Joined } from "./incident-store.ts";
import { atomic } from "./transaction.ts";

/** What one that joins gives to the one that stays, by field: what that had and has since; null is nothing. */
const gaveSchema = z.record(z.string(), z.object({ from: z.json(), to: z.json() }));
type Gave = z.infer<typeof gaveSchema>;

const jsonOf = (value: unknown): z.infer<ReturnType<typeof z.json>> =>
  value === undefined ? null : z.json().parse(JSON.parse(JSON.stringify(value)));

/** The worse severity and the later end, and whatever is empty. */
function givenBy(joins: Incident, stays: Incident): Gave {
  const gave: Record<string, { from: Gave[string]["from"]; to: Gave[string]["to"] }> = {};
  const give = (field: "severity" | "expiresAt" | "place" | "location" | "area" | "description") => {
    gave[field] = { from: jsonOf(stays[field]), to: jsonOf(joins[field]) };
  };
  if (severities.indexOf(joins.severity) < severities.indexOf(stays.severity)) give("severity");
  if (
    stays.expiresAt !== undefined &&
    (joins.expiresAt === undefined || Date.parse(joins.expiresAt) > Date.parse(stays.expiresAt))
  )
    give("expiresAt");
  for (const field of ["place", "location", "area", "description"] as const)
    if (stays[field] === undefined && joins[field] !== undefined) give(field);
  return gave;
}

/** `incident` with these values of fields; null takes one away. */
function withFields(incident: Incident, fields: Readonly<Record<string, unknown>>): Incident {
  const value: Record<string, unknown> = { ...incident, ...fields };
  return accept(incidentSchema, Object.fromEntries(Object.entries(value).filter(([, to]) => to !== null)));
}

function wrong(problem: string): Fault {
  return new Fault("invalid", { field: "incidentId", problem });
}

/** Two incidents that are one, and one that was two. `by`: who saw it; `now`: milliseconds since 1970. */
export function joinTable(db: Database.Database) {
  const rows = incidentRows(db);
  const log = incidentLog(db);
  const outbox = outboxTable(db);
  const likenesses = likenessRows(db);
  const insert = db.prepare<[string, string, string, string]>(
    "INSERT INTO incident_joins (joined_id, into_id, at, gave) VALUES (?, ?, ?, ?)",
  );
  const one = db.prepare<[string], { at: string; gave: string }>(
    "SELECT at, gave FROM incident_joins WHERE joined_id = ?",
  );
  const others = db.prepare<[string], { joined_id: string; gave: string }>(
    "SELECT joined_id, gave FROM incident_joins WHERE into_id = ?",
  );
  const rewrite = db.prepare<[string, string]>("UPDATE incident_joins SET gave = ? WHERE joined_id = ?");
  const remove = db.prepare<[string]>("DELETE FROM incident_joins WHERE joined_id = ?");
  const setApart = db.prepare<[number, number, string, string]>(
    "INSERT OR IGNORE INTO incident_apart (one_seq, other_seq, at, by) VALUES (?, ?, ?, ?)",
  );
  const unsetApart = db.prepare<[number, number]>(
    "DELETE FROM incident_apart WHERE one_seq = ? AND other_seq = ?",
  );

  function stored(id: string): Incident {
    const found = rows.find(id);
    if (found === null) throw new Fault("notFound", { what: "incident", id });
    return found;
  }

  /** Takes back what one that splits off gave: from the one that stayed, or from what a later one took for its own. */
  function givenBack(stays: Incident, gave: Gave): Readonly<Record<string, unknown>> {
    const back: Record<string, unknown> = {};
    const left = others.all(stays.id).map(({ joined_id: id, gave: doc }) => ({
      id,
      gave: readDoc(gaveSchema, doc, `incident_joins ${id}`),
    }));
    for (const [field, { from, to }] of Object.entries(gave)) {
      const heir = left.find((each) => isDeepStrictEqual(each.gave[field]?.from, to));
      const held = heir?.gave[field];
      if (heir !== undefined && held !== undefined) {
        heir.gave[field] = { from, to: held.to };
        rewrite.run(JSON.stringify(heir.gave), heir.id);
      } else if (isDeepStrictEqual(jsonOf(Reflect.get(stays, field)), to)) back[field] = from;
    }
    return back;
  }

  return {
    /** Makes two that stand one. Faults with `notFound` or `invalid`. */
    join: atomic(db, (id: string, otherId: string, by: string, now: number): Joined => {
      const [a, b] = [stored(id), stored(otherId)];
      if (a.id === b.id) throw wrong("it is the same incident");
      for (const each of [a, b]) {
        if (each.status === "closed") throw wrong("the incident is closed");
        if (each.joinedTo !== undefined) throw wrong("it is part of another already");
      }
      if (a.drill !== b.drill) throw wrong("one of the two is a drill");
      const stays = staysOf(a, b);
      const joins = stays === a ? b : a;
      const joined = [...(stays.joined ?? []), joins.id];
      if (joined.length > MOST_JOINED) throw wrong(`there are ${MOST_JOINED} already`);
      const at = new Date(now).toISOString();
      const gave = givenBy(joins, stays);
      insert.run(joins.id, stays.id, at, JSON.stringify(gave));
      const given = Object.fromEntries(Object.entries(gave).map(([field, { to }]) => [field, to]));
      const kept = rows.change(stays, withFields(stays, { ...given, joined }), now);
      const gone = rows.change(joins, { ...joins, joinedTo: stays.id }, now);
      log.enter(kept.id, at, by, {
        ...{ kind: "joined", incidentId: gone.id, text: gone.text, source: gone.source },
      });
      log.enter(gone.id, at, by, { kind: "joinedTo", incidentId: kept.id, text: kept.text });
      if (kept.status !== gone.status) outbox.add(gone.id, { what: kept.status, at, by });
      return { stays: kept, other: gone };
    }),
    /** Makes one that joined another stand for itself again. Faults with `notFound` or `invalid`. */
    split: atomic(db, (id: string, by: string, now: number): Joined => {
      const joined = stored(id);
      const row = one.get(id);
      if (joined.joinedTo === undefined || row === undefined) throw wrong("it is part of no other");
      const stayed = stored(joined.joinedTo);
      if (stayed.joinedTo !== undefined) throw wrong("that which it is part of is part of another");
      remove.run(id);
      const at = new Date(now).toISOString();
      const back = givenBack(stayed, readDoc(gaveSchema, row.gave, `incident_joins ${id}`));
      const left = (stayed.joined ?? []).filter((each) => each !== id);
      // What its source said meanwhile is its own matter again.
      const conflicts = (stayed.conflicts ?? []).filter(
        ({ field, theirs, at: since }) =>
          since < row.at || !isDeepStrictEqual(theirs, jsonOf(Reflect.get(joined, field))),
      );
      const alone = withFields(stayed, { ...back, joined: left.length === 0 ? null : left });
      const stays = rows.change(stayed, withConflicts(alone, conflicts), now);
      const other = rows.change(joined, withFields(joined, { joinedTo: null }), now);
      log.enter(stays.id, at, by, { kind: "split", incidentId: other.id, text: other.text });
      log.enter(other.id, at, by, { kind: "split", incidentId: stays.id, text: stays.text });
      if (stays.status !== other.status) outbox.add(other.id, { what: other.status, at, by });
      return { stays, other };
    }),
    /** Somebody saw that two are two, or (`apart` false) takes that back. Faults with `notFound`. */
    setApart: atomic(db, (id: string, otherId: string, apart: boolean, by: string, now: number): void => {
      const [a, b] = [stored(id), stored(otherId)];
      const [seqA, seqB] = [rows.seqOf(a.id) ?? 0, rows.seqOf(b.id) ?? 0];
      const [first, second] = [Math.min(seqA, seqB), Math.max(seqA, seqB)];
      const at = new Date(now).toISOString();
      const { changes } = apart ? setApart.run(first, second, at, by) : unsetApart.run(first, second);
      if (changes === 0) return;
      likenesses.lookAgain(seqA, a, now);
      for (const [mine, other] of [
        [a, b],
        [b, a],
      ] as const)
        log.enter(mine.id, at, by, { kind: "apart", incidentId: other.id, text: other.text, apart });
    }),
  };
}
