import { randomUUID } from "node:crypto";
import type { Alert } from "../../../protocol/alert.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Rule, RuleInput } from "../../../protocol/rule.ts";
import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { StoredRaise } from "../../store/rule-store.ts";
import type { Store } from "../../store/store.ts";
import type { Expected, Versioned } from "../../store/versioned.ts";
import type { Walls } from "../../wall/walls.ts";
import type { StandingIncidents } from "../standing.ts";
import type { AlertRoom } from "./alerts.ts";
import { matches } from "./match.ts";
import type { Raises } from "./raises.ts";
import { spotOf } from "./spot.ts";
import { wish } from "./wish.ts";

/** Incidents that are seen to in one go. */
const BATCH = 200;
/** After a failure of the store it is tried again in so long, milliseconds. */
const AGAIN_MS = 5_000;

interface Parts {
  readonly store: Pick<Store, "rules">;
  readonly incidents: Pick<StandingIncidents, "listen" | "list" | "find">;
  readonly raises: Pick<Raises, "joinable" | "put" | "leave">;
  /** Nothing changes a wall meanwhile. */
  readonly walls: Pick<Walls, "inTurn">;
  readonly alerts: Pick<AlertRoom, "put" | "end" | "incidentIds">;
  /** A rule wants cameras within so many metres because of an incident. */
  readonly wanted: (incident: Incident, withinM: number) => void;
  readonly clock: Clock;
  readonly log: Log;
  /** Of the site, as in the IANA database. */
  readonly zone: () => string;
}

/** What is to be seen to of an incident. */
type News = "look" | "answered" | "over";

/**
 * Applies the rules to incidents as they arrive and change, each rule to each incident once. What came while nothing ran,
 * or between an incident's storing and its rules', is seen to at the start.
 */
