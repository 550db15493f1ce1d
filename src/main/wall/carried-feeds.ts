import type { FeedRef } from "../../protocol/feed.ts";
import { feedKey } from "../../protocol/feed.ts";
import type { CarriedFeed } from "./shedding.ts";
import type { TileFeed, TileFeeds } from "./tile-feeds.ts";

/** Pixels of a picture that cost as much as having it at all: memory, a place on the glass, a decoder. */
const FLOOR_PX = 100_000;

type Sizes = Pick<TileFeeds, "smaller" | "sizeOf">;

function costOf(sizes: Sizes, feed: FeedRef): number {
  const { width, height } = sizes.sizeOf(feed);
  return width * height + FLOOR_PX;
}

/** What a page decodes that shows `wanted`, each feed once; tiles that it has none of cost it nothing. */
export function carriedFeeds(sizes: Sizes, wanted: readonly TileFeed[]): CarriedFeed[] {
  const feeds = new Map<string, CarriedFeed>();
  for (const { seen, feed } of wanted.filter(({ seen }) => seen.here)) {
    const key = feedKey(feed);
    const known = feeds.get(key);
    const smaller = known === undefined ? sizes.smaller(feed) : null;
    feeds.set(key, {
      key,
      priority: Math.min(seen.tile.priority, known?.priority ?? 9),
      area: Math.max(seen.pixels.width * seen.pixels.height, known?.area ?? 0),
      cost: known?.cost ?? costOf(sizes, feed),
      smallerCost: known === undefined ? smaller && costOf(sizes, smaller) : known.smallerCost,
    });
  }
  return [...feeds.values()];
}
