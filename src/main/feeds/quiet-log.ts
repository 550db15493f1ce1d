import type { Clock } from "../base/clock.ts";
import type { Fault } from "../base/fault.ts";

/** Milliseconds between two lines about the same feed; doubled with every line that says the same again. */
const LINE_MS = 1_000;
const LONGEST_MS = 60_000;

/**
 * The first fault at once, then at most one line a second: the newest with how many there were. A camera that
 * stays dark is mentioned less and less, down to once a minute.
 */
export class QuietLog {
  readonly #clock: Clock;
  readonly #write: (fault: Fault, count: number) => void;
  #count = 0;
  #last: Fault | null = null;
  #written = "";
  #pause = LINE_MS;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, write: (fault: Fault, count: number) => void) {
    this.#clock = clock;
    this.#write = write;
  }

  note(fault: Fault): void {
    this.#count += 1;
    this.#last = fault;
    if (this.#cancel === null) this.#flush();
  }

  /** What was not written yet is; nothing is kept running. */
  close(): void {
    this.#cancel?.();
    if (this.#last !== null) this.#write(this.#last, this.#count);
    this.#last = null;
    this.#cancel = null;
  }

  #flush(): void {
    this.#cancel = null;
    if (this.#last === null) return;
    this.#write(this.#last, this.#count);
    this.#pause = this.#last.message === this.#written ? Math.min(LONGEST_MS, this.#pause * 2) : LINE_MS;
    this.#written = this.#last.message;
    this.#count = 0;
    this.#last = null;
    this.#cancel = this.#clock.after(this.#pause, () => this.#flush());
  }
}
