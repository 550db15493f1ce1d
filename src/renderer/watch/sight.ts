import type { Ability } from "../../protocol/ability.ts";
import { feedsChannelPath } from "../../protocol/channel.ts";
import { FROZEN_AFTER_MS } from "../../protocol/truth.ts";
import { channelAddress } from "../link/socket.ts";
import { FeedsClient } from "../tiles/feeds-client.ts";
import type { Slot } from "../tiles/slot.ts";
import { noMarks } from "../tiles/tile-state.ts";
import type { HoldFeeds } from "../tiles/while-visible.ts";

/** The page's hold on the feeds, and what it says of those that are seen. */
export class Sight {
  /** What this browser decodes besides H.264. */
  readonly abilities: ReadonlySet<Ability>;
  readonly feeds: FeedsClient;
  private readonly slots = new Set<Slot>();

  /** `ended` is called where the core refuses the feeds or their worker fails. */
  constructor(abilities: readonly Ability[], ended: () => void) {
    this.abilities = new Set(abilities);
    this.feeds = new FeedsClient(channelAddress(feedsChannelPath, location.href), {
      facts: () => {
        for (const slot of this.slots) slot.refresh(false, noMarks);
      },
      refused: ended,
      broken: ended,
    });
    this.feeds.frozenAfter(FROZEN_AFTER_MS);
  }

  /** The slot says how its picture is until the returned function is called. */
  watch(slot: Slot): () => void {
    this.slots.add(slot);
    return () => this.slots.delete(slot);
  }

  close(): void {
    this.feeds.close();
    this.slots.clear();
  }
}

export const holdSight: HoldFeeds<Sight> = (abilities, ended) => new Sight(abilities, ended);
