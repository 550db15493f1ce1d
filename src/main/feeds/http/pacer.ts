import { RecentTimes } from "../recent-times.ts";
import type { AccessUnit, SourceListener } from "../source.ts";

/** Milliseconds kept in hand beyond the lateness seen, for what has not been seen yet. */
const MARGIN_MS = 300;
/** By how much the pictures may run fast or slow to come to the wanted delay: nobody sees a twentieth. */
const BEND = 0.05;
/** Lateness is what was seen in the last 40 s; the earliest arrival of two minutes counts as the live edge. */
const LATE_WINDOW_MS = 40_000;
const EARLY_WINDOW_MS = 120_000;
const BUCKET_MS = 2_000;
/** A step of the source's times that is no pictures' distance but another time line. */
const FORTH_MS = 10_000;
/** Held coded pictures; beyond, the oldest go on at once. */
const MOST_BYTES = 96 * 1024 * 1024;

interface Bucket {
  readonly startedAt: number;
  least: number;
  most: number;
}

interface Held {
  readonly unit: AccessUnit;
  /** On the pacer's own time line, milliseconds. */
  readonly timeMs: number;
}

/**
 * Hands on pictures at the distance of their own times, though they arrive in bursts, a segment at a time: delayed by
 * what the latest of them needed and no more. Each is told how far it is behind the promptest arrival, which is the
 * least that it can be behind the camera.
 */
export class Pacer {
  readonly #listener: SourceListener;
  /** Whether what comes is live; of a recording there is no lateness to tell. */
  readonly #live: boolean;
  #held: Held[] = [];
  #heldBytes = 0;
  #timer: NodeJS.Timeout | null = null;
  #buckets: Bucket[] = [];
  /** Added to a source's time: its place on the pacer's line. */
  #shiftMs = 0;
  #lastMs: number | null = null;
  readonly #recent = new RecentTimes();
  /** Added to a place on the line: when it is due, on performance.now()'s clock. */
  #offsetMs: number | null = null;
  /** Null before the first picture: its delay is as wanted from the start. */
  #bentAt: number | null = null;
  #behindMs = 0;

  constructor(listener: SourceListener, live: boolean) {
    this.#listener = listener;
    this.#live = live;
  }

  /** Milliseconds until the last picture that came is handed on. */
  aheadMs(now = performance.now()): number {
    return this.#lastMs === null || this.#offsetMs === null
      ? 0
      : Math.max(0, this.#lastMs + this.#offsetMs - now);
  }

  /** The promptest pictures are themselves so far behind, as the source's own clock tells. */
  set behindMs(ms: number) {
    this.#behindMs = Math.max(0, ms);
  }

  push(unit: AccessUnit, now = performance.now()): void {
    const sourceMs = unit.timeUs / 1000;
    let timeMs = sourceMs + this.#shiftMs;
    if (this.#lastMs !== null && this.#offsetMs !== null) {
      const step = timeMs - this.#lastMs;
      if (step < -this.#recent.mostBackMs() || step > FORTH_MS) {
        // What follows is shown behind what is held.
        const next = Math.max(this.#lastMs + 40, now - this.#offsetMs);
        this.#shiftMs = next - sourceMs;
        timeMs = next;
        this.#buckets = [];
        this.#recent.clear();
      }
    }
    this.#recent.push(timeMs);
    this.#lastMs = Math.max(this.#lastMs ?? timeMs, timeMs);
    this.#remember(now - timeMs, now);
    // A picture that is late already goes at once; the offset follows by bending, so that others do not jump.
    this.#offsetMs ??= now - timeMs;
    this.#held.push({ unit, timeMs });
    this.#heldBytes += unit.bytes.byteLength;
    this.#release(now);
  }

  /** Resolves when everything was handed on, or at once after an abort. */
  async drained(signal: AbortSignal): Promise<void> {
    while (this.#held.length > 0 && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener("abort", done);
          resolve();
        };
        const timer = setTimeout(done, Math.min(200, Math.max(10, this.aheadMs())));
        signal.addEventListener("abort", done, { once: true });
      });
    }
  }

  /** What is held is let go. */
  close(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#held = [];
    this.#heldBytes = 0;
  }

  #release(now: number): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const offset = this.#bend(now);
    for (;;) {
      const [first] = this.#held;
      if (first === undefined) return;
      const due = first.timeMs + offset;
      if (due > now && this.#heldBytes <= MOST_BYTES) {
        this.#timer = setTimeout(() => this.#release(performance.now()), due - now);
        return;
      }
      this.#held.shift();
      this.#heldBytes -= first.unit.bytes.byteLength;
      const late = now - first.timeMs - this.#earliest(now);
      this.#listener.accessUnit(this.#live ? { ...first.unit, lagMs: late + this.#behindMs } : first.unit);
    }
  }

  /** The offset at `now`: on its way to the latest arrival and the margin, neither fast nor by jumps. */
  #bend(now: number): number {
    const before = this.#offsetMs ?? 0;
    const room = this.#bentAt === null ? Number.POSITIVE_INFINITY : Math.max(0, now - this.#bentAt) * BEND;
    this.#bentAt = now;
    let latest = Number.NEGATIVE_INFINITY;
    for (const bucket of this.#buckets) {
      if (now - bucket.startedAt <= LATE_WINDOW_MS) latest = Math.max(latest, bucket.most);
    }
    if (latest === Number.NEGATIVE_INFINITY) return before;
    const wanted = latest + MARGIN_MS;
    this.#offsetMs = before + Math.min(room, Math.max(-room, wanted - before));
    return this.#offsetMs;
  }

  #remember(transit: number, now: number): void {
    const newest = this.#buckets.at(-1);
    if (newest === undefined || now - newest.startedAt >= BUCKET_MS) {
      this.#buckets.push({ startedAt: now, least: transit, most: transit });
    } else {
      newest.least = Math.min(newest.least, transit);
      newest.most = Math.max(newest.most, transit);
    }
    while (this.#buckets.length > 1 && now - (this.#buckets[0]?.startedAt ?? now) > EARLY_WINDOW_MS) {
      this.#buckets.shift();
    }
  }

  #earliest(now: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of this.#buckets) least = Math.min(least, bucket.least);
    return least === Number.POSITIVE_INFINITY ? now : least;
  }
}
