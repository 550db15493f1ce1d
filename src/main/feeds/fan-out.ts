import type { Clock } from "../base/clock.ts";
import { asFault } from "../base/fault.ts";
import { closeCodes, type FeedsNotice, feedsRequestSchema } from "../../protocol/channel.ts";
import { feedKey, type FeedRef, feedRefSchema } from "../../protocol/feed.ts";
import { Backlog } from "./backlog.ts";
import type { Feeds, FeedViewer, Packet } from "./feeds.ts";
import { Flight } from "./flight.ts";

/** The socket of one page; `ws`'s WebSocket is one. */
export interface FeedsPort {
  send(data: string | Uint8Array): void;
  /** Bytes handed to `send` that the system has not taken yet. */
  readonly bufferedAmount: number;
  /** Says goodbye. */
  close(code: number, reason: string): void;
  /** Cuts the connection without a word: the page reads nothing any more. */
  terminate(): void;
}

/** Sums over all pages that there ever were, for the metrics. */
export class FanOutCounters {
  pictures = 0;
  bytes = 0;
  dropped = 0;
  spared = 0;
  cutOff = 0;
}

/** More streams than any page of a wall shows. */
const MAX_STREAMS = 256;
/** A page that takes nothing for so long while something waits for it is cut off, milliseconds. */
const STUCK_MS = 10_000;
/** Text that waits unread; beyond, the page is cut off. */
const MAX_UNREAD_BYTES = 32 * 1024 * 1024;
const CHECK_MS = 1_000;

interface Opened {
  readonly ref: FeedRef;
  /** Null while it waits for room to send the kept pictures. */
  leave: (() => void) | null;
  /** Whether the feed is handing over its kept pictures. */
  joining: boolean;
  readonly backlog: Backlog;
  /** Whether the page wants its key pictures alone. */
  keysOnly: boolean;
  /** Whether pictures are left out until the next key frame. */
  skipping: boolean;
  /** Whether the page knows that the stream cannot be watched. */
  refused: boolean;
}

/**
 * Sends one page the pictures of the streams it opened. Whatever a page cannot take is left out at once, from
 * there to the next key frame of that stream, and nothing is queued here: a slow page is bounded in memory and
 * in delay, and slows nobody else.
 */
export class FeedsClient {
  readonly #port: FeedsPort;
  readonly #feeds: Pick<Feeds, "watch">;
  readonly #clock: Clock;
  readonly #totals: FanOutCounters;
  readonly #opened = new Map<string, Opened>();
  readonly #flight: Flight;
  readonly #counters = new FanOutCounters();
  #cancelCheck: (() => void) | null = null;
  #catchingUp = false;
  #closed = false;

  constructor(port: FeedsPort, feeds: Pick<Feeds, "watch">, clock: Clock, totals = new FanOutCounters()) {
    this.#port = port;
    this.#feeds = feeds;
    this.#clock = clock;
    this.#totals = totals;
    this.#flight = new Flight(clock.monotonic());
    this.#check();
  }

  /** What this page was sent and what was left out. */
  get counters(): Readonly<FanOutCounters> {
    return this.#counters;
  }

