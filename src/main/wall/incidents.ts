import type { Incident } from "../../protocol/incident.ts";
import type { Clock } from "../base/clock.ts";
import type { Store } from "../store/store.ts";

/** The longest wait that a timer of JavaScript can hold, milliseconds. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** Incidents that belong on the glass: neither closed nor expired, newest first. */
export class OpenIncidents {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #open: Incident[] = [];
  #cancel: () => void = () => {};

  /** `changed` is called when one expires; whoever changes an incident calls `load` itself. */
  constructor(store: Store, clock: Clock, changed: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#changed = changed;
  }

  async load(): Promise<void> {
    this.#open = (await this.#store.incidents.list()).filter((one) => one.status !== "closed");
    this.#wait();
  }

  list(): Incident[] {
    const now = this.#clock.now();
    return this.#open.filter((one) => expiry(one) > now);
  }

  end(): void {
    this.#cancel();
  }

  #wait(): void {
    this.#cancel();
    const next = Math.min(...this.list().map(expiry));
    if (next === Number.POSITIVE_INFINITY) return;
    const wait = Math.min(next - this.#clock.now(), LONGEST_TIMER_MS);
    this.#cancel = this.#clock.after(wait, () => {
      this.#wait();
      this.#changed();
    });
  }
}

/** Milliseconds since 1970. */
function expiry(incident: Incident): number {
  return incident.expiresAt === undefined ? Number.POSITIVE_INFINITY : Date.parse(incident.expiresAt);
}
