import type { Clock } from "../../../src/main/base/clock.ts";

/** A clock that stands until the test moves it, and runs what falls due on the way. */
export interface FixedClock extends Clock {
  advance(ms: number): void;
  /** Tasks that still wait. */
  readonly waiting: number;
}

export function fixedClock(start: number): FixedClock {
  let at = start;
  const due = new Map<object, { at: number; task: () => void }>();
  return {
    now: () => at,
    monotonic: () => at,
    sleep: () => Promise.reject(new Error("nobody sleeps here")),
    after(ms, task) {
      const key = {};
      due.set(key, { at: at + ms, task });
      return () => due.delete(key);
    },
    advance(ms) {
      const end = at + ms;
      for (;;) {
        const [next] = [...due].filter(([, one]) => one.at <= end).toSorted(([, a], [, b]) => a.at - b.at);
        if (next === undefined) break;
        const [key, one] = next;
        due.delete(key);
        at = one.at;
        one.task();
      }
      at = end;
    },
    get waiting() {
      return due.size;
    },
  };
}
