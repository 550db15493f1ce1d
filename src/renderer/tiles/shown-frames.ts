/** A step beyond this is a jump of the stream, not its rate. */
const MOST_INTERVAL_MS = 10_000;

/** What a <video> presented, as requestVideoFrameCallback reports it. */
export class ShownFrames {
  /** Frames presented since it was made; those of which the callback came late are counted too. */
  presented = 0;
  width = 0;
  height = 0;
  /**
   * When the frame on the glass reached the core, or was taken where the page plays the stream itself: milliseconds
   * since 1970 on this machine's clock.
   */
  arrivedAt: number | null = null;
  /** When the newest frame was presented, milliseconds since 1970 on this machine's clock. */
  lastAt: number | null = null;
  /** Milliseconds between frames on their own clock, smoothed. */
  intervalMs: number | null = null;
  /** As the video counts, which begins anew with another source, and what it had counted before that. */
  private counted = 0;
  private countedBefore = 0;
  private mediaTime: number | null = null;
  private readonly video: HTMLVideoElement;
  private readonly first: () => void;
  private readonly lag: (() => number | null) | null;
  private handle: number;
  private history: { readonly at: number; readonly presented: number }[] = [];

  /**
   * `first` is called once, when the first frame has been presented. Frames of the worker carry the time of their
   * arrival; for others `lag` says how old they are, milliseconds.
   */
  constructor(video: HTMLVideoElement, first: () => void, lag: (() => number | null) | null = null) {
    this.lag = lag;
    this.video = video;
    this.first = first;
    this.handle = this.request();
  }

  /** To be called about once a second, `now` in milliseconds; frames a second over the last three. */
  sample(now: number): void {
    this.history.push({ at: now, presented: this.presented });
    while (this.history.length > 2 && now - (this.history[0]?.at ?? now) > 3500) this.history.shift();
  }

  get fps(): number {
    const oldest = this.history[0];
    const newest = this.history.at(-1);
    if (oldest === undefined || newest === undefined || newest.at <= oldest.at) return 0;
    return ((newest.presented - oldest.presented) * 1000) / (newest.at - oldest.at);
  }

  stop(): void {
    this.video.cancelVideoFrameCallback(this.handle);
  }

  private request(): number {
    return this.video.requestVideoFrameCallback((now, metadata) => {
      const before = this.presented;
      // Counted by the compositor, so that a page that was busy for some frames misses none.
      if (metadata.presentedFrames < this.counted) this.countedBefore += this.counted;
      this.counted = metadata.presentedFrames;
      this.presented = this.countedBefore + this.counted;
      this.learnInterval(metadata.mediaTime, this.presented - before);
      this.lastAt = performance.timeOrigin + now;
      this.width = metadata.width;
      this.height = metadata.height;
      this.arrivedAt = this.lag === null ? metadata.mediaTime * 1000 : this.lastAt - (this.lag() ?? 0);
      this.handle = this.request();
      if (before === 0) this.first();
    });
  }

  private learnInterval(mediaTime: number, frames: number): void {
    const step = this.mediaTime === null ? 0 : ((mediaTime - this.mediaTime) * 1000) / Math.max(1, frames);
    this.mediaTime = mediaTime;
    if (step <= 0 || step > MOST_INTERVAL_MS) return;
    this.intervalMs = this.intervalMs === null ? step : this.intervalMs * 0.9 + step * 0.1;
  }
}
