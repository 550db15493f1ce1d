import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Layout, Tile } from "../../layouts/layout.ts";
import { overlaps } from "../../layouts/rect.ts";
import { tilePixels } from "../../layouts/stream.ts";
import { outputsOf } from "../../layouts/viewport.ts";
import type { Admission, Burden, DisplayAdmission, Verdict } from "../../protocol/admission.ts";
import { feedKey } from "../../protocol/feed.ts";
import { mosaicFeed } from "../../protocol/mosaic-feed.ts";
import type { Feeds } from "../feeds/feeds.ts";
import { carriedFeeds } from "./carried-feeds.ts";
import { verdictOf } from "./evidence-of-load.ts";
import type { GlassView } from "./glass.ts";
import type { DecodingPage, LoadBook } from "./load-book.ts";
import type { Outputs } from "./outputs.ts";
import { type CarriedFeed, costAt, shedOrder } from "./shedding.ts";
import type { PlacedTile, SeenTile, TileFeed, TileFeeds } from "./tile-feeds.ts";
import type { Walls } from "./walls.ts";

/** Pictures a second of a feed that does not run yet: what most city cameras are set to. */
const USUAL_FPS = 25;
/**
 * What the smallest PC that was measured carries, in the cost that `shedding.ts` counts in: two cores without a GPU
 * showed 25 tiles of 640 x 360 at 25 a second whole (DESIGN, the way of a picture), and 36 no longer.
 */
const SMALLEST_CARRIES = 25 * (640 * 360 + 100_000);
/** Steps that are told of; who reads more of them is helped no more. */
const MOST_LOWERED = 64;

const worst: readonly Verdict[] = ["carries", "unknown", "tight", "tooMuch"];

interface Parts {
  readonly walls: Pick<Walls, "site" | "state" | "asTaken">;
  readonly glass: Pick<GlassView, "plannedFeeds" | "keptBack">;
  readonly feeds: Pick<Feeds, "list">;
  readonly outputs: Pick<Outputs, "state">;
  readonly loads: Pick<LoadBook, "evidence" | "pagesOf">;
}

interface Planned {
  readonly tiles: TileFeeds;
  readonly wanted: readonly TileFeed[];
  readonly carried: readonly CarriedFeed[];
}

/** Says before a take whether the display PCs of a wall can carry a layout, and what would be lowered first. */
export class TakeAdmission {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** Faults with `notFound` where there is no such wall, with `invalid` where it has no room for the layout. */
  ask(wallId: string, layout: Layout): Admission {
    const { walls, loads } = this.#parts;
    const tiles = walls.asTaken(wallId, layout);
    const outputIds = outputsOf(walls.site, wallId).map(({ id }) => id);
    const fps = new Map(
      this.#parts.feeds.list().flatMap((feed) => (feed.fps > 0 ? [[feedKey(feed), feed.fps]] : [])),
    );
    const displays = loads
      .pagesOf(outputIds)
      .map((page) => this.#display(page, page.connected, { wallId, tiles }, fps));
    const verdict = displays.reduce<Verdict>(
      (all, one) => (worst.indexOf(one.verdict) > worst.indexOf(all) ? one.verdict : all),
      "carries",
    );
    return { wallId, layoutId: layout.id, verdict, displays };
  }

  #display(
    page: DecodingPage,
    connected: boolean,
    asked: { readonly wallId: string; readonly tiles: readonly Tile[] },
    fps: ReadonlyMap<string, number>,
  ): DisplayAdmission {
    const { outputs, loads } = this.#parts;
    const now = this.#plan(page, null);
    const planned = this.#plan(page, asked);
    const rateOf = ({ tiles }: Planned, { feed }: TileFeed) => {
      const { width, height } = tiles.sizeOf(feed);
      return width * height * (fps.get(feedKey(feed)) ?? USUAL_FPS);
    };
    const burden = (plan: Planned): Burden => {
      const once = new Map(plan.wanted.map((one) => [feedKey(one.feed), one]));
      return {
        feeds: plan.carried.length,
        weight: Math.round(costAt(plan.carried, [], 0)),
        pixelRate: Math.round([...once.values()].reduce((sum, one) => sum + rateOf(plan, one), 0)),
      };
    };
    const weight = costAt(planned.carried, [], 0);
    const evidence = loads.evidence(page.outputIds);
    const verdict = verdictOf(evidence, weight);
    const [most] = evidence.carried;
    const [tooMuch = null] = evidence.tooMuch;
    const carried = most?.cost ?? null;
    const loadsTold = page.outputIds.flatMap((id) => outputs.state(id).load ?? []);
    return {
      outputIds: [...page.outputIds],
      connected,
      load: loadsTold.length === 0 ? null : Math.max(...loadsTold),
      now: burden(now),
      planned: burden(planned),
      known: { carried, percent: most?.percent ?? null, tooMuch },
      verdict,
      estimate: verdict === "unknown" ? estimateOf(weight, carried) : null,
      tiles: planned.wanted
        .filter(({ seen }) => seen.wallId === asked.wallId)
        .map((one) => {
          const { width, height } = planned.tiles.sizeOf(one.feed);
          return {
            tileId: one.seen.tile.id,
            cameraId: one.feed.mosaic === undefined ? one.feed.cameraId : null,
            ...{ stream: one.feed.stream, rung: one.feed.rung },
            ...{ width: Math.round(width), height: Math.round(height) },
            pixelRate: Math.round(rateOf(planned, one)),
          };
        }),
      lowered:
        verdict === "carries"
          ? []
          : loweredOf(planned, weight, tooMuch === null ? weight : (carried ?? tooMuch - 1)),
    };
  }

