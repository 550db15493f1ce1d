import type { FaultReport } from "../../../protocol/fault.ts";
import type { Cell, FeedRef } from "../../../protocol/feed.ts";
import type { Picture } from "../../../protocol/picture.ts";
import { DueQueue } from "../due-queue.ts";
import { PresentationClock } from "../presentation-clock.ts";
import type { FrameSink } from "./frame-sink.ts";
import { FrozenWatch } from "./frozen-watch.ts";
import { type FeedFacts, localNow, type SinkFacts } from "./messages.ts";
import { type Format, PictureDecoder, type Submitted } from "./picture-decoder.ts";

/** Decoded frames that may wait for their moment; more would empty the pool of a hardware decoder. */
const MOST_WAITING = 8;
/** A picture that reached the core longer ago than this was kept for new viewers and only leads up to the newest. */
const KEPT_MS = 250;
/** Of a replay every picture is old; one that comes so long after another, milliseconds, came in its own time. */
const PACED_MS = 15;
/** After this long on a feed nothing counts as kept any more. */
const JOINING_MS = 2000;
/** A kept picture is shown where no newer one has followed it for this long: the camera is silent. */
const LEADING_MS = 60;
/** The core is asked for its kept pictures again, instead of waiting for a key frame, at most this often. */
const REJOIN_MS = 5000;
/** What a picture counts as having waited that is dropped because the decoder did not keep up, milliseconds. */
const GIVEN_UP_MS = 1000;
/** Two key pictures further apart belong to two time lines. */
const LONGEST_KEY_INTERVAL_MS = 60_000;
/** Sequence numbers further ahead than this are behind: the numbers wrap at 2^32. */
const HALF_OF_SEQUENCE = 2 ** 31;

interface Attached {
  readonly sink: FrameSink;
  readonly droppedBefore: number;
  written: number;
}

interface Shown {
  readonly frame: VideoFrame;
  readonly of: Submitted;
}

export interface FeedSurroundings {
  /** The core's clock, milliseconds since 1970, from this machine's. */
  coreTime(localMs: number): number;
  /** Asks the core to send the feed from its kept pictures on. */
  rejoin(feed: Feed): void;
  /** When a picture came that was not a kept one, the oldest in front of the decoder had waited for `ms`. */
  waited(ms: number): void;
}

/** One feed: decoded once, shown by the presentation clock on every sink that is attached. */
export class Feed {
  readonly ref: FeedRef;
  /** How the cameras of a mosaic are; null of any other feed. */
  cells: readonly Cell[] | null = null;
  private readonly surroundings: FeedSurroundings;
  private readonly sinks = new Map<number, Attached>();
  private readonly decoder: PictureDecoder;
  private readonly clock = new PresentationClock();
  private readonly frozen = new FrozenWatch();
  private readonly waiting = new DueQueue<Shown>(MOST_WAITING, ({ frame }) => {
    frame.close();
    this.dropped += 1;
  });
  private timer: ReturnType<typeof setTimeout> | undefined;
  private newest: Shown | null = null;
  /** The newest kept picture, as long as newer ones may follow. */
  private leading: Shown | null = null;
  private leadingTimer: ReturnType<typeof setTimeout> | undefined;

  private phase: FeedFacts["phase"] = "opening";
  private since = localNow();
  private error: FaultReport | null = null;
  private epoch: number | null = null;
  private sequence: number | null = null;
  private joinedAt = localNow();
  /** When the last picture came. */
  private pictureAt: number | null = null;
  private joining = true;
  /** Frames before this time lead up to the newest and are not shown. */
  private liveFromUs = Number.NEGATIVE_INFINITY;
  private rejoinedAt = Number.NEGATIVE_INFINITY;
  /** A hole, or a queue that only grew: pictures are dropped up to the next key frame. */
  private needsKey = false;
  /** Whether it is dropped because the decoder did not keep up. */
  private behind = false;
  private stampUs = 0;
  /** Whether the core is asked for the key pictures alone. */
  private keysOnly = false;
  /** Whether what lies between two key pictures was left out on purpose; until the first that is none. */
  private sparse = false;
  private lastKeyUs: number | null = null;
  private keyIntervalMs: number | null = null;

