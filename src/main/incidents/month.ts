import { type Incident, severities } from "../../protocol/incident.ts";
import { falseOutcomes, type Month, type Response, type Times } from "../../protocol/month.ts";
import { Fault } from "../base/fault.ts";
import type { Store } from "../store/store.ts";
import { percentile } from "./rules/figures.ts";
import { instantOf } from "./sources/reading/time.ts";

/** Incidents of one answer of the store: few, so that other questions come between. */
const PAGE = 500;

/** Begin and end of a month of the calendar of `zone`, milliseconds since 1970. Faults with `invalid`. */
export function spanOf(month: string, zone: string): { readonly from: number; readonly until: number } {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, "0")}`;
  const [from, until] = [month, next].map((one) => instantOf(`${one}-01T00:00:00`, zone));
  if (from == null || until == null) throw new Fault("invalid", { field: "month", problem: month });
  return { from, until };
}

/** Those that occurred from `from` until `until`, the newest first, each once; none of a drill. */
export async function* incidentsOf(
  store: { readonly incidents: Pick<Store["incidents"], "list"> },
  { from, until }: { readonly from: number; readonly until: number },
): AsyncGenerator<Incident> {
  const seen = new Set<string>();
  const within = { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
  for (let skip = 0; ; skip += PAGE) {
    const page = await store.incidents.list({ ...within, order: "newest", limit: PAGE, skip });
    for (const incident of page) {
      // One that came meanwhile moves the others by a place.
      if (incident.drill === true || seen.has(incident.id)) continue;
      seen.add(incident.id);
      yield incident;
    }
    if (page.length < PAGE) return;
  }
}

/** How long things took, seconds. */
class Took {
  readonly #lists = {
    acknowledge: [] as number[],
    assign: [] as number[],
    close: [] as number[],
    accept: [] as number[],
    arrive: [] as number[],
  };

  add(what: keyof Response, from: string, until: string | undefined): void {
    if (until === undefined) return;
    const took = (Date.parse(until) - Date.parse(from)) / 1000;
    // A clock that was set back in between makes no figure.
    if (took >= 0) this.#lists[what].push(took);
  }

  response(): Response {
    const { acknowledge, assign, close, accept, arrive } = this.#lists;
    return {
      ...{ acknowledge: timesOf(acknowledge), assign: timesOf(assign), close: timesOf(close) },
      ...{ accept: timesOf(accept), arrive: timesOf(arrive) },
    };
  }
}

function timesOf(seconds: readonly number[]): Times {
  const sorted = seconds.toSorted((a, b) => a - b);
  return { count: sorted.length, medianS: percentile(sorted, 0.5), p95S: percentile(sorted, 0.95) };
}

class Counts {
  readonly #counts = new Map<string, number>();

  add(name: string): void {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  of(name: string): number {
    return this.#counts.get(name) ?? 0;
  }

  /** The most first. */
  list(): { readonly name: string; readonly count: number }[] {
    return [...this.#counts]
      .map(([name, count]) => ({ name, count }))
      .toSorted((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1));
  }
}

export type MonthFigures = Omit<Month, "month" | "zone" | "from" | "until" | "alerts">;

/** Figures of `incidents`, none of a drill; agencies by their names. */
export async function monthFigures(
  incidents: AsyncIterable<Incident> | Iterable<Incident>,
  names: ReadonlyMap<string, string>,
): Promise<MonthFigures> {
  const [kinds, bySeverity, sources, asked] = [new Counts(), new Counts(), new Counts(), new Counts()];
  const [all, agencies] = [new Took(), new Map<string, Took>()];
  let [count, closed, falseReports, joined] = [0, 0, 0, 0];
  for await (const incident of incidents) {
    if (incident.joinedTo !== undefined) {
      joined += 1;
      continue;
    }
    count += 1;
    if (incident.status === "closed") {
      closed += 1;
      if (falseOutcomes.includes(incident.outcome ?? "")) falseReports += 1;
    }
    kinds.add(incident.kind);
    bySeverity.add(incident.severity);
    sources.add(incident.source);
    const { receivedAt, acknowledgedAt, closedAt, assignments = [] } = incident;
    const first = assignments.map(({ assignedAt }) => assignedAt).toSorted()[0];
    all.add("acknowledge", receivedAt, acknowledgedAt);
    all.add("assign", receivedAt, first);
    all.add("close", receivedAt, closedAt);
    for (const { agencyId, assignedAt, acceptedAt, arrivedAt } of assignments) {
      const took = agencies.get(agencyId) ?? new Took();
      agencies.set(agencyId, took);
      asked.add(agencyId);
      took.add("acknowledge", receivedAt, acknowledgedAt);
      took.add("assign", receivedAt, assignedAt);
      took.add("close", receivedAt, closedAt);
      for (const one of [took, all]) {
        one.add("accept", assignedAt, acceptedAt);
        one.add("arrive", assignedAt, arrivedAt);
      }
    }
  }
  return {
    ...{ incidents: count, closed, falseReports, joined },
    byKind: kinds.list().map(({ name, count: many }) => ({ kind: name, count: many })),
    bySeverity: severities.map((severity) => ({ severity, count: bySeverity.of(severity) })),
    bySource: sources.list().map(({ name, count: many }) => ({ source: name, count: many })),
    response: all.response(),
    agencies: asked.list().map(({ name: agencyId, count: many }) => ({
      ...{ agencyId, name: names.get(agencyId) ?? agencyId, asked: many },
      response: agencies.get(agencyId)?.response() ?? new Took().response(),
    })),
  };
}
