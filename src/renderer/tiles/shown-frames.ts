/** What a <video> presented, as requestVideoFrameCallback reports it. */
export class ShownFrames {
  /** Frames presented since it was made; those of which the callback came late are counted too. */
  presented = 0;
  width = 0;
  height = 0;
  /** When the frame on the glass reached the core, milliseconds since 1970 on this machine's clock. */
  arrivedAt: number | null = null;
  private readonly video: HTMLVideoElement;
  private readonly first: () => void;
  private handle: number;
  private history: { readonly at: number; readonly presented: number }[] = [];

  /** `first` is called once, when the first frame has been presented. */
  constructor(video: HTMLVideoElement, first: () => void) {
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
    return this.video.requestVideoFrameCallback((_now, metadata) => {
      const before = this.presented;
      // Counted by the compositor, so that a page that was busy for some frames misses none.
      this.presented = metadata.presentedFrames;
      this.width = metadata.width;
      this.height = metadata.height;
      this.arrivedAt = metadata.mediaTime * 1000;
      this.handle = this.request();
      if (before === 0) this.first();
    });
  }
}