  private lastFrameAt: number | null = null;
  private intervalMs: number | null = null;
  private lagMs = 0;
  private lossAt: number | null = null;
  private received = 0;
  private dropped = 0;

  constructor(ref: FeedRef, surroundings: FeedSurroundings) {
    this.ref = ref;
    this.surroundings = surroundings;
    this.decoder = new PictureDecoder({
      frame: (frame, of) => this.decoded(frame, of),
      failed: (lost) => this.decoderFailed(lost),
    });
  }

  /** The feed is sent from its kept pictures on: after opening it, or on a new socket. */
  join(): void {
    this.sequence = null;
    this.needsKey = true;
    this.joining = true;
    this.joinedAt = localNow();
    this.pictureAt = null;
    this.liveFromUs = Number.NEGATIVE_INFINITY;
    this.decoder.discard();
  }

  /** From now on the core sends the key pictures alone, or all of them again. */
  slow(keysOnly: boolean): void {
    this.keysOnly = keysOnly;
    if (keysOnly) this.sparse = true;
  }

  report(phase: FeedFacts["phase"], since: number, error: FaultReport | null): void {
    this.phase = phase;
    this.since = since;
    this.error = error;
  }

  format(epoch: number, format: Format): void {
    if (epoch === this.epoch && this.decoder.running) return;
    this.epoch = epoch;
    this.decoder.configure(format);
  }

  picture(picture: Picture): void {
    const now = localNow();
    this.received += 1;
    this.noticeGap(picture);
    this.sequence = picture.sequence;
    const sinceLast = now - (this.pictureAt ?? now);
    this.pictureAt = now;
    if (picture.key) this.learnKeyInterval(picture.timeUs);
    else if (!this.keysOnly) this.sparse = false;
    if (this.joining) {
      const age = this.surroundings.coreTime(now) - picture.arrivedAt;
      const paced = this.ref.replay === undefined ? age < KEPT_MS : sinceLast > PACED_MS;
      if (paced || now - this.joinedAt > JOINING_MS) {
        this.joining = false;
        this.liveFromUs = picture.timeUs;
      }
    }
    if (!this.joining) this.surroundings.waited(this.behind ? GIVEN_UP_MS : this.decoder.queuedMs(now));
    if (this.decoder.overloaded(now)) {
      this.behind = true;
      // What waits still gives motion while the next key frame comes; then it only stands in its way.
      if (picture.key) this.lose(this.decoder.discard(), now);
      this.needsKey = true;
    }
    if (picture.key) {
      this.needsKey = false;
      this.behind = false;
    }
    const decodable = !this.needsKey && picture.epoch === this.epoch;
    if (!(decodable && this.decoder.decode(picture, this.stampOf(picture, now), now)) && !this.joining)
      this.lose(1, now);
  }

  attach(id: number, sink: FrameSink): void {
    this.sinks.set(id, { sink, droppedBefore: this.dropped, written: 0 });
    const attached = this.sinks.get(id);
    if (this.newest !== null && attached !== undefined) this.hand(attached, this.newest);
  }

  /** Closes the sink; false where there are others left. */
  detach(id: number): boolean {
    this.sinks.get(id)?.sink.close();
    this.sinks.delete(id);
    return this.sinks.size === 0;
  }

  /** To be called some times a second. */
  check(): void {
    this.decoder.check(localNow());
  }

  close(): void {
    clearTimeout(this.timer);
    this.decoder.discard();
    this.waiting.clear();
    this.lead(null);
    this.newest?.frame.close();
    this.newest = null;
    for (const { sink } of this.sinks.values()) sink.close();
    this.sinks.clear();
  }

  facts(frozenAfterMs: number): FeedFacts {
    const { ref, phase, since, error, lastFrameAt, intervalMs, lagMs, lossAt } = this;
    const { received, dropped, cells } = this;
    return {
      ...{ feed: ref, phase, since, error, lastFrameAt, intervalMs, lagMs, lossAt, received, dropped, cells },
      keysOnly: this.keysOnly,
      keyIntervalMs: this.keyIntervalMs,
      frozenSince: this.frozen.frozenSince(localNow(), frozenAfterMs),
      undecodable: this.decoder.undecodable,
      width: this.newest?.frame.displayWidth ?? 0,
      height: this.newest?.frame.displayHeight ?? 0,
      decoderErrors: this.decoder.errors,
      delayMs: this.clock.delayMs,
    };
  }

