import type { BeatPlace } from "../beat.ts";
import { DueQueue } from "../due-queue.ts";
import { PresentationClock } from "../presentation-clock.ts";
import type { FrameSink } from "./frame-sink.ts";
import { FrozenWatch } from "./frozen-watch.ts";
import type { Losses } from "./losses.ts";
import { localNow, type SinkFacts } from "./messages.ts";
import type { Submitted } from "./picture-decoder.ts";

/** Decoded frames that may wait for their moment; more would empty the pool of a hardware decoder. */
const MOST_WAITING = 8;
/** Of a decoder without a pool that could become empty: 60 a second that wait for the clock's delay and for a beat. */
const MOST_WAITING_TOGETHER = 20;
/** A kept picture is shown where no newer one has followed it for this long: the camera is silent. */
const LEADING_MS = 60;
/** Two pictures further apart tell nothing about the rate, milliseconds. */
const LONGEST_INTERVAL_MS = 10_000;

interface Attached {
  readonly sink: FrameSink;
  readonly droppedBefore: number;
  written: number;
}

interface Shown {
  readonly frame: VideoFrame;
  readonly of: Submitted;
}

/** The decoded frames of one feed, each shown in its moment on every sink that is attached. */
export class Presentation {
  private readonly losses: Losses;
  private readonly coreTime: (localMs: number) => number;
  private readonly place: BeatPlace | null;
  private readonly sinks = new Map<number, Attached>();
  private readonly clock = new PresentationClock();
  private readonly frozen = new FrozenWatch();
  private readonly waiting: DueQueue<Shown>;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private newest: Shown | null = null;
  /** The newest kept picture, as long as newer ones may follow. */
  private leading: Shown | null = null;
  private leadingTimer: ReturnType<typeof setTimeout> | undefined;
  private lastFrameAt: number | null = null;
  private intervalMs: number | null = null;
  private lagMs = 0;

  /**
   * `coreTime`: the core's clock, milliseconds since 1970, from this machine's. `place`: where its frames are shown
   * together with those of other feeds; null where each is shown when it is due.
   */
  constructor(losses: Losses, coreTime: (localMs: number) => number, place: BeatPlace | null) {
    this.losses = losses;
    this.coreTime = coreTime;
    this.place = place;
    this.waiting = new DueQueue(place === null ? MOST_WAITING : MOST_WAITING_TOGETHER, ({ frame }) => {
      frame.close();
      this.losses.skip();
    });
  }

  attach(id: number, sink: FrameSink): void {
    const attached = { sink, droppedBefore: this.losses.count, written: 0 };
    this.sinks.set(id, attached);
    if (this.newest !== null) hand(attached, this.newest);
  }

  /** Closes the sink; false where there are others left. */
  detach(id: number): boolean {
    this.sinks.get(id)?.sink.close();
    this.sinks.delete(id);
    return this.sinks.size === 0;
  }

  /** A frame of what comes now: it waits for its moment. */
  push(frame: VideoFrame, of: Submitted): void {
    this.lead(null);
    const dueAt = this.clock.due(of.timeUs / 1000, localNow());
    this.waiting.push({ frame, of }, this.place?.moment(dueAt, this.intervalMs) ?? dueAt);
    this.showDue();
  }

  /** A frame of the kept pictures: only the newest of them is worth showing, and only where nothing follows. */
  lead(next: Shown | null): void {
    clearTimeout(this.leadingTimer);
    this.leading?.frame.close();
    this.leading = next;
    if (next === null) return;
    this.leadingTimer = setTimeout(() => {
      this.leading = null;
      this.show(next, localNow());
    }, LEADING_MS);
  }

  facts(frozenAfterMs: number) {
    const { lastFrameAt, intervalMs, lagMs, newest } = this;
    return {
      ...{ lastFrameAt, intervalMs, lagMs, delayMs: this.clock.delayMs },
      frozenSince: this.frozen.frozenSince(localNow(), frozenAfterMs),
      width: newest?.frame.displayWidth ?? 0,
      height: newest?.frame.displayHeight ?? 0,
    };
  }

  sinkFacts(): SinkFacts[] {
    return [...this.sinks].map(([id, { sink, written, droppedBefore }]) => ({
      sink: id,
      written,
      dropped: this.losses.count - droppedBefore + sink.skipped,
    }));
  }

  close(): void {
    clearTimeout(this.timer);
    this.place?.leave();
    this.waiting.clear();
    this.lead(null);
    this.newest?.frame.close();
    this.newest = null;
    for (const { sink } of this.sinks.values()) sink.close();
    this.sinks.clear();
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
      if (interval > 0 && interval < LONGEST_INTERVAL_MS) {
        this.intervalMs = this.intervalMs === null ? interval : this.intervalMs * 0.9 + interval * 0.1;
      }
    }
    this.lagMs = of.lagMs + Math.max(0, this.coreTime(now) - of.arrivedAt);
    this.lastFrameAt = now;
    for (const attached of this.sinks.values()) hand(attached, shown);
    this.frozen.see(shown.frame, now);
    this.newest?.frame.close();
    this.newest = shown;
  }
}

function hand(attached: Attached, { frame }: Shown): void {
  if (attached.sink.write(frame.clone())) attached.written += 1;
}
