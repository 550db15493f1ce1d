import { type AlertFigures, ALERTS_AT_MOST, ALERTS_WINDOW_MS } from "../../../protocol/alert.ts";
import { rulePriorities } from "../../../protocol/rule.ts";
import type { PastAlert } from "../../store/rule-store.ts";

/** An alert that stands for longer is stale, milliseconds (ISA-18.2). */
const STALE_MS = 24 * 3600_000;
/** So many of one source and place within so long are a chattering alarm (ISA-18.2), milliseconds. */
const CHATTER = { count: 3, withinMs: 60_000 };
const MOST_LISTED = 10;

/**
 * Figures of the time from `from` to `until` (milliseconds since 1970). `past`: the alerts that came in that time or in the
 * ten minutes before it, and all that stand, in the order in which they came.
 */
export function figures(past: readonly PastAlert[], from: number, until: number): AlertFigures {
  const came = past.filter(({ at }) => at > from && at <= until);
  const standing = past.filter(({ at, endedAt }) => at <= until && (endedAt === null || endedAt > until));
  const { last, peak, floodMs } = rates(
    past.map(({ at }) => at),
    from,
    until,
  );
  const answers = came
    .flatMap(({ at, endedAt, answered }) => (answered && endedAt !== null ? [(endedAt - at) / 1000] : []))
    .toSorted((a, b) => a - b);
  return {
    from: new Date(from).toISOString(),
    until: new Date(until).toISOString(),
    alerts: came.length,
    lastTenMinutes: last,
    peakTenMinutes: peak,
    floodShare: until > from ? floodMs / (until - from) : 0,
    standing: standing.length,
    stale: standing.filter(({ at }) => until - at > STALE_MS).length,
    byPriority: rulePriorities.map((priority) => ({
      priority,
      count: came.filter((one) => one.priority === priority).length,
    })),
    chattering: chattering(came),
    mostFrequent: mostFrequent(came),
    response: {
      answered: answers.length,
      medianS: percentile(answers, 0.5),
      p90S: percentile(answers, 0.9),
    },
  };
}

/** Alerts in the ten minutes before each moment: at the end, the most, and for how long there were too many. */
function rates(times: readonly number[], from: number, until: number) {
  const changes = times
    .filter((at) => at <= until)
    .flatMap((at) => [
      { at, by: 1 },
      { at: at + ALERTS_WINDOW_MS, by: -1 },
    ])
    .toSorted((a, b) => a.at - b.at || a.by - b.by);
  let [count, peak, floodMs, since] = [0, 0, 0, from];
  for (const { at, by } of changes) {
    if (at > until) break;
    if (at > from) {
      peak = Math.max(peak, count);
      if (count > ALERTS_AT_MOST) floodMs += at - since;
      since = at;
    }
    count += by;
    if (at >= from) peak = Math.max(peak, count);
  }
  if (count > ALERTS_AT_MOST) floodMs += until - since;
  return { last: count, peak: Math.max(peak, count), floodMs };
}

function chattering(came: readonly PastAlert[]): AlertFigures["chattering"] {
  const groups = Map.groupBy(came, ({ source, place }) => JSON.stringify([source, place]));
  return [...groups.values()]
    .filter((group) =>
      group.some(({ at }, index) => {
        const third = group[index + CHATTER.count - 1];
        return third !== undefined && third.at - at <= CHATTER.withinMs;
      }),
    )
    .map((group) => ({ source: group[0]?.source ?? "", place: group[0]?.place ?? "", count: group.length }))
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_LISTED);
}

function mostFrequent(came: readonly PastAlert[]): AlertFigures["mostFrequent"] {
  const groups = Map.groupBy(came, ({ ruleId, kind }) => JSON.stringify([ruleId, kind]));
  return [...groups.values()]
    .map((group) => {
      const { ruleId = "", ruleName = "", kind = "" } = group.at(-1) ?? {};
      return { ruleId, ruleName, kind, count: group.length };
    })
    .toSorted((a, b) => b.count - a.count)
    .slice(0, MOST_LISTED);
}

/** Of sorted values, by nearest rank; null of none. */
export function percentile(sorted: readonly number[], share: number): number | null {
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? null;
}
