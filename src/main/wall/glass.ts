import { camerasOf, imagesOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { overlaps } from "../../layouts/rect.ts";
import { tilePixels } from "../../layouts/stream.ts";
import type { Ability } from "../../protocol/ability.ts";
import type { Camera, StreamRole } from "../../protocol/camera.ts";
import type { Glass } from "../../protocol/channel.ts";
import type { Image } from "../../protocol/image.ts";
import type { MapFace } from "../../protocol/map.ts";
import type { WallStats } from "../../protocol/output.ts";
import { type Player, playerOf } from "../../protocol/relay.ts";
import type { Language } from "../../protocol/session.ts";
import type { WallState } from "../../protocol/wall.ts";
import { mosaicFeed } from "../../protocol/mosaic-feed.ts";
import type { Clock } from "../base/clock.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { Store } from "../store/store.ts";
import type { WallBrightness } from "./brightness.ts";
import type { Curtains } from "./curtains.ts";
import { FROZEN_AFTER_MS } from "../../protocol/truth.ts";
import type { CameraWatch } from "../feeds/stand-ins/camera-watch.ts";
import { type Answer, backupsOf } from "../feeds/stand-ins/stand-in.ts";
import type { GlassIncidents } from "./glass-incidents.ts";
import { KeptBack, type Sees, seesAll } from "./kept-back.ts";
import { MapMarkers, type PageMarkers } from "./map-marks.ts";
import { StreamWatch } from "./stream-watch.ts";
import type { Standbys } from "./standbys.ts";
import { PageFeeds } from "./page-feeds.ts";
import type { Patterns } from "./patterns.ts";
import type { TileTours } from "./tile-tours.ts";
import { readiness } from "./readiness.ts";
import type { Replays } from "./replays.ts";
import { type PlacedTile, type SeenTile, type TileFeed, TileFeeds } from "./tile-feeds.ts";
import type { Walls } from "./walls.ts";

interface Parts {
  readonly store: Store;
  readonly walls: Walls;
  readonly incidents: Pick<GlassIncidents, "all" | "told" | "selection" | "nearby">;
  readonly feeds: Feeds;
  readonly watch: CameraWatch;
  readonly replays: Pick<Replays, "find">;
  readonly tours: Pick<TileTours, "turn">;
  readonly brightness: Pick<WallBrightness, "layerOf">;
  readonly patterns: Pick<Patterns, "list">;
  readonly curtains: Pick<Curtains, "hidden" | "covers">;
  /** What stands over walls that are hidden; the site's name without it. */
  readonly standbys?: Pick<Standbys, "tiles" | "logoId">;
  /** Pictures that people uploaded; none without it. */
  readonly images?: { list(): readonly Pick<Image, "id" | "name">[] };
  readonly language: Language;
  /** What lies under maps; the coast without it. */
  readonly map?: { face(): MapFace };
  readonly clock: Clock;
}

/** Under maps as long as nobody gave another base. */
const COAST: MapFace = { base: { kind: "coast" }, attribution: "", boundary: null };

/** Whoever shows the glass. */
interface GlassListener {
  /** Something of the glass is another. */
  changed(): void;
  /** A second has passed, and another feed may be the better one for a tile. */
  look(): void;
}

/** Everything the pages show, and who is told when it changes: at most once a turn of the event loop. */
export class GlassView {
  readonly #parts: Parts;
  readonly #listeners = new Set<GlassListener>();
  readonly #streams: StreamWatch;
  readonly #markers: MapMarkers;
  #cameras = new Map<string, Camera>();
  #listed: readonly Camera[] = [];
  #telling = false;
  #leaveWatch: (() => void) | null = null;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { watch, clock } = parts;
    this.#markers = new MapMarkers({
      incidents: () => parts.incidents.all(),
      cameras: () => this.#cameras.values(),
      feeds: () => parts.feeds.list(),
      face: () => parts.map?.face() ?? COAST,
      clock,
    });
    this.#streams = new StreamWatch({
      ...{ watch, clock },
      player: ({ cameraId, stream }) => this.player(cameraId, stream) ?? undefined,
    });
  }

  get language(): Language {
    return this.#parts.language;
  }

  /** Reads the cameras anew; who changed them calls this. */
  async loadCameras(): Promise<void> {
    const cameras = await this.#parts.store.cameras.list();
    this.#listed = cameras;
    this.#cameras = new Map(cameras.map((camera) => [camera.id, camera]));
    this.changed();
  }

  /** As they were read last; another list once any is another. */
  get cameras(): readonly Camera[] {
    return this.#listed;
  }

  /** Tells every page once the present turn of the event loop is over. */
  changed(): void {
    if (this.#telling) return;
    this.#telling = true;
    setImmediate(() => {
      this.#telling = false;
      for (const listener of this.#listeners) listener.changed();
    });
  }

  /** The returned function ends it. */
  listen(listener: GlassListener): () => void {
    this.#listeners.add(listener);
    this.#leaveWatch ??= this.#parts.watch.follow(() => {
      this.#streams.look();
      for (const one of this.#listeners) one.look();
    });
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#leaveWatch?.();
      this.#leaveWatch = null;
    };
  }

  /** What a page is told of what its maps mark; it remembers what it told. `hidden`: cameras that it is told nothing of. */
  markersOfPage(hidden?: () => ReadonlySet<string>): PageMarkers {
    return this.#markers.page(hidden);
  }

  /** The choice of feeds for a page that decodes what `abilities` say; it remembers what it chose. */
  feedsOfPage(abilities: ReadonlySet<Ability>): PageFeeds {
    const { feeds, clock } = this.#parts;
    const parts = { feeds, clock, watch: this.#streams, camera: (id: string) => this.#cameras.get(id) };
    return new PageFeeds(new TileFeeds(parts, abilities), clock);
  }

  /** The feeds that such a page would choose while every camera runs; asking for them opens none. */
  plannedFeeds(abilities: ReadonlySet<Ability>): TileFeeds {
    const { feeds, clock } = this.#parts;
    const watch = { downSince: () => null, ask: () => "trying" as const };
    return new TileFeeds({ feeds, clock, watch, camera: (id) => this.#cameras.get(id) }, abilities);
  }

  /** What a page sees that shows the glass: of streams that pages play themselves nothing else is known. */
  report(page: object, outputs: readonly WallStats[]): void {
    this.#streams.report(page, outputs);
  }

  /** The page has gone. */
  leave(page: object): void {
    this.#streams.leave(page);
  }

  /** How pages play a stream themselves, or where that is null one of the camera's; null where they play none. */
  player(cameraId: string, stream: StreamRole | null): Player | null {
    const streams = this.#cameras.get(cameraId)?.streams ?? [];
    const asked = streams.filter(({ role }) => stream === null || role === stream);
    const players = asked.flatMap((one) => playerOf(one) ?? []);
    // What the core could play is the easier way out.
    return players.find((player) => player === "hls") ?? players[0] ?? null;
  }

  /** As it was read last. */
  camera(id: string): Camera | undefined {
    return this.#cameras.get(id);
  }

  hasOutput(outputId: string): boolean {
    return this.#parts.walls.site.outputs.some((output) => output.id === outputId);
  }

  /**
   * What a page of these outputs shows, in the page's order, by its choice of feeds; outputs the site has not are left out.
   * `sees`: what its visitor may see; in the place of everything else stands the standby picture.
   */
  snapshot(outputIds: readonly string[], page: PageFeeds, sees: Sees = seesAll): Glass {
    const { site } = this.#parts.walls;
    const outputs = outputIds.flatMap((id) => site.outputs.find((output) => output.id === id) ?? []);
    const viewports = site.viewports.filter((one) => outputIds.includes(one.outputId));
    const walls = site.walls.filter((wall) => viewports.some((one) => one.wallId === wall.id));
    const states = walls.map((wall) => this.#parts.walls.state(wall.id));
    const placed = states.flatMap((state) =>
      state.tiles.map((tile): PlacedTile => {
        const pixels = tilePixels(site, state.id, tile.rect);
        const here = viewports.some((one) => one.wallId === state.id && overlaps(one.canvas, tile.rect));
        return { wallId: state.id, tile, pixels, here };
      }),
    );
    const kept = this.#keptBack(walls, sees);
    const open = placed.filter(({ wallId, tile }) => !kept.hides(wallId, tile));
    const tiles = open.flatMap((seen): SeenTile[] => {
      const { content } = seen.tile;
      if (content.kind === "camera") return [{ ...seen, cameraId: content.cameraId }];
      const turn = content.kind === "tour" ? this.#parts.tours.turn(seen.wallId, seen.tile.id) : null;
      return turn === null ? [] : [{ ...seen, cameraId: turn.cameraId }];
    });
    const mosaics = open.flatMap((seen): TileFeed[] => {
      const { content, fit } = seen.tile;
      if (content.kind !== "mosaic") return [];
      return [{ seen, feed: mosaicFeed(content, seen.pixels, fit), coarse: false, lostSince: null }];
    });
    const wanted = [...page.choose(tiles, mosaics)].map(([seen, feed]) => {
      const replay = this.#parts.replays.find(seen.wallId, seen.tile.id);
      const turn = this.#parts.tours.turn(seen.wallId, seen.tile.id);
      const shown = turn === null ? feed : { ...feed, tour: turn };
      return [seen, replay === null ? shown : page.replayed(seen, replay)] as const;
    });
    // A camera may stand in that is kept back itself.
    const chosen = wanted.filter(
      ([{ wallId }, feed]) => feed.mosaic !== undefined || kept.shows(wallId, feed.cameraId),
    );
    const hidden = new Set(placed.filter((seen) => !open.includes(seen)));
    for (const [seen] of wanted) if (!chosen.some(([one]) => one === seen)) hidden.add(seen);
    for (const seen of open) if (this.#isOver(seen, kept)) hidden.add(seen);
    const shown = new Set([
      ...mosaics.flatMap(({ feed }) => feed.mosaic?.cameraIds.flatMap((id) => this.withBackups(id)) ?? []),
      // A backup, or the camera whose turn was over, stays on the glass for a while after another was chosen.
      ...tiles.flatMap(({ wallId, tile }) =>
        camerasOf(tile.content)
          .flatMap((id) => this.withBackups(id))
          .filter((id) => kept.shows(wallId, id)),
      ),
      ...chosen.map(([, { cameraId }]) => cameraId),
    ]);
    return {
      site: {
        ...{ id: site.id, name: site.name, zone: site.zone, walls },
        ...(site.controllers === undefined ? {} : { controllers: site.controllers }),
      },
      language: this.#parts.language,
      outputs,
      viewports,
      walls: states.map((state) => ({
        state,
        feeds: chosen.flatMap(([{ wallId }, feed]) => (wallId === state.id ? [feed] : [])),
        // By hand and by rule: neither uncovers what the other hides.
        hiddenTileIds: [
          ...new Set([
            ...this.#parts.curtains.hidden(state.id, state.tiles),
            ...[...hidden].flatMap(({ wallId, tile }) => (wallId === state.id ? [tile.id] : [])),
          ]),
        ],
        covered: this.#parts.curtains.covers(state.id),
        standby: this.#parts.standbys?.tiles(state.id)?.slice() ?? null,
      })),
      cameras: [...this.#cameras.values()]
        .filter((camera) => shown.has(camera.id))
        .map(({ id, name, group }) => ({ id, name, ...(group === undefined ? {} : { group }) })),
      images: this.#imagesOn(states),
      logoId: this.#parts.standbys?.logoId ?? null,
      ...this.#parts.incidents.told(),
      selections: placed.flatMap(({ wallId, tile, here }) => {
        const selected = here ? this.#parts.incidents.selection(tile.content) : null;
        return selected === null ? [] : [{ wallId, tileId: tile.id, ...selected }];
      }),
      nearby: this.#parts.incidents.nearby(shown),
      light: outputs.map((output) => ({
        outputId: output.id,
        percent: this.#parts.brightness.layerOf(output),
      })),
      patterns: this.#parts.patterns
        .list()
        .filter(({ target }) =>
          target.kind === "output"
            ? outputIds.includes(target.outputId)
            : walls.some(({ id }) => id === target.wallId),
        )
        .map(({ target, pattern, startedAt, endsAt }) => ({
          ...{ target, pattern },
          ...{ startedAt: Date.parse(startedAt), endsAt: Date.parse(endsAt) },
        })),
      frozenAfterMs: FROZEN_AFTER_MS,
    };
  }

  /** What the pictures are called that walls show, or would show if they were hidden. */
  #imagesOn(states: readonly Pick<WallState, "id" | "tiles">[]): Glass["images"] {
    const { standbys } = this.#parts;
    const tiles = states.flatMap((state) => [...state.tiles, ...(standbys?.tiles(state.id) ?? [])]);
    const ids = new Set([...imagesOf(tiles), standbys?.logoId]);
    if (ids.size === 0) return [];
    const images = this.#parts.images?.list() ?? [];
    return images.filter(({ id }) => ids.has(id)).map(({ id, name }) => ({ id, name }));
  }

  /** Every camera on the walls of these outputs that may be seen there, and those that may stand in for one, by their ids. */
  camerasOn(outputIds: readonly string[]): Set<string> {
    const walls = this.#wallsOf(outputIds);
    const kept = this.#keptBack(walls, seesAll);
    return new Set(
      walls.flatMap(({ id: wallId }) =>
        this.#parts.walls.state(wallId).tiles.flatMap(({ content }) => {
          const ids = camerasOf(content).flatMap((id) => this.withBackups(id));
          return ids.filter((id) => kept.shows(wallId, id));
        }),
      ),
    );
  }

  /** Cameras that may not be on one of the walls of these outputs, or that whoever looks may not see. */
  keptBack(outputIds: readonly string[], sees: Sees = seesAll): Set<string> {
    const kept = this.#keptBack(this.#wallsOf(outputIds), sees);
    return new Set([...this.#cameras.keys()].filter((id) => kept.isKept(id)));
  }

  /** Whether a tour has nobody's turn because what it could show is kept back: the last picture must not stay for want of another. */
  #isOver({ wallId, tile }: PlacedTile, kept: KeptBack): boolean {
    return (
      tile.content.kind === "tour" &&
      this.#parts.tours.turn(wallId, tile.id) === null &&
      tile.content.cameraIds.some((id) => !kept.shows(wallId, id))
    );
  }

  /** Whether the picture of a camera may be on a wall, whoever looks; not of one that is not there. */
  shows(wallId: string, cameraId: string): boolean {
    return (
      this.#cameras.has(cameraId) &&
      this.#keptBack(this.#parts.walls.site.walls, seesAll).shows(wallId, cameraId)
    );
  }

  /** Whether a camera, or what may stand in for it, has a picture for a tile of a wall; asking opens it. */
  ready(wallId: string, tile: Tile, cameraId: string): Answer {
    const camera = this.#cameras.get(cameraId);
    if (camera === undefined) return "down";
    const find = (id: string) => this.#cameras.get(id);
    const parts = { feeds: this.#parts.feeds, watch: this.#streams, find };
    return readiness(parts, camera, tilePixels(this.#parts.walls.site, wallId, tile.rect), tile.fit);
  }

  #wallsOf(outputIds: readonly string[]): readonly Wall[] {
    const { site } = this.#parts.walls;
    return site.walls.filter(({ id }) =>
      site.viewports.some((one) => one.wallId === id && outputIds.includes(one.outputId)),
    );
  }

  #keptBack(walls: readonly Wall[], sees: Sees): KeptBack {
    const camera = (id: string) => this.#cameras.get(id);
    return new KeptBack({ walls, camera, withBackups: (id) => this.withBackups(id) }, sees);
  }

  /** A camera and those that may stand in for it, by their ids. */
  withBackups(id: string): string[] {
    const camera = this.#cameras.get(id);
    const backups = camera === undefined ? [] : backupsOf(camera, (other) => this.#cameras.get(other));
    return [id, ...backups.map((backup) => backup.id)];
  }
}
