import type { Size } from "../../layouts/rect.ts";
import { enlargement } from "../../layouts/stream.ts";
import type { ChosenFeed } from "../../protocol/channel.ts";
import { feedKey, type FeedRef } from "../../protocol/feed.ts";
import type { Reduction } from "../../protocol/output.ts";
import type { Clock } from "../base/clock.ts";
import type { TileReplay } from "./replays.ts";
import { type CarriedFeed, nothingShed, shed, type Shed } from "./shedding.ts";
import {
  COARSE_ENLARGEMENT,
  type PlacedTile,
  type SeenTile,
  type TileFeed,
  type TileFeeds,
} from "./tile-feeds.ts";

/** A page that has not told its load for so long says nothing about now, milliseconds. */
const LOAD_MS = 3_000;
/** Pixels of a picture that cost as much as having it at all: memory, a place on the glass, a decoder. */
const FLOOR_PX = 100_000;

/** What one page shows in all of its tiles of cameras and mosaics: what each wants, less what the page cannot carry. */
export class PageFeeds {
  readonly #tiles: TileFeeds;
  readonly #clock: Clock;
  #load: { readonly percent: number; readonly at: number } | null = null;
  #shed: Shed = nothingShed;

  constructor(tiles: TileFeeds, clock: Clock) {
    this.#tiles = tiles;
    this.#clock = clock;
  }

  /** The page says how much of what it can decode it is given, percent. */
  report(percent: number): void {
    this.#load = { percent, at: this.#clock.monotonic() };
  }

  /**
   * The feed of each of `tiles` and `mosaics`, which are all that the page shows; a tile whose camera is gone has none.
   * What a mosaic wants depends on nothing but its tile, and is given.
   */
  choose(tiles: readonly SeenTile[], mosaics: readonly TileFeed[] = []): ReadonlyMap<PlacedTile, ChosenFeed> {
    const wanted: readonly TileFeed[] = [...this.#tiles.choose(tiles), ...mosaics];
    const now = this.#clock.monotonic();
    const load = this.#load !== null && now - this.#load.at < LOAD_MS ? this.#load.percent : null;
    this.#shed = shed(this.#shed, this.#carried(wanted), load, now);
    const taken = this.#shed.steps.slice(0, this.#shed.level);
    const isTaken = (key: string, kind: Reduction) =>
      taken.some((step) => step.key === key && step.kind === kind);
    const left = wanted.map((want) => {
      const key = feedKey(want.feed);
      const { here } = want.seen;
      const smaller = here && isTaken(key, "size") ? this.#tiles.smaller(want.feed) : null;
      return { ...want, smaller, feed: smaller ?? want.feed, sparse: here && isTaken(key, "frames") };
    });
    // Several may have come down to the same feed, and it is one decoder to the page.
    const whole = new Set(
      left.filter(({ sparse, seen }) => seen.here && !sparse).map(({ feed }) => feedKey(feed)),
    );
    return new Map(
      left.map(({ seen, feed, smaller, coarse, lostSince }) => {
        const isWhole = !seen.here || whole.has(feedKey(feed));
        const reduced = isWhole ? (smaller === null ? null : "size") : "frames";
        const scale = enlargement(this.#tiles.sizeOf(feed), seen.pixels, seen.tile.fit);
        return [
          seen,
          {
            tileId: seen.tile.id,
            ...feed,
            ...(reduced === null ? {} : { reduced }),
            ...(coarse || (smaller !== null && scale > COARSE_ENLARGEMENT) ? { coarse: true } : {}),
            ...(lostSince === null ? {} : { lostSince }),
          } as const,
        ];
      }),
    );
  }

  /** The feed of a tile that plays kept pictures: nothing is taken from what somebody asked to see once more. */
  replayed(seen: PlacedTile, { row, format }: TileReplay): ChosenFeed {
    const { cameraId, stream, id } = row;
    const rung = this.#tiles.replayRung(seen, format);
    return { tileId: seen.tile.id, cameraId, stream, rung, replay: id };
  }

  #carried(wanted: readonly TileFeed[]): CarriedFeed[] {
    const feeds = new Map<string, CarriedFeed>();
    for (const { seen, feed } of wanted.filter(({ seen }) => seen.here)) {
      const key = feedKey(feed);
      const known = feeds.get(key);
      const smaller = known === undefined ? this.#tiles.smaller(feed) : null;
      feeds.set(key, {
        key,
        priority: Math.min(seen.tile.priority, known?.priority ?? 9),
        area: Math.max(seen.pixels.width * seen.pixels.height, known?.area ?? 0),
        cost: known?.cost ?? this.#cost(feed),
        smallerCost: known === undefined ? smaller && this.#cost(smaller) : known.smallerCost,
      });
    }
    return [...feeds.values()];
  }

  #cost(feed: FeedRef): number {
    const { width, height }: Size = this.#tiles.sizeOf(feed);
    return width * height + FLOOR_PX;
  }
}