  sinkFacts(): SinkFacts[] {
    return [...this.sinks].map(
      ([
        sink,
        {
          written,
          droppedBefore,
          sink: { skipped },
        },
      ]) => ({
        sink,
        written,
        dropped: this.dropped - droppedBefore + skipped,
      }),
    );
  }

  private noticeGap(picture: Picture): void {
    if (this.sequence === null) return;
    const gap = (picture.sequence - this.sequence - 1) >>> 0;
    if (gap === 0) return;
    // The core sent its kept pictures again, or the feed is another one.
    if (gap >= HALF_OF_SEQUENCE) return;
    if (this.sparse && picture.key) return;
    this.lose(gap, localNow());
    // What follows a hole refers to pictures that never came.
    this.needsKey = true;
  }

  private learnKeyInterval(timeUs: number): void {
    const interval = this.lastKeyUs === null ? 0 : (timeUs - this.lastKeyUs) / 1000;
    if (interval > 0 && interval < LONGEST_KEY_INTERVAL_MS) this.keyIntervalMs = interval;
    this.lastKeyUs = timeUs;
  }

  private lose(count: number, now: number): void {
    if (count === 0) return;
    this.dropped += count;
    this.lossAt = now;
  }

  private decoderFailed(lost: number): void {
    const now = localNow();
    this.lose(lost, now);
    this.lossAt = now;
    if (now - this.rejoinedAt < REJOIN_MS) return;
    this.rejoinedAt = now;
    this.join();
    this.surroundings.rejoin(this);
  }

  private decoded(frame: VideoFrame, of: Submitted): void {
    const now = localNow();
    if (this.joining || of.timeUs < this.liveFromUs) {
      this.lead({ frame, of });
      return;
    }
    this.lead(null);
    this.waiting.push({ frame, of }, this.clock.due(of.timeUs / 1000, now));
    this.showDue();
  }

  /** Only the newest of the kept pictures is worth showing. */
  private lead(next: Shown | null): void {
    clearTimeout(this.leadingTimer);
    this.leading?.frame.close();
    this.leading = next;
    if (next === null) return;
    this.leadingTimer = setTimeout(() => {
      this.leading = null;
      this.show(next, localNow());
    }, LEADING_MS);
  }

  private showDue(): void {
    clearTimeout(this.timer);
    const now = localNow();
    const due = this.waiting.take(now);
    if (due !== null) this.show(due, now);
    const next = this.waiting.nextAt;
    if (next !== null) this.timer = setTimeout(() => this.showDue(), Math.max(0, next - localNow()));
  }

  private show(shown: Shown, now: number): void {
    const { of } = shown;
    if (this.newest !== null) {
      const interval = (of.timeUs - this.newest.of.timeUs) / 1000;
      if (interval > 0 && interval < 10_000) {
        this.intervalMs = this.intervalMs === null ? interval : this.intervalMs * 0.9 + interval * 0.1;
      }
    }
    this.lagMs = of.lagMs + Math.max(0, this.surroundings.coreTime(now) - of.arrivedAt);
    this.lastFrameAt = now;
    for (const attached of this.sinks.values()) this.hand(attached, shown);
    this.frozen.see(shown.frame, now);
    this.newest?.frame.close();
    this.newest = shown;
  }

  /**
   * The picture's arrival in the core, microseconds since 1970 on this machine's clock. Decoder and track pass it on, and
   * `mediaTime` of requestVideoFrameCallback then tells the age of what is on the glass. Never the same twice.
   */
  private stampOf(picture: Picture, now: number): number {
    const stamp = Math.round((picture.arrivedAt + now - this.surroundings.coreTime(now)) * 1000);
    this.stampUs = Math.max(stamp, this.stampUs + 1);
    return this.stampUs;
  }

  private hand(attached: Attached, { frame }: Shown): void {
    attached.written += 1;
    attached.sink.write(frame.clone());
  }
}
