import { Fault } from "../base/fault.ts";
import type { Clock } from "../base/clock.ts";

/** Failures that cost nothing: a person who mistypes. */
const FREE = 5;
const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;
/** Failures this long ago no longer count. */
const FORGOTTEN_MS = 15 * 60_000;
/** Names and addresses that are remembered; beyond it the one that failed longest ago goes. */
const MOST = 10_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/** Makes whoever guesses passwords wait, by name and address, twice as long after every failure. */
export interface BackOff {
  /** To be called before an attempt, which counts as failed until `succeeded`. Faults with `tooMany`. */
  attempt(name: string, address: string): void;
  succeeded(name: string, address: string): void;
}

export function createBackOff(clock: Pick<Clock, "monotonic">): BackOff {
  // In the order of the last failure, the oldest first.
  const known = new Map<string, Failures>();
  const keyOf = (name: string, address: string) => JSON.stringify([name, address]);

  return {
    attempt(name, address) {
      const key = keyOf(name, address);
      const now = clock.monotonic();
      const stored = known.get(key);
      const before = stored !== undefined && now - stored.lastAt < FORGOTTEN_MS ? stored : undefined;
      const count = before?.count ?? 0;
      if (before !== undefined && count >= FREE) {
        const waitMs = Math.min(FIRST_MS * 2 ** (count - FREE), LONGEST_MS);
        const leftMs = before.lastAt + waitMs - now;
        if (leftMs > 0) throw new Fault("tooMany", { seconds: Math.ceil(leftMs / 1000) });
      }
      known.delete(key);
      known.set(key, { count: count + 1, lastAt: now });
      if (known.size <= MOST) return;
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    },
    succeeded(name, address) {
      known.delete(keyOf(name, address));
    },
  };
}
