/** A frame whose successor is overdue by more than this is worth less than catching up. Two pictures of 25 a second. */
const LATE_MS = 80;
/** Frames that are overdue follow each other no faster, so that a display of 60 Hz shows each. */
const SPACING_MS = 12;

interface Waiting<T> {
  readonly dueAt: number;
  readonly item: T;
}

/**
 * Decoded frames that wait for their moment, oldest first. Bounded, because each holds a picture of the decoder's
 * pool: with `capacity` of them the oldest is due at once, and beyond it is handed to `discard`. Everything that does not
 * come out of `take` does too.
 */
export class DueQueue<T> {
  private waiting: Waiting<T>[] = [];
  private takenAt = Number.NEGATIVE_INFINITY;
  private readonly capacity: number;
  private readonly discard: (item: T) => void;

  constructor(capacity: number, discard: (item: T) => void) {
    this.capacity = capacity;
    this.discard = discard;
  }

  /** `dueAt` in milliseconds. A frame is never due before one that was pushed earlier. */
  push(item: T, dueAt: number): void {
    this.waiting.push({ item, dueAt: Math.max(dueAt, this.waiting.at(-1)?.dueAt ?? dueAt) });
    if (this.waiting.length > this.capacity) {
      const oldest = this.waiting.shift();
      if (oldest !== undefined) this.discard(oldest.item);
    }
  }

  /**
   * The frame to show at `now`, or null where none is due. After a hold-up the overdue ones come one by one, 12 ms
   * apart; those that are more than 80 ms behind are discarded.
   */
  take(now: number): T | null {
    while (this.waiting[1] !== undefined && this.waiting[1].dueAt < now - LATE_MS) {
      const late = this.waiting.shift();
      if (late !== undefined) this.discard(late.item);
    }
    const next = this.nextAt;
    if (next === null || next > now) return null;
    this.takenAt = now;
    return this.waiting.shift()?.item ?? null;
  }

  /** When the next frame is to be taken, milliseconds, or null where none waits. */
  get nextAt(): number | null {
    const next = this.waiting[0];
    if (next === undefined) return null;
    // Of frames that all wait too long for the pool none would ever be shown.
    const isFull = this.waiting.length >= this.capacity;
    return Math.max(isFull ? Number.NEGATIVE_INFINITY : next.dueAt, this.takenAt + SPACING_MS);
  }

  clear(): void {
    for (const { item } of this.waiting) this.discard(item);
    this.waiting = [];
  }
}
