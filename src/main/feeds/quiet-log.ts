import type { Clock } from "../base/clock.ts";
import type { Fault } from "../base/fault.ts";

/** Milliseconds between two lines about the same feed. */
const LINE_MS = 1_000;

/** At most one line a second: the first fault at once, then the newest with how many there were. */
export class QuietLog {
  readonly #clock: Clock;
  readonly #write: (fault: Fault, count: number) => void;
  #count = 0;
  #last: Fault | null = null;
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

  close(): void {
    this.#cancel?.();
    this.#cancel = null;
  }

  #flush(): void {
    this.#cancel = null;
    if (this.#last === null) return;
    this.#write(this.#last, this.#count);
    this.#count = 0;
    this.#last = null;
    this.#cancel = this.#clock.after(LINE_MS, () => this.#flush());
  }
}
