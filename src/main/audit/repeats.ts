import type { NewAuditEntry } from "../store/people-store.ts";

/** Entries that strangers cause within a window; more are counted together. */
const MOST_OF_STRANGERS = 60;
/** Kinds of entries that are counted at once. */
const MOST_KINDS = 500;

/**
 * What is the same again is counted, and told as one entry at the end of its minute: a head that is steered, and whoever
 * knocks again and again. So no stranger fills the disk.
 */
export class Repeats {
  readonly #counted = new Map<string, NewAuditEntry>();
  #strangers = 0;

  /** Whether `entry` is to be written now; otherwise it is counted. */
  isFirst(entry: NewAuditEntry): boolean {
    const { by, way, address, act, thing, thingId, status } = entry;
    const stranger = way === "none";
    const key = JSON.stringify([by, way, address, act, thing, stranger ? "" : thingId, status]);
    const known = this.#counted.get(key);
    if (known !== undefined) {
      this.#counted.set(key, { ...entry, times: known.times + 1 });
      return false;
    }
    const full = this.#counted.size >= MOST_KINDS || (stranger && this.#strangers >= MOST_OF_STRANGERS);
    if (full) {
      this.#countOther(entry);
      return false;
    }
    if (stranger) this.#strangers += 1;
    this.#counted.set(key, { ...entry, times: 0 });
    return true;
  }

  /** What was counted since the last time, and forgets it. */
  drain(): NewAuditEntry[] {
    const counted = [...this.#counted.values()].filter(({ times }) => times > 0);
    this.#counted.clear();
    this.#strangers = 0;
    return counted;
  }

  get isEmpty(): boolean {
    return this.#counted.size === 0;
  }

  #countOther(entry: NewAuditEntry): void {
    const key = `others ${entry.act} ${entry.status}`;
    const times = (this.#counted.get(key)?.times ?? 0) + 1;
    this.#counted.set(key, {
      ...entry,
      ...{ by: "", address: "", thingId: "", detail: '{"several":true}', times },
    });
  }
}
