import type { Reduction } from "../../protocol/output.ts";

/** Above this load something is taken, below the other something is given back, percent; between them nothing changes. */
export const SHED_ABOVE = 85;
export const RESTORE_BELOW = 70;
/** The load must have been above the line for so long, milliseconds; for a shorter time where it is far above it. */
export const SHED_AFTER_MS = 3_000;
const FAR_ABOVE = 94;
export const SHED_SOON_MS = 1_500;
/** The load must have been below the line for so long; twice as long after each time that it was too early. */
export const RESTORE_AFTER_MS = 4_000;
const LONGEST_RESTORE_MS = 300_000;
/** What was given back and is missed within this time was given back too early, milliseconds. */
const TOO_EARLY_MS = 15_000;

/** One feed that a page shows, whole. */
export interface CarriedFeed {
  readonly key: string;
  /** The most important of the tiles that show it: 1 to 9, 1 is kept longest. */
  readonly priority: number;
  /** The largest of them, output pixels. */
  readonly area: number;
  /** What decoding it costs, in any unit. */
  readonly cost: number;
  /** The same of its smaller stream or rung; null where there is none. */
  readonly smallerCost: number | null;
}

/** One thing that can be taken from one feed. */
export interface Step {
  readonly key: string;
  readonly kind: Reduction;
  readonly saves: number;
  /** Whether it is taken from priority 1. */
  readonly last: boolean;
}

/** Of its cost, what a feed still has that sends key pictures alone: one in fifty of a camera with one every 2 s. */
const KEY_SHARE = 0.04;

/**
 * Everything that can be taken, in its order: the least important first, of these the smallest on the glass. Pixels are
 * taken from all before pictures are taken from any; what has priority 1 comes after all of that.
 */
export function shedOrder(feeds: readonly CarriedFeed[]): Step[] {
  const sorted = feeds.toSorted(
    (a, b) => b.priority - a.priority || a.area - b.area || (a.key < b.key ? -1 : 1),
  );
  const ofAll = (some: readonly CarriedFeed[], last: boolean): Step[] => [
    ...some.flatMap(({ key, cost, smallerCost }): Step[] =>
      smallerCost === null ? [] : [{ key, kind: "size", saves: cost - smallerCost, last }],
    ),
    ...some.map(({ key, cost, smallerCost }): Step => {
      const saves = (smallerCost ?? cost) * (1 - KEY_SHARE);
      return { key, kind: "frames", saves, last };
    }),
  ];
  const isLast = ({ priority }: CarriedFeed) => priority <= 1;
  return [
    ...ofAll(
      sorted.filter((feed) => !isLast(feed)),
      false,
    ),
    ...ofAll(sorted.filter(isLast), true),
  ];
}

/** What is taken from one page, and why. Times in milliseconds of a clock that never runs backwards. */
export interface Shed {
  /** How many steps of the order are taken. */
  readonly level: number;
  /** The order that `level` counts in. */
  readonly steps: readonly Step[];
  /** The cost that the page was left with when something was taken last; null while nothing is. */
  readonly carries: number | null;
  readonly overSince: number | null;
  readonly underSince: number | null;
  readonly changedAt: number | null;
  readonly restoredAt: number | null;
  readonly restoreAfterMs: number;
}

export const nothingShed: Shed = {
  level: 0,
  steps: [],
  carries: null,
  overSince: null,
  underSince: null,
  changedAt: null,
  restoredAt: null,
  restoreAfterMs: RESTORE_AFTER_MS,
};

/** What is left of the cost of `feeds` once the first `level` of `steps` are taken. */
export function costAt(feeds: readonly CarriedFeed[], steps: readonly Step[], level: number): number {
  const whole = feeds.reduce((sum, { cost }) => sum + cost, 0);
  return steps.slice(0, level).reduce((left, { saves }) => left - saves, whole);
}

function sameSteps(a: readonly Step[], b: readonly Step[]): boolean {
  return a.length === b.length && a.every(({ key, kind }, at) => key === b[at]?.key && kind === b[at]?.kind);
}

/** Another layout is given what the one before could be given: the fewest steps that leave no more than that. */
function follow(before: Shed, feeds: readonly CarriedFeed[], steps: readonly Step[]): Shed {
  if (sameSteps(before.steps, steps)) return before;
  const { carries } = before;
  let level = 0;
  if (carries !== null) while (level < steps.length && costAt(feeds, steps, level) > carries) level += 1;
  // How it does is not known yet, so that both lines are waited for anew.
  return {
    ...before,
    steps,
    level,
    carries: level === 0 ? null : carries,
    overSince: null,
    underSince: null,
    restoredAt: null,
    restoreAfterMs: RESTORE_AFTER_MS,
  };
}

/** Steps to take at once: of those left a tenth, or half of them where the load is far above the line. */
function stride(load: number, left: number): number {
  return Math.max(1, Math.ceil(left * (load >= FAR_ABOVE ? 0.5 : 0.1)));
}

/**
 * The state after a look at `feeds` with the page's `load` (percent, null where it has not said). Pure. Two changes are
 * never nearer than `SHED_SOON_MS`.
 */
export function shed(before: Shed, feeds: readonly CarriedFeed[], load: number | null, now: number): Shed {
  const state = follow(before, feeds, shedOrder(feeds));
  const { level, steps } = state;
  const over = load !== null && load > SHED_ABOVE ? (state.overSince ?? now) : null;
  const under = load !== null && load < RESTORE_BELOW ? (state.underSince ?? now) : null;
  const timed = { ...state, overSince: over, underSince: under };
  const to = (next: number): Shed => ({
    ...timed,
    level: next,
    carries: next === 0 ? null : costAt(feeds, steps, next),
    // The effect of a change is waited for as long as its cause was.
    overSince: null,
    underSince: null,
    changedAt: now,
  });
  // What has priority 1 is touched only once it is seen that all the rest was not enough.
  const spared = steps.findIndex(({ last }) => last);
  const left = (level < spared ? spared : steps.length) - level;
  const afterMs = (load ?? 0) >= FAR_ABOVE ? SHED_SOON_MS : SHED_AFTER_MS;
  if (over !== null && left > 0 && now - over >= afterMs) {
    const early = state.restoredAt !== null && now - state.restoredAt < TOO_EARLY_MS;
    const restoreAfterMs = early
      ? Math.min(LONGEST_RESTORE_MS, state.restoreAfterMs * 2)
      : state.restoreAfterMs;
    return { ...to(level + stride(load ?? 0, left)), restoredAt: null, restoreAfterMs };
  }
  if (under !== null && level > 0 && now - under >= state.restoreAfterMs) {
    const next = level - Math.max(1, Math.floor(level * 0.2));
    // The one before was not too early, or there would have been no mark of it any more.
    const eased = state.restoredAt === null ? state.restoreAfterMs : state.restoreAfterMs / 2;
    const restoreAfterMs = next === 0 ? RESTORE_AFTER_MS : Math.max(RESTORE_AFTER_MS, eased);
    return { ...to(next), restoredAt: now, restoreAfterMs };
  }
  return timed;
}
