interface Waiting<T> {
  readonly dueAt: number;
  readonly item: T;
}

/**
 * Decoded frames that wait for their moment, oldest first. Bounded, because each holds a picture of the decoder's
 * pool: beyond `capacity` the oldest is handed to `discard`. Everything that does not come out of `take` does too.
 */
export class DueQueue<T> {
  private waiting: Waiting<T>[] = [];
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

  /** The newest frame that is due at `now`, older ones discarded; null where none is. */
  take(now: number): T | null {
    let newest: Waiting<T> | null = null;
    while (this.waiting[0] !== undefined && this.waiting[0].dueAt <= now) {
      if (newest !== null) this.discard(newest.item);
      newest = this.waiting.shift() ?? null;
    }
    return newest?.item ?? null;
  }

  /** When the next frame is due, milliseconds, or null where none waits. */
  get nextAt(): number | null {
    return this.waiting[0]?.dueAt ?? null;
  }

  clear(): void {
    for (const { item } of this.waiting) this.discard(item);
    this.waiting = [];
  }
}
