import { enlargement } from "../../layouts/stream.ts";
import type { ChosenFeed } from "../../protocol/channel.ts";
import { feedKey } from "../../protocol/feed.ts";
import type { Reduction } from "../../protocol/output.ts";
import type { Clock } from "../base/clock.ts";
import { carriedFeeds } from "./carried-feeds.ts";
import type { TileReplay } from "./replays.ts";
import { costAt, nothingShed, shed, type Shed } from "./shedding.ts";
import {
  COARSE_ENLARGEMENT,
  type PlacedTile,
  type SeenTile,
  type TileFeed,
  type TileFeeds,
} from "./tile-feeds.ts";

/** A page that has not told its load for so long says nothing about now, milliseconds. */
const LOAD_MS = 3_000;
/** What was carried whole for so long is something that the page's PC can do, milliseconds. */
export const CARRIED_AFTER_MS = 10_000;

/** Whoever learns what the page's PC can carry; see `evidence-of-load.ts`. */
export interface LoadWitness {
  carried(cost: number, percent: number): void;
  shed(cost: number): void;
}

/** What one page shows in all of its tiles of cameras and mosaics: what each wants, less what the page cannot carry. */
export class PageFeeds {
  readonly #tiles: TileFeeds;
  readonly #clock: Clock;
  /** Ids of the tiles that the page said last to be live. */
  #live: ReadonlySet<string> = new Set();
  #load: { readonly percent: number; readonly at: number } | null = null;
  #shed: Shed = nothingShed;
  #witness: LoadWitness | null = null;
  /** Since when the page is given `cost` whole, and the highest load that it told of since. */
  #whole: { readonly cost: number; readonly since: number; readonly percent: number } | null = null;

  constructor(tiles: TileFeeds, clock: Clock) {
    this.#tiles = tiles;
    this.#clock = clock;
  }

  /** Tells from now on what the page carries and what was too much for it. */
  tellOf(witness: LoadWitness): void {
    this.#witness = witness;
  }

  /** The page says which of its tiles are live: what sends nothing costs it nothing. */
  sees(liveTileIds: ReadonlySet<string>): void {
    this.#live = liveTileIds;
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
    const carried = carriedFeeds(this.#tiles, wanted);
    const before = this.#shed;
    this.#shed = shed(before, carried, load, now);
    if (this.#witness !== null) this.#bearWitness(this.#witness, before, wanted, load, now);
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

  #bearWitness(
    witness: LoadWitness,
    before: Shed,
    wanted: readonly TileFeed[],
    load: number | null,
    now: number,
  ): void {
    const carried = carriedFeeds(this.#tiles, wanted);
    const { level, steps, changedAt, restoredAt } = this.#shed;
    // Another layout that is given what the one before could be given was not seen to be too much.
    if (changedAt !== before.changedAt && restoredAt === null)
      witness.shed(costAt(carried, steps, before.level));
    // Of a camera that sends nothing it is not known that it could be carried as well.
    const live = wanted.filter(({ seen }) => this.#live.has(seen.tile.id));
    const cost = costAt(carriedFeeds(this.#tiles, live), [], 0);
    if (level > 0 || load === null || cost === 0) this.#whole = null;
    else if (this.#whole?.cost !== cost) this.#whole = { cost, since: now, percent: load };
    else if (now - this.#whole.since < CARRIED_AFTER_MS)
      this.#whole = { ...this.#whole, percent: Math.max(load, this.#whole.percent) };
    else {
      witness.carried(cost, this.#whole.percent);
      this.#whole = { cost, since: now, percent: load };
    }
  }
}