  /** A text message of the page. One that does not fit the contract ends the connection. */
  receive(text: string): void {
    if (this.#closed) return;
    const request = feedsRequestSchema.safeParse(parsed(text));
    if (!request.success) {
      this.#port.close(closeCodes.badMessage, "message does not fit");
      this.close();
      return;
    }
    switch (request.data.type) {
      case "open":
        this.#open(refOf(request.data), request.data.only === "key");
        break;
      case "close":
        this.#leave(feedKey(request.data));
        break;
      case "ack":
        this.#flight.acknowledge(request.data.bytes, this.#clock.monotonic());
        this.#join();
        this.#catchUp();
        break;
      case "clock":
        this.#tell({ type: "clock", sentAt: request.data.sentAt, coreAt: this.#clock.now() });
        break;
    }
  }

  /** The socket is gone, or is to be left alone from now on. */
  close(): void {
    this.#closed = true;
    this.#cancelCheck?.();
    for (const key of this.#opened.keys()) this.#leave(key);
  }

  #open(ref: FeedRef, keysOnly: boolean): void {
    const key = feedKey(ref);
    const known = this.#opened.get(key);
    if (known !== undefined) {
      known.keysOnly = keysOnly;
      return;
    }
    if (this.#opened.size >= MAX_STREAMS) {
      this.#port.close(closeCodes.badMessage, "too many streams");
      this.close();
      return;
    }
    const backlog = new Backlog();
    this.#opened.set(key, {
      ...{ ref, leave: null, joining: false, backlog, keysOnly, skipping: false, refused: false },
    });
    this.#join();
    this.#catchUp();
  }

  #leave(key: string): void {
    this.#opened.get(key)?.leave?.();
    this.#opened.delete(key);
  }

  /** Joins the feeds that were asked for, each when there is room for its kept pictures. */
  #join(): void {
    for (const opened of this.#opened.values()) {
      if (opened.leave !== null) continue;
      if (this.#closed || !this.#flight.hasRoom(0, this.#clock.monotonic())) return;
      opened.joining = true;
      try {
        opened.leave = this.#feeds.watch(opened.ref, this.#viewer(opened));
      } catch (error) {
        this.#refuse(opened, error);
      }
      opened.joining = false;
    }
  }

  /** Sends kept pictures as there is room, to one feed after the other. */
  #catchUp(): void {
    // A page may acknowledge while it is sent something.
    if (this.#catchingUp) return;
    this.#catchingUp = true;
    const now = this.#clock.monotonic();
    for (const opened of this.#opened.values()) {
      const { backlog } = opened;
      if (backlog.late(now)) this.#giveUp(opened);
      for (let next = backlog.next; next !== null; next = backlog.next) {
        if (this.#closed || !this.#flight.hasRoomForKept(next.bytes.byteLength, now)) break;
        backlog.shift();
        this.#send(next, now);
      }
    }
    this.#catchingUp = false;
  }

  /** A page that is too slow even for the kept pictures has the feed from its next key frame on. */
  #giveUp(opened: Opened): void {
    this.#count("dropped", opened.backlog.length);
    opened.backlog.clear();
    opened.skipping = true;
  }

  /** Told once; asked again with every check, for cameras are added too. */
  #refuse(opened: Opened, error: unknown): void {
    if (opened.refused) return;
    opened.refused = true;
    const why = { phase: "failed", since: this.#clock.now(), error: asFault(error).report() } as const;
    this.#tell({ type: "report", ...opened.ref, feed: 0, ...why });
  }

  #viewer(opened: Opened): FeedViewer {
    const { ref } = opened;
    return {
      status: (status) => this.#tell({ type: "report", ...ref, ...status }),
      format: ({ feed, epoch, codec, width, height, pixelAspect, rotation }) => {
        // Pictures of the format before would be shown in this one.
        opened.backlog.clear();
        this.#tell({ type: "format", ...ref, feed, epoch, codec, width, height, pixelAspect, rotation });
      },
      packet: (packet) => this.#picture(opened, packet),
      cells: (cells) => this.#tell({ type: "cells", ...ref, cells: [...cells] }),
    };
  }

  #picture(opened: Opened, packet: Packet): void {
    if (this.#closed) return;
    if (opened.keysOnly && !packet.key) {
      // What follows depends on it.
      opened.skipping = true;
      this.#count("spared", 1);
      return;
    }
    const now = this.#clock.monotonic();
    const { backlog } = opened;
    if (backlog.late(now)) this.#giveUp(opened);
    if (opened.joining) opened.skipping = false;
    if (opened.joining || (backlog.next !== null && !packet.key && !opened.skipping)) {
      backlog.push(packet, now);
      return;
    }
    // It makes what still waits needless.
    if (packet.key) backlog.clear();
    const room = this.#flight.hasRoom(packet.bytes.byteLength, now);
    if (!room) opened.skipping = true;
    else if (packet.key) opened.skipping = false;
    if (opened.skipping) this.#count("dropped", 1);
    else this.#send(packet, now);
  }

  #send({ bytes }: Packet, now: number): void {
    this.#flight.sent(bytes.byteLength, now);
    this.#count("pictures", 1);
    this.#count("bytes", bytes.byteLength);
    this.#port.send(bytes);
  }

  #count(what: "pictures" | "bytes" | "dropped" | "spared" | "cutOff", by: number): void {
    this.#counters[what] += by;
    this.#totals[what] += by;
  }

  #tell(notice: FeedsNotice): void {
    if (!this.#closed) this.#port.send(JSON.stringify(notice));
  }

  #check(): void {
    this.#cancelCheck = this.#clock.after(CHECK_MS, () => {
      const stuck = this.#flight.stuckMs(this.#clock.monotonic()) > STUCK_MS;
      if (stuck || this.#port.bufferedAmount > MAX_UNREAD_BYTES) {
        this.#count("cutOff", 1);
        this.close();
        this.#port.terminate();
        return;
      }
      this.#join();
      this.#catchUp();
      this.#check();
    });
  }
}

/** What of a request names the feed. */
function refOf(request: FeedRef): FeedRef {
  return feedRefSchema.parse(request);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
