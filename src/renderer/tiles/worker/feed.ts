import type { FaultReport } from "../../../protocol/fault.ts";
import type { Cell, FeedRef } from "../../../protocol/feed.ts";
import type { Picture } from "../../../protocol/picture.ts";
import type { Beat } from "../beat.ts";
import { Arrivals } from "./arrivals.ts";
import type { FrameSink } from "./frame-sink.ts";
import { Losses } from "./losses.ts";
import { type FeedFacts, localNow, type SinkFacts } from "./messages.ts";
import { type Format, PictureDecoder, type Submitted } from "./picture-decoder.ts";
import { Presentation } from "./presentation.ts";

/** The core is asked for its kept pictures again, instead of waiting for a key frame, at most this often. */
const REJOIN_MS = 5000;
/** What a picture counts as having waited that is dropped because the decoder did not keep up, milliseconds. */
const GIVEN_UP_MS = 1000;
/** For the decoder to work off a kept picture, milliseconds: a group of 10 s takes one or two seconds of a machine. */
const CATCH_UP_MS = 16;
const LONGEST_CATCH_UP_MS = 4000;
/** It has worked them off once no more pictures than these are in it. */
const CAUGHT_UP = 4;
/** Stamps that are to go back further than this are of a clock that was set, microseconds. */
const STEP_US = 1_000_000;

export interface FeedSurroundings {
  /** In which its frames are shown; null where each is shown when it is due. */
  readonly beat: Beat | null;
  /** The core's clock, milliseconds since 1970, from this machine's. */
  coreTime(localMs: number): number;
  /** Asks the core to send the feed from its kept pictures on. */
  rejoin(feed: Feed): void;
  /** When a picture came that was not a kept one, the oldest in front of the decoder had waited for `ms`. */
  waited(ms: number): void;
  /** Whether it is to leave its pictures, up to the next key picture, to one that is more important and late. */
  givesWay(queuedMs: number, now: number): boolean;
}

/** One feed: decoded once, from the pictures that come to the frames that are shown. */
export class Feed {
  readonly ref: FeedRef;
  /** How the cameras of a mosaic are; null of any other feed. */
  cells: readonly Cell[] | null = null;
  private readonly surroundings: FeedSurroundings;
  private readonly losses = new Losses();
  private readonly arrivals: Arrivals;
  private readonly decoder: PictureDecoder;
  private readonly presentation: Presentation;

  private phase: FeedFacts["phase"] = "opening";
  private since = localNow();
  private error: FaultReport | null = null;
  private epoch: number | null = null;
  private rejoinedAt = Number.NEGATIVE_INFINITY;
  /** A hole, or a queue that only grew: pictures are dropped up to the next key frame. */
  private needsKey = false;
  /** Whether it is dropped because the decoder did not keep up. */
  private behind = false;
  private stampUs = 0;
  /** Kept pictures that came since the feed was joined. */
  private kept = 0;
  /** Until then what waits in front of the decoder are kept pictures and those that came behind them. */
  private catchesUpUntil = Number.POSITIVE_INFINITY;

  constructor(ref: FeedRef, surroundings: FeedSurroundings) {
    this.ref = ref;
    this.surroundings = surroundings;
    this.arrivals = new Arrivals(ref.replay !== undefined, localNow());
    this.presentation = new Presentation(
      this.losses,
      (localMs) => surroundings.coreTime(localMs),
      surroundings.beat?.place() ?? null,
    );
    this.decoder = new PictureDecoder({
      frame: (frame, of) => this.decoded(frame, of),
      failed: (lost) => this.decoderFailed(lost),
    });
  }

  /** The feed is sent from its kept pictures on: after opening it, or on a new socket. */
  join(): void {
    this.arrivals.join(localNow());
    this.needsKey = true;
    this.kept = 0;
    this.catchesUpUntil = Number.POSITIVE_INFINITY;
    this.decoder.discard();
  }

