import type { FaultDetail, FaultKind, FaultReport } from "../../../protocol/fault.ts";
import type { FeedRef } from "../../../protocol/feed.ts";
import { sentence } from "../../../protocol/sentences.ts";
import type { ShownFeed } from "../shown-feed.ts";
import { ShownFrames } from "../shown-frames.ts";
import { FrozenWatch } from "../worker/frozen-watch.ts";
import { type FeedFacts, localNow, type SinkFacts } from "../worker/messages.ts";
import { FrameCount } from "./frame-count.ts";

/** What an attempt tells while it runs. */
export interface Attempt {
  /** It is over; another follows by itself. */
  failed(kind: FaultKind, detail: FaultDetail): void;
  /** Aborted when it is to end: nothing of it may be left then. */
  readonly signal: AbortSignal;
}

/** How far what is shown is behind what the source has, milliseconds; null while that is not known. */
export type Lag = () => number | null;

/** Plays a source on `video` until it fails or is ended; never tries again by itself. */
export type Play = (video: HTMLVideoElement, attempt: Attempt) => Lag;

/** A source without a frame for so long is opened anew, milliseconds; longer while it begins. */
const SILENT_MS = 8_000;
const BEGINNING_MS = 15_000;
/** The wait before another attempt, milliseconds, doubled up to the last. */
const FIRST_WAIT_MS = 500;
const LAST_WAIT_MS = 2_000;
const LOOK_MS = 500;

/** A source that this page itself plays, kept playing: the same face as a feed of the worker. */
export class PagePlayer implements ShownFeed {
  readonly frames: ShownFrames;
  private readonly video: HTMLVideoElement;
  private readonly feed: FeedRef;
  private readonly play: Play;
  private readonly frozen = new FrozenWatch();
  private readonly looking: ReturnType<typeof setInterval>;
  private attempt: AbortController | null = null;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private attemptAt = localNow();
  private phase: FeedFacts["phase"] = "opening";
  private since = localNow();
  private error: FaultReport | null = null;
  private lag: Lag = () => null;
  private lossAt: number | null = null;
  private lost = 0;
  private readonly frameCount = new FrameCount();
  private frozenAfterMs = Number.POSITIVE_INFINITY;

  /** `first` is called when the first frame has been presented. */
  constructor(video: HTMLVideoElement, feed: FeedRef, play: Play, first: () => void) {
    this.video = video;
    this.feed = feed;
    this.play = play;
    this.frames = new ShownFrames(video, first, () => this.lag());
    this.begin();
    this.looking = setInterval(() => this.look(), LOOK_MS);
  }

  /** How long a picture may stay the same before it is marked as frozen, milliseconds. */
  frozenAfter(ms: number): void {
    this.frozenAfterMs = ms;
  }

  facts(): FeedFacts {
    const { frames, feed, phase, since, error, lossAt } = this;
    return {
      ...{
        feed,
        phase,
        since,
        error,
        lossAt,
        undecodable: null,
        decoderErrors: 0,
        delayMs: 0,
        cells: null,
        keysOnly: false,
        keyIntervalMs: null,
      },
      lastFrameAt: frames.presented === 0 ? null : Math.max(frames.lastAt ?? 0, this.frameCount.movedAt),
      intervalMs: frames.intervalMs,
      lagMs: this.lag() ?? 0,
      frozenSince: this.frozen.frozenSince(localNow(), this.frozenAfterMs),
      width: frames.width,
      height: frames.height,
      received: frames.presented + this.lost,
      dropped: this.lost,
    };
  }

  handed(): SinkFacts {
    return { sink: 0, written: this.frames.presented, dropped: this.lost };
  }

  leave(): void {
    clearInterval(this.looking);
    clearTimeout(this.retry);
    this.attempt?.abort();
    this.frames.stop();
    this.empty();
  }

  private begin(): void {
    const attempt = new AbortController();
    this.attempt = attempt;
    this.attemptAt = localNow();
    this.lag = this.play(this.video, {
      signal: attempt.signal,
      failed: (kind, detail) => {
        if (!attempt.signal.aborted) this.failed(kind, detail);
      },
    });
  }

  private failed(kind: FaultKind, detail: FaultDetail): void {
    this.attempt?.abort();
    this.attempt = null;
    // Since the picture went, whatever the reasons were in between.
    if (this.phase !== "failed") this.since = localNow();
    this.phase = "failed";
    this.error = { kind, detail, sentence: sentence(kind, detail, "en") };
    const wait = Math.min(LAST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.failures);
    this.failures += 1;
    this.retry = setTimeout(() => this.begin(), wait);
  }

  private look(): void {
    if (this.attempt === null) return;
    const now = localNow();
    this.count(now);
    const moved = this.frameCount.movedAt > this.attemptAt;
    if (moved) {
      this.failures = 0;
      if (this.phase !== "running") [this.phase, this.since, this.error] = ["running", now, null];
      this.see(now);
    }
    const quietMs = now - Math.max(this.attemptAt, this.frameCount.movedAt);
    if (quietMs > (moved ? SILENT_MS : BEGINNING_MS))
      this.failed("silent", { host: this.feed.cameraId, seconds: Math.round(quietMs / 1000) });
  }

  private see(now: number): void {
    if (this.video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) return;
    const frame = this.frame();
    if (frame === null) return;
    this.frozen.see(frame, now);
    frame.close();
  }

  /** What the video shows; null where it has no frame at hand for now, whatever its readyState says. */
  private frame(): VideoFrame | null {
    try {
      return new VideoFrame(this.video);
    } catch (error) {
      if (error instanceof DOMException && error.name === "InvalidStateError") return null;
      throw error;
    }
  }

  private count(now: number): void {
    const { totalVideoFrames, droppedVideoFrames } = this.video.getVideoPlaybackQuality();
    this.frameCount.see(totalVideoFrames, now);
    if (droppedVideoFrames > this.lost) this.lossAt = now;
    this.lost = Math.max(this.lost, droppedVideoFrames);
  }

  /** The last picture goes with the source: another must not be taken for it. */
  private empty(): void {
    this.video.srcObject = null;
    this.video.removeAttribute("src");
    this.video.load();
  }
}
