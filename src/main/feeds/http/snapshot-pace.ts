/** Milliseconds between requests, at first, at least and at most. */
const FIRST_MS = 1_000;
const LEAST_MS = 200;
const MOST_MS = 10_000;
/** Beyond this no picture is waited for by itself: a still that seldom changes is asked for by hand. */
const STEP_UP = 1.5;
const STEP_DOWN = 0.8;
/** The share of its time that a camera may spend on our requests. */
const SHARE = 0.5;

/**
 * How long to wait before the next request for a picture: sooner while every answer is a new picture, later while
 * answers repeat, and never so soon that the device is asked for more than half of its time.
 */
export class SnapshotPace {
  readonly #fixedMs: number | null;
  #everyMs = FIRST_MS;
  #tookMs = 0;

  constructor(fixedMs: number | null) {
    this.#fixedMs = fixedMs;
  }

  /** A request took `tookMs` and its picture was the same as the one before, or not. */
  asked(tookMs: number, repeated: boolean): void {
    this.#tookMs = tookMs;
    const next = this.#everyMs * (repeated ? STEP_UP : STEP_DOWN);
    this.#everyMs = Math.min(MOST_MS, Math.max(LEAST_MS, tookMs / SHARE, next));
  }

  /** Milliseconds from the answer to the next request. */
  get waitMs(): number {
    return Math.max(0, (this.#fixedMs ?? this.#everyMs) - this.#tookMs);
  }
}
