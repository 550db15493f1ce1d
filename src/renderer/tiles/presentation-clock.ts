/** More delay than this is not bought for smoothness: an operator would rather see a late frame at once. */
export const MOST_DELAY_MS = 250;
/** A step of the transit time beyond this is another time line (a restarted source, a cut), not jitter. */
const DISCONTINUITY_MS = 1000;
const BUCKET_MS = 500;
/** Jitter is what was seen in the last 4 s. */
const BUCKETS = 8;
/** The delay shrinks by no more than this each millisecond, so that motion is not visibly sped up. */
const SHRINK = 0.05;

interface Bucket {
  readonly startedAt: number;
  least: number;
  most: number;
}

/**
 * When the frames of one feed are due on the glass, all in milliseconds: the feed's own times are laid on this
 * machine's clock by the shortest transit seen, plus the smallest delay that covers the jitter seen (0 to 250).
 * The idea of the playout delay of RTP receivers (RFC 3550 section 6.4.1 defines transit and jitter; Ramjee et al.,
 * "Adaptive playout mechanisms", 1994, the delay from the spread of transit).
 */
export class PresentationClock {
  private buckets: Bucket[] = [];
  private delay = 0;
  private lastFeedMs = Number.NEGATIVE_INFINITY;
  private lastNow = Number.NEGATIVE_INFINITY;

  /** The delay that is added now, milliseconds. */
  get delayMs(): number {
    return this.delay;
  }

  /**
   * When the frame of `feedMs` (the feed's own clock), ready at `now` (this machine's), is due. Never before `now`
   * and never more than 250 ms after it; a late frame is due at once.
   */
  due(feedMs: number, now: number): number {
    const transit = now - feedMs;
    const base = this.baseMs();
    if (feedMs < this.lastFeedMs || Math.abs(transit - base) > DISCONTINUITY_MS) {
      this.buckets = [];
      this.delay = 0;
    }
    this.remember(transit, now);
    const least = this.baseMs();
    const wanted = Math.min(MOST_DELAY_MS, this.mostMs() - least);
    const elapsed = this.lastNow === Number.NEGATIVE_INFINITY ? 0 : now - this.lastNow;
    this.delay = Math.max(wanted, this.delay - elapsed * SHRINK);
    this.lastFeedMs = feedMs;
    this.lastNow = now;
    return Math.min(Math.max(now, feedMs + least + this.delay), now + MOST_DELAY_MS);
  }

  /** Forgets the time line. */
  reset(): void {
    this.buckets = [];
    this.delay = 0;
    this.lastFeedMs = Number.NEGATIVE_INFINITY;
    this.lastNow = Number.NEGATIVE_INFINITY;
  }

  private remember(transit: number, now: number): void {
    const newest = this.buckets.at(-1);
    if (newest === undefined || now - newest.startedAt >= BUCKET_MS) {
      this.buckets.push({ startedAt: now, least: transit, most: transit });
    } else {
      newest.least = Math.min(newest.least, transit);
      newest.most = Math.max(newest.most, transit);
    }
    while (this.buckets.length > 1 && now - (this.buckets[0]?.startedAt ?? now) >= BUCKETS * BUCKET_MS) {
      this.buckets.shift();
    }
  }

  private baseMs(): number {
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of this.buckets) least = Math.min(least, bucket.least);
    return least;
  }

  private mostMs(): number {
    let most = Number.NEGATIVE_INFINITY;
    for (const bucket of this.buckets) most = Math.max(most, bucket.most);
    return most;
  }
}