  /** From now on the core sends the key pictures alone, or all of them again. */
  slow(keysOnly: boolean): void {
    this.arrivals.slow(keysOnly);
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
    const missing = this.arrivals.see(picture, this.surroundings.coreTime(now) - picture.arrivedAt, now);
    this.losses.notice(missing, now);
    // What follows a hole refers to pictures that never came.
    if (missing > 0) this.needsKey = true;
    const { joining } = this.arrivals;
    if (joining) this.kept += 1;
    else if (this.decoder.outstanding <= CAUGHT_UP) this.catchesUpUntil = now;
    else
      this.catchesUpUntil = Math.min(
        this.catchesUpUntil,
        now + Math.min(this.kept * CATCH_UP_MS, LONGEST_CATCH_UP_MS),
      );
    const catchesUp = now < this.catchesUpUntil;
    if (!joining && !catchesUp)
      this.surroundings.waited(this.behind ? GIVEN_UP_MS : this.decoder.queuedMs(now));
    if (!catchesUp && this.decoder.overloaded(now)) {
      this.behind = true;
      // What waits still gives motion while the next key frame comes; then it only stands in its way.
      if (picture.key) this.losses.notice(this.decoder.discard(), now);
      this.needsKey = true;
    }
    if (this.surroundings.givesWay(this.queuedMs(now), now)) {
      this.behind = true;
      this.needsKey = true;
    }
    if (picture.key) {
      this.needsKey = false;
      this.behind = false;
    }
    const decodable = !this.needsKey && picture.epoch === this.epoch;
    if (!(decodable && this.decoder.decode(picture, this.stampOf(picture, now), now)) && !joining)
      this.losses.notice(1, now);
  }

  attach(id: number, sink: FrameSink): void {
    this.presentation.attach(id, sink);
  }

  /** Closes the sink; false where there are others left. */
  detach(id: number): boolean {
    return this.presentation.detach(id);
  }

  /** How long the oldest picture has waited that the decoder has not taken up, milliseconds. */
  queuedMs(now: number): number {
    return this.decoder.queuedMs(now);
  }

  /** To be called some times a second. */
  check(): void {
    this.decoder.check(localNow());
  }

  close(): void {
    this.decoder.discard();
    this.presentation.close();
  }

  facts(frozenAfterMs: number): FeedFacts {
    const { ref, phase, since, error, cells, arrivals, losses, decoder } = this;
    const { received, keysOnly, keyIntervalMs } = arrivals;
    return {
      ...{ feed: ref, phase, since, error, cells, received, keysOnly, keyIntervalMs },
      ...{ lossAt: losses.at, dropped: losses.count },
      ...{ undecodable: decoder.undecodable, decoderErrors: decoder.errors },
      ...this.presentation.facts(frozenAfterMs),
    };
  }

  sinkFacts(): SinkFacts[] {
    return this.presentation.sinkFacts();
  }

  private decoderFailed(lost: number): void {
    const now = localNow();
    this.losses.notice(lost, now);
    this.losses.at = now;
    if (now - this.rejoinedAt < REJOIN_MS) return;
    this.rejoinedAt = now;
    this.join();
    this.surroundings.rejoin(this);
  }

  private decoded(frame: VideoFrame, of: Submitted): void {
    const { joining, liveFromUs } = this.arrivals;
    if (joining || of.timeUs < liveFromUs) this.presentation.lead({ frame, of });
    else this.presentation.push(frame, of);
  }

  /**
   * The picture's arrival in the core, microseconds since 1970 on this machine's clock. Decoder and track pass it on, and
   * `mediaTime` of requestVideoFrameCallback then tells the age of what is on the glass. Never the same twice in a row, and
   * back only by the step of a clock that was set, until which is learned stamps run ahead by as much.
   */
  private stampOf(picture: Picture, now: number): number {
    const stamp = Math.round((picture.arrivedAt + now - this.surroundings.coreTime(now)) * 1000);
    this.stampUs = stamp < this.stampUs - STEP_US ? stamp : Math.max(stamp, this.stampUs + 1);
    return this.stampUs;
  }
}
