import type { Clock } from "../../../src/main/base/clock.ts";

interface Due {
  readonly at: number;
  readonly order: number;
  readonly task: () => void;
}

/** A clock that stands still until it is told to go on. */
export class SimulatedClock implements Clock {
  #elapsed = 0;
  #order = 0;
  #due: Due[] = [];
  #epoch: number;

  /** `epoch`: milliseconds since 1970 at its start. */
  constructor(epoch = Date.UTC(2026, 0, 1)) {
    this.#epoch = epoch;
  }

  now(): number {
    return this.#epoch + this.#elapsed;
  }

  /** Somebody sets the machine's clock forwards, or back. */
  set(byMs: number): void {
    this.#epoch += byMs;
  }

  monotonic(): number {
    return this.#elapsed;
  }

  /** Tasks that wait for their time. */
  get waiting(): number {
    return this.#due.length;
  }

  after(ms: number, task: () => void): () => void {
    this.#order += 1;
    const due = { at: this.#elapsed + Math.max(0, ms), order: this.#order, task };
    this.#due.push(due);
    return () => {
      this.#due = this.#due.filter((other) => other !== due);
    };
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      const cancel = this.after(ms, () => {
        signal.removeEventListener("abort", stop);
        resolve();
      });
      const stop = () => {
        cancel();
        reject(signal.reason);
      };
      signal.addEventListener("abort", stop, { once: true });
    });
  }

  /** Goes on by `ms`, doing what falls due on the way, and lets promises settle in between. */
  async advance(ms: number): Promise<void> {
    const end = this.#elapsed + ms;
    await settle();
    for (;;) {
      const next = this.#due.toSorted((a, b) => a.at - b.at || a.order - b.order)[0];
      if (next === undefined || next.at > end) break;
      this.#due = this.#due.filter((due) => due !== next);
      this.#elapsed = Math.max(this.#elapsed, next.at);
      next.task();
      await settle();
    }
    this.#elapsed = end;
    await settle();
  }

  /** Goes to the next thing that waits, and does it. */
  async next(): Promise<void> {
    const first = Math.min(...this.#due.map((due) => due.at));
    if (Number.isFinite(first)) await this.advance(Math.max(0, first - this.#elapsed));
  }
}

/** Lets everything that only waits for promises run. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 12; turn += 1) await Promise.resolve();
}
