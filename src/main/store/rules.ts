import { randomUUID } from "node:crypto";
import type Database from "better-sqlite3";
import { type Rule, type RuleInput, ruleInputSchema, ruleSchema } from "../../protocol/rule.ts";
import { Fault } from "../base/fault.ts";
import { alertRows } from "./alerts.ts";
import { incidentLog } from "./incident-log.ts";
import { wallKnown } from "./layouts.ts";
import { raiseRows } from "./raises.ts";
import { accept, expectVersion, readDoc } from "./row.ts";
import type { Firing } from "./rule-store.ts";
import type { Expected, Versioned } from "./versioned.ts";
import { atomic } from "./transaction.ts";

interface RuleRow {
  readonly id: string;
  readonly version: number;
  readonly doc: string;
}

/** Rules that there are at most. */
const MOST_RULES = 1000;

const read = (row: RuleRow): Rule => readDoc(ruleSchema, row.doc, `rules ${row.id}`);

/** Rules, and what they did about which incident. `now`: milliseconds since 1970. */
export function ruleTable(db: Database.Database) {
  const known = wallKnown(db);
  const alerts = alertRows(db);
  const raises = raiseRows(db);
  const log = incidentLog(db);
  const all = db.prepare<[], RuleRow>("SELECT id, version, doc FROM rules ORDER BY seq");
  const one = db.prepare<[string], RuleRow>("SELECT id, version, doc FROM rules WHERE id = ?");
  const layout = db.prepare<[string], number>("SELECT 1 FROM layouts WHERE id = ?").pluck();
  const insert = db.prepare<[string, number, string]>(
    "INSERT INTO rules (id, version, doc) VALUES (?, ?, ?)",
  );
  const update = db.prepare<[number, string, string]>("UPDATE rules SET version = ?, doc = ? WHERE id = ?");
  const drop = db.prepare<[string]>("DELETE FROM rules WHERE id = ?");
  const firedOf = db.prepare<[string], { rule_id: string; incident_id: string }>(
    "SELECT rule_id, incident_id FROM fired WHERE incident_id = ?",
  );
  const mark = db.prepare<[string, string]>(
    "INSERT OR IGNORE INTO fired (incident_id, rule_id) VALUES (?, ?)",
  );

  function stored(id: string): RuleRow {
    const row = one.get(id);
    if (row === undefined) throw new Fault("notFound", { what: "rule", id });
    return row;
  }

  function checked(id: string, given: RuleInput, now: number): Rule {
    const rule = accept(ruleInputSchema, given);
    const { cameras, wallId, layoutId } = rule.do;
    for (const [field, wall] of [
      ["do.cameras.wallId", cameras?.wallId],
      ["do.wallId", wallId],
    ] as const)
      if (wall !== undefined && !known(wall))
        throw new Fault("invalid", { field, problem: `there is no wall ${wall}` });
    if (layoutId !== undefined && layout.get(layoutId) === undefined)
      throw new Fault("invalid", { field: "do.layoutId", problem: `there is no layout ${layoutId}` });
    return accept(ruleSchema, { ...rule, id, changedAt: new Date(now).toISOString() });
  }

  return {
    /** In their order. */
    list: (): Rule[] =>
      all
        .all()
        .map(read)
        .toSorted((a, b) => a.order - b.order),
    get(id: string): Versioned<Rule> {
      const row = stored(id);
      return { value: read(row), version: row.version };
    },
    add: atomic(db, (given: RuleInput, now: number): Versioned<Rule> => {
      const value = checked(given.id ?? `rule-${randomUUID()}`, given, now);
      if (one.get(value.id) !== undefined) throw new Fault("conflict", { what: "rule", id: value.id });
      if (all.all().length >= MOST_RULES)
        throw new Fault("invalid", { field: "rules", problem: `there are ${MOST_RULES} already` });
      insert.run(value.id, 1, JSON.stringify(value));
      return { value, version: 1 };
    }),
    put: atomic(db, (id: string, given: RuleInput, expected: Expected, now: number): Versioned<Rule> => {
      const row = stored(id);
      expectVersion("rule", expected, row.version);
      const value = checked(id, given, now);
      update.run(row.version + 1, JSON.stringify(value), id);
      return { value, version: row.version + 1 };
    }),
    remove: atomic(db, (id: string, expected: Expected): void => {
      const row = stored(id);
      expectVersion("rule", expected, row.version);
      drop.run(id);
    }),
    /** What rules did already about these incidents. */
    fired: (incidentIds: readonly string[]): { ruleId: string; incidentId: string }[] =>
      incidentIds.flatMap((id) =>
        firedOf.all(id).map((row) => ({ ruleId: row.rule_id, incidentId: row.incident_id })),
      ),
    fire: atomic(db, ({ pairs, alerts: coming, raises: wanted, entries }: Firing): void => {
      for (const { ruleId, incidentId } of pairs) mark.run(incidentId, ruleId);
      for (const alert of coming) alerts.add(alert);
      for (const raise of wanted) raises.put(raise);
      for (const { incidentId, at, by, event } of entries) log.enter(incidentId, at, by, event);
    }),
  };
}
