import type { Alert, AlertFigures, AlertItem, Alerts } from "../../../protocol/alert.ts";
import { ALERTS_WINDOW_MS } from "../../../protocol/alert.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Clock } from "../../base/clock.ts";
import type { Log } from "../../base/log.ts";
import type { Store } from "../../store/store.ts";
import { figures } from "./figures.ts";
import { byUrgency, type Desk, tell } from "./pace.ts";
import type { Shelves } from "./shelves.ts";
import { spotOf } from "./spot.ts";

/** Of what is told as one, so many are named. */
const MOST_NAMED = 50;

interface Parts {
  readonly store: Pick<Store, "alerts">;
  readonly clock: Clock;
  readonly log: Log;
  readonly shelves: Pick<Shelves, "until">;
  /** Of those that stand; null where it does not. */
  readonly incident: (id: string) => Incident | null;
}

/** What asks for operators. Each is told at the pace that a person can follow, when the operator's desk asks. */
export class AlertRoom {
  readonly #parts: Parts;
  /** By incident. */
  readonly #standing = new Map<string, Alert[]>();
  readonly #desks = new Map<string, Desk>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  async load(): Promise<void> {
    this.put(await this.#parts.store.alerts.standing());
  }

  /** Takes what was stored. */
  put(alerts: readonly Alert[]): void {
    for (const alert of alerts) {
      const its = this.#standing.get(alert.incidentId);
      if (its === undefined) this.#standing.set(alert.incidentId, [alert]);
      else its.push(alert);
    }
  }

  /** Incidents that wait for somebody. */
  incidentIds(): string[] {
    return [...this.#standing.keys()];
  }

  /** Ends what these incidents asked for; `answered`: by a person. */
  async end(incidentIds: readonly string[], answered: boolean): Promise<void> {
    const alerts = incidentIds.flatMap((id) => this.#standing.get(id) ?? []);
    if (alerts.length === 0) return;
    await this.#parts.store.alerts.end(
      alerts.map(({ id }) => id),
      answered,
    );
    for (const id of incidentIds) this.#standing.delete(id);
  }

  /** What waits for an operator, who is told of it hereby. */
  async of(name: string): Promise<Alerts> {
    const { clock, store, shelves, incident } = this.#parts;
    const before = this.#desks.get(name) ?? (await store.alerts.desk(name));
    const now = clock.now();
    const alerts: Alert[] = [];
    let shelved = 0;
    for (const alert of [...this.#standing.values()].flat()) {
      const its = incident(alert.incidentId);
      if (its?.status !== "open") continue;
      if (shelves.until({ ...its, ruleId: alert.ruleId }) === null) alerts.push(asNow(alert, its));
      else shelved += 1;
    }
    const { desk, held, until } = tell(this.#desks.get(name) ?? before, alerts, now);
    this.#desks.set(name, desk);
    if (desk !== before) await this.#keep(name, desk);
    const known = new Map(alerts.map((alert) => [alert.id, alert]));
    const told = desk.flatMap(({ id, at, alertIds }): AlertItem[] => {
      const its = alertIds.flatMap((alertId) => known.get(alertId) ?? []).toSorted(byUrgency);
      if (its.length === 0) return [];
      return [
        { id, toldAt: new Date(at).toISOString(), count: its.length, alerts: its.slice(0, MOST_NAMED) },
      ];
    });
    return {
      told: told.toSorted((a, b) => (a.alerts[0] && b.alerts[0] ? byUrgency(a.alerts[0], b.alerts[0]) : 0)),
      held:
        until === null
          ? null
          : { count: held.length, until: new Date(until).toISOString(), alerts: held.slice(0, MOST_NAMED) },
      shelved,
    };
  }

  async #keep(name: string, desk: Desk): Promise<void> {
    try {
      await this.#parts.store.alerts.putDesk(name, desk);
    } catch (error) {
      // Who is told must be told also on a full disk: after a restart it is told once more.
      this.#parts.log.warn({ err: error }, "what an operator was told could not be kept");
    }
  }

  /** How alerts were in the last `hours`. */
  async figures(hours: number): Promise<AlertFigures> {
    const until = this.#parts.clock.now();
    const from = until - hours * 3600_000;
    return figures(await this.#parts.store.alerts.past(from - ALERTS_WINDOW_MS, until), from, until);
  }
}

/** An alert with what is known of its incident now. */
function asNow(alert: Alert, incident: Incident): Alert {
  const { severity, text, kind } = incident;
  return { ...alert, ...spotOf(incident), severity, text, kind };
}
