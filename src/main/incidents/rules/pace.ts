import { ALERTS_AT_MOST, ALERTS_WINDOW_MS } from "../../../protocol/alert.ts";
import { type Severity, severities } from "../../../protocol/incident.ts";
import { type RulePriority, rulePriorities } from "../../../protocol/rule.ts";
import type { Told } from "../../store/rule-store.ts";
import { Places, type Spot } from "./one-place.ts";

/** Between two changes that rules make of one wall, milliseconds. */
export const CHANGE_EVERY_MS = 30_000;
/** Of the alerts that an operator is told in ten minutes, so many are kept for urgent ones. */
export const KEPT_FOR_URGENT = 1;

/**
 * How long rules must leave a wall alone, milliseconds; 0 where they may change it. `lastAt`: when they did last, null where
 * they never did, by the same clock as `now`.
 */
export function changeIn(lastAt: number | null, now: number): number {
  return lastAt === null ? 0 : Math.max(0, lastAt + CHANGE_EVERY_MS - now);
}

/** What asks for an operator, as far as it matters for who is told when. */
export interface Standing extends Spot {
  readonly id: string;
  readonly priority: RulePriority;
  readonly severity: Severity;
  /** RFC 3339, in UTC. */
  readonly since: string;
}

/** What was told and stands, and whatever else was told in the last ten minutes. */
export type Desk = readonly Told[];

export interface Telling<S> {
  readonly desk: Desk;
  /** What waits until the operator can be told, the most urgent first. */
  readonly held: readonly S[];
  /** When that is, milliseconds since 1970; null where nothing waits. */
  readonly until: number | null;
}

interface Cluster<S> {
  readonly first: S;
  readonly alerts: S[];
}

/**
 * Tells an operator what stands, at `now` (milliseconds since 1970): at most six in ten minutes, the last of which is kept
 * for what is urgent. What is at one place is told as one, and joins what was told of it unless it is more urgent. Where
 * there is more than may be told, the most urgent is told one by one and the rest as one; where nothing more may be told
 * it waits. `before` is answered itself where nothing is another.
 */
export function tell<S extends Standing>(before: Desk, standing: readonly S[], now: number): Telling<S> {
  const alerts = new Map(standing.map((one) => [one.id, one]));
  const kept = before
    .map(({ id, at, alertIds }) => ({
      id,
      at: Math.min(at, now),
      alertIds: alertIds.filter((alertId) => alerts.has(alertId)),
    }))
    .filter(({ at, alertIds }) => alertIds.length > 0 || isRecent(at, now));
  const told = new Set(kept.flatMap(({ alertIds }) => alertIds));
  const fresh = standing.filter(({ id }) => !told.has(id)).toSorted(byUrgency);
  const { joined, clusters } =
    fresh.length === 0 ? { joined: kept, clusters: [] } : gather(kept, alerts, fresh);
  const room = ALERTS_AT_MOST - kept.filter(({ at }) => isRecent(at, now)).length;
  const urgent = share(
    clusters.filter(({ first }) => first.priority === "urgent"),
    room,
  );
  const others = share(
    clusters.filter(({ first }) => first.priority !== "urgent"),
    room - urgent.told.length - KEPT_FOR_URGENT,
  );
  const coming = [...urgent.told, ...others.told].map((members) => ({
    id: members[0]?.id ?? "",
    at: now,
    alertIds: members.map(({ id }) => id),
  }));
  const desk = [...joined, ...coming];
  const held = [...urgent.held, ...others.held];
  const most = urgent.held.length > 0 ? ALERTS_AT_MOST : ALERTS_AT_MOST - KEPT_FOR_URGENT;
  return {
    desk: JSON.stringify(desk) === JSON.stringify(before) ? before : desk,
    held,
    until: held.length === 0 ? null : roomAt(desk, most, now),
  };
}

/** The most urgent first, then the worst, then the oldest. */
export function byUrgency(a: Standing, b: Standing): number {
  return (
    rankOf(a) - rankOf(b) ||
    severities.indexOf(a.severity) - severities.indexOf(b.severity) ||
    (a.since < b.since ? -1 : a.since > b.since ? 1 : 0) ||
    (a.id < b.id ? -1 : 1)
  );
}

function rankOf({ priority }: Standing): number {
  return rulePriorities.indexOf(priority);
}

function isRecent(at: number, now: number): boolean {
  return at > now - ALERTS_WINDOW_MS;
}

/** What is new joins what was told of its place, or is gathered by places; in the order in which it is given. */
function gather<S extends Standing>(
  kept: readonly Told[],
  alerts: ReadonlyMap<string, S>,
  fresh: readonly S[],
): { joined: Told[]; clusters: Cluster<S>[] } {
  const places = new Places<{ readonly rank: number; readonly members: { push(alert: S): unknown } }>();
  const joining = new Map<string, string[]>();
  for (const { id, alertIds } of kept) {
    const ids = [...alertIds];
    joining.set(id, ids);
    const members = { push: (alert: S) => ids.push(alert.id) };
    const known = alertIds.flatMap((alertId) => alerts.get(alertId) ?? []);
    const rank = Math.min(...known.map(rankOf));
    for (const alert of known) places.add(alert, { rank, members });
  }
  const clusters: Cluster<S>[] = [];
  for (const alert of fresh) {
    const rank = rankOf(alert);
    const there = places.near(alert).find((one) => one.rank <= rank);
    if (there !== undefined) there.members.push(alert);
    else {
      const cluster = { first: alert, alerts: [alert] };
      clusters.push(cluster);
      places.add(alert, { rank, members: cluster.alerts });
    }
  }
  return { joined: kept.map((one) => ({ ...one, alertIds: joining.get(one.id) ?? one.alertIds })), clusters };
}

/** Clusters as they are told where there is room for so many: one by one, the last as one with all that is left. */
function share<S>(clusters: readonly Cluster<S>[], room: number): { told: S[][]; held: S[] } {
  if (room <= 0) return { told: [], held: clusters.flatMap(({ alerts }) => alerts) };
  if (clusters.length <= room) return { told: clusters.map(({ alerts }) => alerts), held: [] };
  const single = clusters.slice(0, room - 1).map(({ alerts }) => alerts);
  return { told: [...single, clusters.slice(room - 1).flatMap(({ alerts }) => alerts)], held: [] };
}

/** When fewer than `most` were told in the ten minutes before. */
function roomAt(desk: Desk, most: number, now: number): number {
  const recent = desk
    .map(({ at }) => at)
    .filter((at) => isRecent(at, now))
    .toSorted((a, b) => b - a);
  const oldest = recent[most - 1];
  return oldest === undefined ? now : oldest + ALERTS_WINDOW_MS;
}
