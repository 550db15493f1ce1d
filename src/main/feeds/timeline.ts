import { RecentTimes } from "./recent-times.ts";

/** A picture's place on the feed's own clock. */
export interface Moment {
  /** Microseconds; never jumps by more than a gap in the arrivals. */
  readonly timeUs: number;
  /** Milliseconds behind the earliest arrival of late. */
  readonly lagMs: number;
}

/** Milliseconds by which times and arrivals may part before the source's clock has plainly been set anew. */
const JUMP_MS = 10_000;
/**
 * The promptest arrival of the last two minutes is what counts as in time. Longer, and a camera whose clock is
 * 0.5 % slow would seem to fall behind; shorter, and a lasting delay would be taken for the normal case.
 */
const WINDOW_MS = 120_000;
const BUCKETS = 12;

/**
 * The feed's own clock: turns a source's times into ones that go on when its clock is set, and measures how late
 * pictures come, without any agreement between the camera's clock and ours.
 */
export class Timeline {
  #offsetUs = 0;
  #lastUs: number | null = null;
  #lastArrival = 0;
  /** Smallest arrival minus time, milliseconds, of each part of the window; the newest last. */
  #buckets: number[] = [];
  #bucketEnd = 0;
  readonly #recent = new RecentTimes();

  /** `timeUs` on the source's clock, `arrival` in milliseconds that never run backwards. */
  place(timeUs: number, arrival: number): Moment {
    let placed = timeUs + this.#offsetUs;
    if (this.#lastUs !== null) {
      const stepMs = (placed - this.#lastUs) / 1000;
      if (stepMs < -this.#recent.mostBackMs() || stepMs - (arrival - this.#lastArrival) > JUMP_MS) {
        const goesOnUs = this.#lastUs + Math.max(1, arrival - this.#lastArrival) * 1000;
        this.#offsetUs += goesOnUs - placed;
        placed = goesOnUs;
        this.#buckets = [];
        this.#recent.clear();
      }
    }
    if (this.#lastUs === null || placed > this.#lastUs) {
      this.#lastUs = placed;
      this.#lastArrival = arrival;
    }
    this.#recent.push(placed / 1000);
    const distance = arrival - placed / 1000;
    return { timeUs: placed, lagMs: Math.max(0, distance - this.#baseline(distance, arrival)) };
  }

  /** Milliseconds between pictures, from the last ones, or null before there are two. */
  interval(): number | null {
    return this.#recent.interval();
  }

  #baseline(distance: number, arrival: number): number {
    const part = WINDOW_MS / BUCKETS;
    if (this.#buckets.length === 0 || arrival - this.#bucketEnd > WINDOW_MS) {
      this.#buckets = [distance];
      this.#bucketEnd = arrival + part;
    }
    while (arrival >= this.#bucketEnd) {
      this.#buckets.push(Number.POSITIVE_INFINITY);
      if (this.#buckets.length > BUCKETS) this.#buckets.shift();
      this.#bucketEnd += part;
    }
    const newest = this.#buckets.length - 1;
    this.#buckets[newest] = Math.min(this.#buckets[newest] ?? distance, distance);
    return Math.min(...this.#buckets);
  }
}
