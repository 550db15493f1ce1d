/** Counts pictures, bytes and damage over the last seconds, in slots of a second, whatever the rate. */
const SLOTS = 5;
const SLOT_MS = 1_000;

interface Slot {
  index: number;
  pictures: number;
  bytes: number;
  damage: number;
}

export interface Rates {
  /** Pictures a second. */
  readonly fps: number;
  /** bit/s. */
  readonly bitrate: number;
  /** Reports of damage within the window. */
  readonly damage: number;
}

export class Meter {
  readonly #slots: Slot[] = Array.from({ length: SLOTS + 1 }, () => ({
    index: -1,
    pictures: 0,
    bytes: 0,
    damage: 0,
  }));
  #firstAt: number | null = null;

  picture(bytes: number, now: number): void {
    this.#firstAt ??= now;
    const slot = this.#slot(now);
    slot.pictures += 1;
    slot.bytes += bytes;
  }

  damage(count: number, now: number): void {
    this.#slot(now).damage += count;
  }

  /** Rates at `now`, over the last five seconds or the time since the first picture. */
  rates(now: number): Rates {
    const newest = Math.floor(now / SLOT_MS);
    const recent = this.#slots.filter((slot) => slot.index > newest - SLOTS - 1 && slot.index < newest);
    const current = this.#slots.filter((slot) => slot.index > newest - SLOTS && slot.index <= newest);
    const damage = current.reduce((sum, slot) => sum + slot.damage, 0);
    const seconds =
      this.#firstAt === null ? 0 : Math.min(SLOTS, newest - Math.floor(this.#firstAt / SLOT_MS));
    if (seconds < 1) {
      // Less than a whole second is known: what came so far is the best guess.
      return { fps: sum(current, "pictures"), bitrate: 8 * sum(current, "bytes"), damage };
    }
    return { fps: sum(recent, "pictures") / seconds, bitrate: (8 * sum(recent, "bytes")) / seconds, damage };
  }

  #slot(now: number): Slot {
    const index = Math.floor(now / SLOT_MS);
    const slot = this.#slots[index % this.#slots.length];
    if (slot === undefined) throw new RangeError("a meter is read before its time");
    if (slot.index !== index) {
      slot.index = index;
      slot.pictures = 0;
      slot.bytes = 0;
      slot.damage = 0;
    }
    return slot;
  }
}

function sum(slots: readonly Slot[], what: "pictures" | "bytes"): number {
  return slots.reduce((total, slot) => total + slot[what], 0);
}
