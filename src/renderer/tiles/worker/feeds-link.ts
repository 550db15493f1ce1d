import { closeCodes, type FeedsRequest, feedsNoticeSchema } from "../../../protocol/channel.ts";
import { feedKey, type FeedRef } from "../../../protocol/feed.ts";
import { decodePicture } from "../../../protocol/picture.ts";
import { CoreClock } from "../../link/core-clock.ts";
import { CoreSocket } from "../../link/socket.ts";
import type { Beat } from "../beat.ts";
import { DecodeLoad } from "./decode-load.ts";
import { Feed } from "./feed.ts";
import type { FrameSink } from "./frame-sink.ts";
import { type FromWorker, localNow } from "./messages.ts";
import { Precedence } from "./precedence.ts";

const ACK_BYTES = 256 * 1024;
const ACK_MS = 50;
/** The first exchanges of clocks follow one another quickly, so that the age of a frame is right from the start. */
const CLOCK_MS = 2000;
const FIRST_CLOCK_MS = 100;
const FIRST_CLOCKS = 8;

const ours: ReadonlySet<number> = new Set(Object.values(closeCodes));

/** The feeds channel of one page: which feeds are open, whose picture goes where, and the core's clock. */
export class FeedsLink {
  private readonly socket: CoreSocket;
  private readonly tell: (message: FromWorker) => void;
  private readonly beat: Beat | null;
  private readonly feeds = new Map<string, Feed>();
  private readonly feedOfSink = new Map<number, Feed>();
  private byNumber = new Map<number, Feed>();
  private readonly clock = new CoreClock();
  private readonly load = new DecodeLoad();
  private readonly precedence = new Precedence();
  /** Keys of the feeds of which only the key pictures are wanted. */
  private slowed: ReadonlySet<string> = new Set();
  private open = false;
  private coreLostSince: number | null = localNow();
  private bytes = 0;
  private acknowledged = 0;
  private ackTimer: ReturnType<typeof setTimeout> | undefined;
  private clockTimer: ReturnType<typeof setTimeout> | undefined;
  private frozenAfterMs = Number.POSITIVE_INFINITY;

  /** `beat`: in which the page's feeds are shown; null where each frame is shown when it is due. */
  constructor(address: string, beat: Beat | null, tell: (message: FromWorker) => void) {
    this.tell = tell;
    this.beat = beat;
    this.socket = new CoreSocket(address, {
      opened: () => this.opened(),
      text: (message) => this.notice(message),
      binary: (message) => this.picture(message),
      closed: (code) => this.closed(code),
    });
  }

  attach(sinkId: number, ref: FeedRef, sink: FrameSink): void {
    const key = feedKey(ref);
    let feed = this.feeds.get(key);
    if (feed === undefined) {
      feed = new Feed(ref, {
        beat: this.beat,
        coreTime: (localMs) => localMs + this.clock.offsetMs,
        rejoin: (failed) => {
          this.request({ type: "close", ...failed.ref });
          this.ask(failed);
        },
        waited: (ms) => this.load.waited(ms, localNow()),
        givesWay: (ownMs, now) => this.precedence.givesWay(key, ownMs, () => this.waits(now), now),
      });
      this.precedence.opened(localNow());
      feed.slow(this.slowed.has(key));
      this.feeds.set(key, feed);
      this.ask(feed);
    }
    feed.attach(sinkId, sink);
    this.feedOfSink.set(sinkId, feed);
  }

  detach(sinkId: number): void {
    const feed = this.feedOfSink.get(sinkId);
    this.feedOfSink.delete(sinkId);
    if (feed?.detach(sinkId) !== true) return;
    feed.close();
    this.feeds.delete(feedKey(feed.ref));
    for (const [number, other] of this.byNumber) if (other === feed) this.byNumber.delete(number);
    this.request({ type: "close", ...feed.ref });
  }

  slow(keys: readonly string[]): void {
    const before = this.slowed;
    this.slowed = new Set(keys);
    for (const [key, feed] of this.feeds) {
      if (this.slowed.has(key) === before.has(key)) continue;
      feed.slow(this.slowed.has(key));
      this.ask(feed);
    }
  }

  rank(priorities: ReadonlyMap<string, number>): void {
    this.precedence.rank(priorities, this.feeds.keys());
  }

  frozenAfter(ms: number): void {
    this.frozenAfterMs = ms;
  }

  /** Looks after the decoders and tells the page what is known; to be called four times a second. */
  tick(): void {
    const now = localNow();
    const feeds = [...this.feeds.values()];
    for (const feed of feeds) feed.check();
    this.tell({
      type: "facts",
      coreLostSince: this.coreLostSince,
      clockOffsetMs: this.clock.offsetMs,
      load: this.load.percent(now),
      feeds: feeds.map((feed) => feed.facts(this.frozenAfterMs)),
      sinks: feeds.flatMap((feed) => feed.sinkFacts()),
    });
  }

  private opened(): void {
    this.open = true;
    this.coreLostSince = null;
    this.bytes = 0;
    this.acknowledged = 0;
    this.clock.reset();
    this.askClock(0);
    this.precedence.opened(localNow());
    for (const feed of this.feeds.values()) {
      feed.join();
      this.ask(feed);
    }
  }

  private *waits(now: number): Generator<readonly [string, number]> {
    for (const [key, feed] of this.feeds) yield [key, feed.queuedMs(now)];
  }

  private closed(code: number): void {
    this.open = false;
    this.coreLostSince ??= localNow();
    this.byNumber.clear();
    clearTimeout(this.ackTimer);
    clearTimeout(this.clockTimer);
    this.ackTimer = undefined;
    if (ours.has(code)) this.tell({ type: "refused", code });
    this.tick();
  }

  private request(request: FeedsRequest): void {
    if (this.open) this.socket.send(JSON.stringify(request));
  }

  private ask({ ref }: Feed): void {
    this.request({ type: "open", ...ref, ...(this.slowed.has(feedKey(ref)) ? { only: "key" } : {}) });
  }

  private askClock(asked: number): void {
    const question: FeedsRequest = { type: "clock", sentAt: localNow() };
    if (this.open) this.socket.ask(JSON.stringify(question));
    this.clockTimer = setTimeout(
      () => this.askClock(asked + 1),
      asked < FIRST_CLOCKS ? FIRST_CLOCK_MS : CLOCK_MS,
    );
  }

  private notice(message: string): void {
    const notice = feedsNoticeSchema.parse(JSON.parse(message));
    if (notice.type === "clock") {
      this.clock.learn(notice.sentAt, notice.coreAt, localNow());
      return;
    }
    const feed = this.feeds.get(feedKey(notice));
    if (feed === undefined) return;
    if (notice.type === "cells") {
      feed.cells = notice.cells;
      return;
    }
    this.byNumber.set(notice.feed, feed);
    if (notice.type === "format") feed.format(notice.epoch, notice);
    else feed.report(notice.phase, notice.since - this.clock.offsetMs, notice.error ?? null);
  }

  private picture(message: ArrayBuffer): void {
    this.bytes += message.byteLength;
    if (this.bytes - this.acknowledged >= ACK_BYTES) this.acknowledge();
    else this.ackTimer ??= setTimeout(() => this.acknowledge(), ACK_MS);
    const picture = decodePicture(message);
    if (picture !== null) this.byNumber.get(picture.feed)?.picture(picture);
  }

  private acknowledge(): void {
    clearTimeout(this.ackTimer);
    this.ackTimer = undefined;
    this.acknowledged = this.bytes;
    this.request({ type: "ack", bytes: this.bytes });
  }
}
