import { ALERTS_AT_MOST, ALERTS_WINDOW_MS } from "../../../protocol/alert.ts";
import type { Incident } from "../../../protocol/incident.ts";
import type { Rule, RuleTrial } from "../../../protocol/rule.ts";
import { matches } from "./match.ts";
import { type Candidate, nearestCameras } from "./nearest-cameras.ts";
import { CHANGE_EVERY_MS, KEPT_FOR_URGENT } from "./pace.ts";

/** Of those that match so many are told, the newest. */
const MOST_TOLD = 200;

type Tried = Pick<Rule, "when" | "do" | "priority">;

/**
 * What a rule alone would have done about past incidents (of any order), as they are known now and with the cameras as they
 * are now: which match, which cameras it would have raised, and how often it would have wanted more than the governor lets
 * through at once. `zone`: of the site.
 */
export function tryOut(
  rule: Tried,
  incidents: readonly Incident[],
  cameras: readonly Candidate[],
  zone: string,
): Omit<RuleTrial, "looked" | "more"> {
  const arrived = incidents
    .filter((incident) => matches(rule, incident, zone))
    .map((incident) => ({ incident, at: Date.parse(incident.receivedAt) }))
    .toSorted((a, b) => a.at - b.at);
  const most = rule.priority === "urgent" ? ALERTS_AT_MOST : ALERTS_AT_MOST - KEPT_FOR_URGENT;
  const alerts: number[] = [];
  let changedAt = Number.NEGATIVE_INFINITY;
  const told = arrived.map(({ incident, at }) => {
    const changes = rule.do.cameras !== undefined || rule.do.layoutId !== undefined;
    const heldChange = changes && at < changedAt + CHANGE_EVERY_MS;
    if (changes && !heldChange) changedAt = at;
    const recent = alerts.filter((before) => before > at - ALERTS_WINDOW_MS).length;
    const heldAlert = rule.do.alert === true && recent >= most;
    if (rule.do.alert === true && !heldAlert) alerts.push(at);
    return { incident, heldChange, heldAlert };
  });
  const wanted = rule.do.cameras;
  return {
    matched: told.length,
    heldChanges: told.filter(({ heldChange }) => heldChange).length,
    heldAlerts: told.filter(({ heldAlert }) => heldAlert).length,
    incidents: told
      .slice(-MOST_TOLD)
      .toReversed()
      .map(({ incident, heldChange, heldAlert }) => {
        const { id, text, kind, severity, receivedAt } = incident;
        return {
          ...{ id, text, kind, severity, receivedAt, heldChange, heldAlert },
          cameras: wanted === undefined ? [] : nearestCameras(incident, cameras, wanted),
        };
      }),
  };
}
