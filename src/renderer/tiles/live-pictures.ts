import type { Ability } from "../../protocol/ability.ts";
import { feedsChannelPath } from "../../protocol/channel.ts";
import { feedKey, type FeedRef } from "../../protocol/feed.ts";
import { channelAddress } from "../link/socket.ts";
import { FeedsClient } from "./feeds-client.ts";
import { noMarks, tileState } from "./tile-state.ts";
import { Wanted } from "./wanted.ts";
import { Watched } from "./watched.ts";
import { type HoldFeeds, useWhileVisible } from "./while-visible.ts";
import { WholeFeeds } from "./whole-feeds.ts";
import { localNow } from "./worker/messages.ts";

/** The desk's hold on the feeds: one worker for all of its pictures, started with the first of them. */
export class LivePictures {
  /** What this browser decodes besides H.264. */
  readonly abilities: ReadonlySet<Ability>;
  private readonly ended: () => void;
  private readonly refreshes = new Set<() => void>();
  private readonly wanted = new Wanted();
  private readonly wholeFeeds = new WholeFeeds();
  /** How many of the pictures are slowed because this machine cannot decode them all beside what else it does. */
  readonly slowed = new Watched(0);
  private feeds: FeedsClient | null = null;
  private closed = false;

  /** `ended` is called where the core refuses the feeds or their worker fails; then there is nothing left but to close. */
  constructor(abilities: readonly Ability[], ended: () => void) {
    this.abilities = new Set(abilities);
    this.ended = ended;
  }

  /**
   * Shows a feed on `video` until the returned function is called. `past` hears whether the picture that stands there
   * is one that was and no longer is; it is false before the first picture. `thrifty`: the key pictures are enough here, and
   * are all that is sent and decoded while nobody wants the feed whole.
   */
  show(video: HTMLVideoElement, feed: FeedRef, past: (past: boolean) => void, thrifty = false): () => void {
    if (this.closed) return () => undefined;
    const key = feedKey(feed);
    const leaveCount = this.wanted.add(key, thrifty);
    this.feeds ??= new FeedsClient(channelAddress(feedsChannelPath, location.href), {
      facts: () => {
        const { wanted, wholeFeeds } = this;
        if (wholeFeeds.follow(this.feeds?.load ?? null, wanted.whole, performance.now())) this.slow();
        for (const refresh of this.refreshes) refresh();
      },
      refused: () => this.end(),
      broken: () => this.end(),
    });
    const feeds = this.feeds;
    this.slow();
    let presentedAt: number | null = null;
    const refresh = () => {
      const { clockOffsetMs, coreLostSince } = feeds;
      const page = {
        now: localNow(),
        clockOffsetMs,
        coreLostSince,
        hidden: false,
        presentedAt,
        marks: noMarks,
      };
      const { state, hasPicture } = tileState(shown.facts(), page);
      past(hasPicture && (state === "stale" || state === "lost"));
    };
    const shown = feeds.show(video, feed, () => {
      presentedAt = localNow();
      // Nobody counts frames here, and each report of one would wake the page.
      shown.frames.stop();
      refresh();
    });
    past(false);
    this.refreshes.add(refresh);
    return () => {
      this.refreshes.delete(refresh);
      shown.leave();
      leaveCount();
      this.slow();
    };
  }

  close(): void {
    this.closed = true;
    this.feeds?.close();
    this.feeds = null;
  }

  private slow(): void {
    const { most } = this.wholeFeeds;
    this.feeds?.slow(this.wanted.keysOnly(most));
    this.slowed.set(Math.max(0, this.wanted.whole - most));
  }

  private end(): void {
    if (!this.closed) this.ended();
  }
}

const holdPictures: HoldFeeds<LivePictures> = (abilities, ended) => new LivePictures(abilities, ended);

/** The pictures of the page while somebody can look at it; null where the browser or the core shows none. */
export function useLivePictures(): LivePictures | null {
  return useWhileVisible(holdPictures);
}
