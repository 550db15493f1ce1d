import { randomUUID } from "node:crypto";
import type { Incident } from "../../../protocol/incident.ts";
import type { Rule } from "../../../protocol/rule.ts";
import type { Firing, StoredRaise } from "../../store/rule-store.ts";
import { atOnePlace, type Spot } from "./one-place.ts";
import { endOf } from "./raise-plan.ts";
import { spotOf } from "./spot.ts";

/** What a rule wants because of an incident. */
export interface Wish {
  readonly raises: readonly StoredRaise[];
  /** For the incident's log, where it joins what is on a wall already. */
  readonly entries: Firing["entries"];
}

/**
 * What a rule wants on each wall that it names because of an incident, at `now` (milliseconds since 1970): a raise of its
 * own, or the one among `known` that it wanted because of another at the same place, which is theirs both from here on.
 */
export function wish(
  rule: Rule,
  incident: Incident,
  known: ReadonlyMap<string, StoredRaise>,
  now: number,
): Wish {
  const { cameras, wallId } = rule.do;
  const spot = spotOf(incident);
  const entries: Firing["entries"][number][] = [];
  const walls = new Set([cameras?.wallId, wallId].filter((id) => id !== undefined));
  const raises = [...walls].map((id): StoredRaise => {
    const there = joined(known, rule.id, id, spot);
    if (there === undefined) return newRaise(rule, id, incident.id, spot, now);
    const isTold = there.entered.length > 0;
    if (isTold) {
      const cameraIds = there.cameras.map(({ cameraId }) => cameraId);
      const event = { kind: "raised" as const, wallId: id, cameraIds };
      const at = new Date(now).toISOString();
      entries.push({ incidentId: incident.id, at, by: `rule ${rule.name}`, event });
    }
    return {
      ...there,
      incidentIds: [...there.incidentIds, incident.id],
      entered: isTold ? [...there.entered, incident.id] : [],
      // It stays for its whole time from now on.
      ...(there.raisedAt === undefined || there.minutes === null
        ? {}
        : { endsAt: endOf(now, there.minutes) }),
    };
  });
  return { raises, entries };
}

function joined(
  known: ReadonlyMap<string, StoredRaise>,
  ruleId: string,
  wallId: string,
  spot: Spot,
): StoredRaise | undefined {
  for (const raise of known.values())
    if (raise.ruleId === ruleId && raise.wallId === wallId && atOnePlace(raise.spot, spot)) return raise;
  return undefined;
}

function newRaise(rule: Rule, wallId: string, incidentId: string, spot: Spot, now: number): StoredRaise {
  const { cameras, layoutId, wallId: layoutWall } = rule.do;
  return {
    id: randomUUID(),
    ruleId: rule.id,
    ruleName: rule.name,
    wallId,
    incidentIds: [incidentId],
    priority: rule.priority,
    cameras: [],
    layoutId: wallId === layoutWall ? (layoutId ?? null) : null,
    since: new Date(now).toISOString(),
    spot,
    camerasWanted: cameras?.wallId === wallId ? { count: cameras.count, withinM: cameras.withinM } : null,
    minutes: rule.until === "closed" ? null : rule.until,
    entered: [],
  };
}