  /** What a page shows of all its walls, `asked` in the place of what is on one of them. */
  #plan(
    page: DecodingPage,
    asked: { readonly wallId: string; readonly tiles: readonly Tile[] } | null,
  ): Planned {
    const { walls, glass } = this.#parts;
    const { site } = walls;
    const viewports = site.viewports.filter(({ outputId }) => page.outputIds.includes(outputId));
    const kept = glass.keptBack(page.outputIds);
    const placed = [...new Set(viewports.map(({ wallId }) => wallId))].flatMap((wallId) => {
      const tiles = wallId === asked?.wallId ? asked.tiles : walls.state(wallId).tiles;
      return tiles
        .filter(({ rect }) => viewports.some((one) => one.wallId === wallId && overlaps(one.canvas, rect)))
        .map((tile): PlacedTile => {
          const pixels = tilePixels(site, wallId, tile.rect);
          return { wallId, tile, pixels, here: true };
        });
    });
    const tiles = glass.plannedFeeds(page.abilities);
    const cameras = placed.flatMap((seen): SeenTile[] => {
      const { content } = seen.tile;
      if (content.kind === "mosaic") return [];
      // Of those that a tile shows in turn one at a time.
      const cameraId = camerasOf(content).find((id) => !kept.has(id));
      return cameraId === undefined ? [] : [{ ...seen, cameraId }];
    });
    const mosaics = placed.flatMap((seen): TileFeed[] => {
      const { content, fit } = seen.tile;
      if (content.kind !== "mosaic" || content.cameraIds.some((id) => kept.has(id))) return [];
      return [{ seen, feed: mosaicFeed(content, seen.pixels, fit), coarse: false, lostSince: null }];
    });
    const wanted = [...tiles.choose(cameras), ...mosaics];
    return { tiles, wanted, carried: carriedFeeds(tiles, wanted) };
  }
}

function estimateOf(weight: number, carried: number | null): DisplayAdmission["estimate"] {
  const itself = carried !== null && carried > SMALLEST_CARRIES;
  const known = itself ? carried : SMALLEST_CARRIES;
  return { likely: weight <= known, basis: itself ? "itself" : "smallest", weight: known };
}

/** The steps that lowering takes, in its order; `needed` until they leave no more than `carries`. */
function loweredOf(
  { wanted, carried: feeds }: Planned,
  weight: number,
  carries: number,
): DisplayAdmission["lowered"] {
  const steps = shedOrder(feeds);
  let left = weight;
  return steps.slice(0, MOST_LOWERED).map(({ key, kind, saves }) => {
    const needed = left > carries;
    left -= saves;
    return {
      tiles: wanted
        .filter(({ feed }) => feedKey(feed) === key)
        .map(({ seen }) => ({ wallId: seen.wallId, tileId: seen.tile.id })),
      ...{ kind, needed },
    };
  });
}
