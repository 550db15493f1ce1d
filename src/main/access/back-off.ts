import { Fault } from "../base/fault.ts";
import type { Clock } from "../base/clock.ts";

/** Failures that cost nothing: a person who mistypes. */
const FREE = 5;
const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;
/**
 * The same of one name from addresses where nobody of this name has signed in, taken together: who guesses from many
 * waits as well. The wait stays short, so that a stranger who knows a name makes its owner at a new desk wait, and
 * never keeps them out; at the desks where they were signed in they do not wait at all.
 */
const FREE_OF_NAME = 20;
const LONGEST_OF_NAME_MS = 30_000;
/** Failures this long ago no longer count. */
const FORGOTTEN_MS = 15 * 60_000;
/** Names and addresses that are remembered; beyond it the one that failed longest ago goes. */
const MOST = 10_000;

interface Failures {
  readonly count: number;
  readonly lastAt: number;
}

/** Makes whoever guesses passwords wait, by name and address and by name alone, twice as long after every failure. */
export interface BackOff {
  /** Whether so many failed at this name, from wherever, that it matters where an attempt comes from. */
  isStrained(name: string): boolean;
  /**
   * To be called before an attempt, which counts as failed until `succeeded`. `isKnown`: somebody of this name has signed
   * in from there. Faults with `tooMany`.
   */
  attempt(name: string, address: string, isKnown?: boolean): void;
  succeeded(name: string, address: string, isKnown?: boolean): void;
}

export function createBackOff(clock: Pick<Clock, "monotonic">): BackOff {
  const pairs = failuresOf(clock, FREE, LONGEST_MS);
  const names = failuresOf(clock, FREE_OF_NAME, LONGEST_OF_NAME_MS);
  const keyOf = (name: string, address: string) => JSON.stringify([name, address]);

  return {
    isStrained: (name) => names.leftMs(name) > 0,
    attempt(name, address, isKnown = false) {
      const key = keyOf(name, address);
      const leftMs = Math.max(pairs.leftMs(key), isKnown ? 0 : names.leftMs(name));
      if (leftMs > 0) throw new Fault("tooMany", { seconds: Math.ceil(leftMs / 1000) });
      pairs.count(key);
      if (!isKnown) names.count(name);
    },
    succeeded(name, address, isKnown = false) {
      pairs.forget(keyOf(name, address));
      // What strangers tried still counts against them.
      if (!isKnown) names.takeBack(name);
    },
  };
}

/** Failures by key: `free` cost nothing, and then the wait doubles up to `longestMs`. */
function failuresOf(clock: Pick<Clock, "monotonic">, free: number, longestMs: number) {
  // In the order of the last failure, the oldest first.
  const known = new Map<string, Failures>();
  const find = (key: string) => {
    const found = known.get(key);
    return found !== undefined && clock.monotonic() - found.lastAt < FORGOTTEN_MS ? found : null;
  };
  return {
    leftMs(key: string): number {
      const found = find(key);
      if (found === null || found.count < free) return 0;
      const waitMs = Math.min(FIRST_MS * 2 ** (found.count - free), longestMs);
      return Math.max(0, found.lastAt + waitMs - clock.monotonic());
    },
    count(key: string): void {
      const count = (find(key)?.count ?? 0) + 1;
      known.delete(key);
      known.set(key, { count, lastAt: clock.monotonic() });
      if (known.size <= MOST) return;
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    },
    takeBack(key: string): void {
      const found = find(key);
      if (found !== null) known.set(key, { ...found, count: Math.max(0, found.count - 1) });
    },
    forget(key: string): void {
      known.delete(key);
    },
  };
}
