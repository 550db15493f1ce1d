import { feedKey, type FeedRef } from "../../protocol/feed.ts";
import { hlsPath, type Player, whepPath } from "../../protocol/relay.ts";
import { playHls } from "./players/hls.ts";
import { PagePlayer } from "./players/page-player.ts";
import { playWhep } from "./players/whep.ts";
import type { ShownFeed } from "./shown-feed.ts";
import { ShownFrames } from "./shown-frames.ts";
import { createTrackGenerator } from "./track-generator.ts";
import type { FeedFacts, FromWorker, SinkFacts, ToWorker } from "./worker/messages.ts";

export interface FeedsClientListener {
  /** New facts, four times a second. */
  facts(): void;
  /** The core closed the channel with a code of ours. */
  refused(code: number): void;
  /** The worker could not be loaded or failed; the page should load itself anew. */
  broken(): void;
}

/** The page's hold on the worker of the feeds: puts feeds on <video> elements and hears how they are. */
export class FeedsClient {
  private readonly worker: Worker;
  private readonly listener: FeedsClientListener;
  private nextSink = 1;
  private slowed = "";
  private feeds = new Map<string, FeedFacts>();
  private sinks = new Map<number, SinkFacts>();
  private readonly players = new Set<PagePlayer>();
  private frozenAfterMs = Number.POSITIVE_INFINITY;
  /** Since when the core cannot be reached, milliseconds since 1970 on this machine's clock. */
  coreLostSince: number | null = null;
  /** Milliseconds to add to this machine's clock to read the core's. */
  clockOffsetMs = 0;
  /** How much of what it can decode this machine is given, percent; null while nothing is decoded. */
  load: number | null = null;

  /** `address` of the feeds channel, absolute. */
  constructor(address: string, listener: FeedsClientListener) {
    this.listener = listener;
    this.worker = new Worker(new URL("./worker/feeds-worker.ts", import.meta.url), { type: "module" });
    this.worker.addEventListener("message", (event: MessageEvent<FromWorker>) => this.hear(event.data));
    this.worker.addEventListener("error", () => listener.broken());
    this.say({ type: "start", address });
  }

  /** Shows a feed on `video`; `first` is called when its first frame has been presented. */
  show(video: HTMLVideoElement, feed: FeedRef, first: () => void): ShownFeed {
    if (feed.player !== undefined) return this.played(video, feed, feed.player, first);
    const sink = this.nextSink;
    this.nextSink += 1;
    const track = createTrackGenerator();
    const frames = new ShownFrames(video, first);
    video.srcObject = new MediaStream([track]);
    const { writable } = track;
    this.say({ type: "attach", sink, feed, writable }, [writable]);
    const key = feedKey(feed);
    return {
      frames,
      facts: () => this.feeds.get(key) ?? null,
      handed: () => this.sinks.get(sink) ?? null,
      leave: () => {
        frames.stop();
        this.say({ type: "detach", sink });
        video.srcObject = null;
        track.stop();
      },
    };
  }

  /** The feeds, by their keys, of which the key pictures alone are wanted from now on. */
  slow(feeds: readonly string[]): void {
    const asText = feeds.join(" ");
    if (asText === this.slowed) return;
    this.slowed = asText;
    this.say({ type: "slow", feeds });
  }

  /** How important the feeds are from now on, by their keys: 1 to 9, 1 most. */
  rank(priorities: ReadonlyMap<string, number>): void {
    this.say({ type: "rank", priorities });
  }

  /** A feed that this page plays itself. */
  private played(video: HTMLVideoElement, feed: FeedRef, player: Player, first: () => void): ShownFeed {
    const { cameraId, stream } = feed;
    const play = player === "hls" ? playHls(hlsPath(cameraId, stream)) : playWhep(whepPath(cameraId, stream));
    const shown = new PagePlayer(video, feed, play, first);
    shown.frozenAfter(this.frozenAfterMs);
    this.players.add(shown);
    return {
      frames: shown.frames,
      facts: () => shown.facts(),
      handed: () => shown.handed(),
      leave: () => {
        this.players.delete(shown);
        shown.leave();
      },
    };
  }

  /** How long a picture may stay the same before it is marked as frozen, milliseconds. */
  frozenAfter(ms: number): void {
    this.frozenAfterMs = ms;
    for (const player of this.players) player.frozenAfter(ms);
    this.say({ type: "frozenAfter", ms });
  }

  close(): void {
    for (const player of this.players) player.leave();
    this.players.clear();
    this.worker.terminate();
  }

  private say(message: ToWorker, transfer: Transferable[] = []): void {
    this.worker.postMessage(message, transfer);
  }

  private hear(message: FromWorker): void {
    if (message.type === "refused") {
      this.listener.refused(message.code);
      return;
    }
    this.coreLostSince = message.coreLostSince;
    this.clockOffsetMs = message.clockOffsetMs;
    this.load = message.load;
    this.feeds = new Map(message.feeds.map((facts) => [feedKey(facts.feed), facts]));
    this.sinks = new Map(message.sinks.map((facts) => [facts.sink, facts]));
    this.listener.facts();
  }
}
