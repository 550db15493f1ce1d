import { randomUUID } from "node:crypto";
import type { Shelf, ShelfInput } from "../../../protocol/alert.ts";
import type { Clock } from "../../base/clock.ts";
import { Fault } from "../../base/fault.ts";
import type { Store } from "../../store/store.ts";
import { type Shelvable, shelvedUntil } from "./shelving.ts";

/** Shelves that there are at most: more of them would be a rule that is wrong. */
const MOST_SHELVES = 200;

/** What is shelved. Every shelf has an end. */
export class Shelves {
  readonly #store: Pick<Store, "alerts">;
  readonly #clock: Clock;
  readonly #changed: () => void;
  #shelves: readonly Shelf[] = [];

  /** `changed`: called when one was added or removed. */
  constructor(store: Pick<Store, "alerts">, clock: Clock, changed: () => void) {
    this.#store = store;
    this.#clock = clock;
    this.#changed = changed;
  }

  async load(): Promise<void> {
    this.#shelves = await this.#store.alerts.shelves();
  }

  list(): Shelf[] {
    const now = this.#clock.now();
    return this.#shelves.filter(({ until }) => Date.parse(until) > now);
  }

  /** Faults with `invalid` where there are too many already. */
  async add({ what, minutes, reason }: ShelfInput, by: string): Promise<Shelf> {
    if (this.list().length >= MOST_SHELVES)
      throw new Fault("invalid", { field: "shelves", problem: `there are ${MOST_SHELVES} already` });
    const now = this.#clock.now();
    const shelf: Shelf = {
      id: randomUUID(),
      what,
      reason,
      by,
      since: new Date(now).toISOString(),
      until: new Date(now + minutes * 60_000).toISOString(),
    };
    await this.#store.alerts.addShelf(shelf);
    await this.load();
    this.#changed();
    return shelf;
  }

  /** Faults with `notFound`. */
  async remove(id: string): Promise<void> {
    await this.#store.alerts.removeShelf(id);
    await this.load();
    this.#changed();
  }

  /** Until when something is shelved, milliseconds since 1970; null where it is not. */
  until(what: Shelvable): number | null {
    return this.#shelves.length === 0 ? null : shelvedUntil(this.#shelves, what, this.#clock.now());
  }
}
