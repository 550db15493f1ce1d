import { z } from "zod";
import type { Verdict } from "../../protocol/admission.ts";
import { RESTORE_BELOW, SHED_ABOVE } from "./shedding.ts";

/** Loads of each kind that are remembered of one display PC. */
const REMEMBERED = 32;
/** A load that is nearer to the one before is the same, percent: what is known is stored at every change. */
const NEAR = 10;

/**
 * What one display PC was seen to do. Loads in the cost that `shedding.ts` counts in: those that it carried whole, the
 * greatest first, each with the highest load in percent that it told of meanwhile; and those that were too much for it,
 * the least first. What it carried is below all that was too much.
 */
export const evidenceOfLoadSchema = z.object({
  carried: z.array(z.object({ cost: z.number(), percent: z.number() })).max(REMEMBERED),
  tooMuch: z.array(z.number()).max(REMEMBERED),
});
export type EvidenceOfLoad = z.infer<typeof evidenceOfLoadSchema>;

export const nothingSeen: EvidenceOfLoad = { carried: [], tooMuch: [] };

/**
 * It carried `cost` whole for a while, its load never above `percent`. What was too much for it once and is carried now
 * was too much for another reason. Pure; the same object where nothing is new.
 */
export function seenCarrying(before: EvidenceOfLoad, cost: number, percent: number): EvidenceOfLoad {
  if (percent > SHED_ABOVE) return before;
  const known = before.carried.find((one) => one.cost === cost);
  if (known !== undefined && isNear(known.percent, percent)) return before;
  const carried = [...before.carried.filter((one) => one.cost !== cost), { cost, percent }]
    .toSorted((a, b) => b.cost - a.cost)
    .slice(0, REMEMBERED);
  return { carried, tooMuch: before.tooMuch.filter((one) => one > cost) };
}

/** Something had to be taken from it while it was given `cost`; the rest as in `seenCarrying`. */
export function seenShedding(before: EvidenceOfLoad, cost: number): EvidenceOfLoad {
  if (before.tooMuch.includes(cost)) return before;
  return {
    carried: before.carried.filter((one) => one.cost < cost),
    tooMuch: [...before.tooMuch, cost].toSorted((a, b) => a - b).slice(0, REMEMBERED),
  };
}

function isNear(a: number, b: number): boolean {
  return Math.abs(a - b) < NEAR && a <= RESTORE_BELOW === b <= RESTORE_BELOW;
}

/** What is known of giving it `cost`. */
export function verdictOf(evidence: EvidenceOfLoad, cost: number): Verdict {
  const [least] = evidence.tooMuch;
  if (least !== undefined && cost >= least) return "tooMuch";
  const asMuch = evidence.carried.filter((one) => one.cost >= cost);
  if (cost === 0 || asMuch.some(({ percent }) => percent <= RESTORE_BELOW)) return "carries";
  if (asMuch.length > 0) return "tight";
  return least !== undefined && evidence.carried.length > 0 ? "tight" : "unknown";
}