export class Rulebook {
  readonly #parts: Parts;
  #rules: readonly Rule[] = [];
  readonly #news = new Map<string, News>();
  #leave: () => void = () => {};
  #cancel: () => void = () => {};
  #working: Promise<void> | null = null;
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Reads the rules, and sees to all that stands. */
  async start(): Promise<void> {
    const { incidents, alerts } = this.#parts;
    await this.#load();
    this.#leave = incidents.listen({
      arrived: ({ id }) => this.#tell(id, "look"),
      changed: ({ id, status }) => this.#tell(id, status === "open" ? "look" : "answered"),
      left: (incident) => {
        const byPerson = isByPerson(incident);
        this.#parts.raises.leave(incident.id, byPerson);
        this.#tell(incident.id, byPerson ? "answered" : "over");
      },
    });
    for (const { id } of incidents.list()) this.#news.set(id, "look");
    for (const id of alerts.incidentIds())
      if (incidents.find(id)?.status !== "open") this.#news.set(id, "over");
    this.#work();
  }

  /** In their order. */
  list(): readonly Rule[] {
    return this.#rules;
  }

  get(id: string): Promise<Versioned<Rule>> {
    return this.#parts.store.rules.get(id);
  }

  async add(input: RuleInput): Promise<Versioned<Rule>> {
    return this.#changed(await this.#parts.store.rules.add(input));
  }

  async put(id: string, input: RuleInput, expected: Expected): Promise<Versioned<Rule>> {
    return this.#changed(await this.#parts.store.rules.put(id, input, expected));
  }

  async remove(id: string, expected: Expected): Promise<void> {
    await this.#parts.store.rules.remove(id, expected);
    await this.#load();
  }

  /** Resolves when nothing of it runs any more. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#leave();
    this.#cancel();
    await this.#working;
  }

  async #changed(rule: Versioned<Rule>): Promise<Versioned<Rule>> {
    await this.#load();
    return rule;
  }

  async #load(): Promise<void> {
    this.#rules = await this.#parts.store.rules.list();
  }

  #tell(id: string, news: News): void {
    this.#news.set(id, news);
    this.#work();
  }

  #work(): void {
    if (this.#closed || this.#working !== null) return;
    this.#working = this.#workAll().finally(() => {
      this.#working = null;
    });
  }

  async #workAll(): Promise<void> {
    while (this.#news.size > 0 && !this.#closed) {
      const batch = [...this.#news].slice(0, BATCH);
      for (const [id] of batch) this.#news.delete(id);
      try {
        await this.#see(batch);
      } catch (error) {
        this.#parts.log.warn({ err: error }, "rules could not be applied");
        // What came meanwhile of one of them is newer.
        for (const [id, news] of batch) if (!this.#news.has(id)) this.#news.set(id, news);
        if (this.#closed) return;
        this.#cancel = this.#parts.clock.after(AGAIN_MS, () => this.#work());
        return;
      }
    }
  }

  async #see(batch: readonly (readonly [string, News])[]): Promise<void> {
    const { alerts, incidents } = this.#parts;
    const of = (wanted: News) => batch.flatMap(([id, news]) => (news === wanted ? [id] : []));
    // One that was opened again meanwhile goes on.
    const isDone = (id: string) => incidents.find(id)?.status !== "open";
    await alerts.end(of("answered").filter(isDone), true);
    await alerts.end(of("over").filter(isDone), false);
    await this.#fire(batch.flatMap(([id]) => incidents.find(id) ?? []));
  }

  async #fire(incidents: readonly Incident[]): Promise<void> {
    const { store, walls, zone } = this.#parts;
    const applying = this.#rules.filter(({ enabled }) => enabled);
    const matched = incidents.flatMap((incident) =>
      applying
        .filter((rule) => rule.changedAt <= incident.updatedAt && matches(rule, incident, zone()))
        .map((rule) => ({ rule, incident })),
    );
    if (matched.length === 0) return;
    const ids = new Set(matched.map(({ incident }) => incident.id));
    const fired = new Set(
      (await store.rules.fired([...ids])).map(({ ruleId, incidentId }) => `${ruleId} ${incidentId}`),
    );
    const pairs = matched.filter(({ rule, incident }) => !fired.has(`${rule.id} ${incident.id}`));
    // What is on the walls must not be another before it is joined.
    if (pairs.length > 0) await walls.inTurn(() => this.#fireAll(pairs));
  }

  async #fireAll(pairs: readonly { readonly rule: Rule; readonly incident: Incident }[]): Promise<void> {
    const { store, raises, alerts, clock, wanted: tell } = this.#parts;
    const now = clock.now();
    const known = raises.joinable();
    const wanted = new Map<string, StoredRaise>();
    const entries = pairs.flatMap(({ rule, incident }) => {
      const wished = wish(rule, incident, known, now);
      for (const raise of wished.raises) {
        known.set(raise.id, raise);
        wanted.set(raise.id, raise);
      }
      return wished.entries;
    });
    const firing = {
      pairs: pairs.map(({ rule, incident }) => ({ ruleId: rule.id, incidentId: incident.id })),
      alerts: pairs
        .filter(({ rule, incident }) => rule.do.alert === true && incident.status === "open")
        .map(({ rule, incident }) => alertOf(rule, incident, now)),
      raises: [...wanted.values()],
      entries,
    };
    await store.rules.fire(firing);
    alerts.put(firing.alerts);
    raises.put(firing.raises);
    for (const { rule, incident } of pairs)
      if (rule.do.cameras !== undefined) tell(incident, rule.do.cameras.withinM);
  }
}

function alertOf(rule: Rule, incident: Incident, now: number): Alert {
  const { kind, severity, text, source } = incident;
  return {
    id: randomUUID(),
    ruleId: rule.id,
    ruleName: rule.name,
    incidentId: incident.id,
    ...{ kind, severity, text, source, ...spotOf(incident) },
    priority: rule.priority,
    sound: rule.do.sound === true,
    ...(incident.drill === true ? { drill: true } : {}),
    since: new Date(now).toISOString(),
  };
}

/** Whether a person, and neither its source nor the time, ended it. */
function isByPerson({ status, closedBy, source, sourceId, joinedTo }: Incident): boolean {
  if (joinedTo !== undefined) return true;
  return status === "closed" && closedBy !== undefined && (sourceId === undefined || closedBy !== source);
}
