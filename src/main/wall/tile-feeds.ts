import type { Tile } from "../../layouts/layout.ts";
import { mosaicPlan } from "../../layouts/mosaic.ts";
import type { Size } from "../../layouts/rect.ts";
import { assumedSizes, chooseStream, enlargement } from "../../layouts/stream.ts";
import { type Ability, showsAsIs } from "../../protocol/ability.ts";
import type { Camera, StreamRole } from "../../protocol/camera.ts";
import { type FeedRef, mosaicRef } from "../../protocol/feed.ts";
import { type Format, shownSize } from "../../protocol/format.ts";
import { chooseRung, lowerRung, onRung, type Rung, rungSizes } from "../../protocol/ladder.ts";
import { type Player, playerOf } from "../../protocol/relay.ts";
import type { Clock } from "../base/clock.ts";
import type { Feeds } from "../feeds/feeds.ts";
import type { CameraWatch } from "../feeds/stand-ins/camera-watch.ts";
import { confirm, type Confirmed } from "../base/confirmed.ts";
import { type Source, sourceOf } from "../feeds/stand-ins/stand-in.ts";

/** Another stream or rung must be the better one for so long before a tile changes to it, milliseconds. */
export const CHANGE_MS = 5_000;
/** A tile of another size shows the stream that the page shows already for so long, until another replaces it, milliseconds. */
export const FOLLOW_MS = 900;
/** A stand-in that is enlarged by more than this is marked as much too small for its tile. */
export const COARSE_ENLARGEMENT = 2;

/** A tile with the pixels that it has on the glass. */
export interface PlacedTile {
  readonly wallId: string;
  readonly tile: Tile;
  readonly pixels: Size;
  /** Whether this page shows any of it: a wall may lie on the outputs of several. */
  readonly here: boolean;
}

/** A camera's tile. */
export interface SeenTile extends PlacedTile {
  readonly cameraId: string;
}

/** What a tile shows before anything is taken from it because of load. */
export interface TileFeed<T extends PlacedTile = PlacedTile> {
  readonly seen: T;
  readonly feed: FeedRef;
  /** Whether this is not the stream that the tile wants, and much too small for it. */
  readonly coarse: boolean;
  /** Since when the tile's own camera is lost, milliseconds since 1970, where a backup stands in. */
  readonly lostSince: number | null;
}

interface Parts {
  readonly feeds: Pick<Feeds, "knownFormat">;
  readonly clock: Clock;
  readonly watch: Pick<CameraWatch, "downSince" | "ask">;
  camera(id: string): Camera | undefined;
}

interface Memory {
  readonly shape: string;
  /** When it was given that shape. */
  readonly since: number;
  /** By camera. */
  readonly streams: Map<string, Confirmed<StreamRole>>;
  /** By camera and stream. */
  readonly rungs: Map<string, Confirmed<Rung | null>>;
}

/** A tile in one look at it. */
interface Look {
  readonly seen: SeenTile;
  readonly memory: Memory;
  /** How long a change must have been wanted, milliseconds. */
  readonly afterMs: number;
  readonly now: number;
}

/** What one page shows in each camera's tile, chosen anew at every look and changed only for a reason that lasts. */
export class TileFeeds {
  readonly #parts: Parts;
  readonly #abilities: ReadonlySet<Ability>;
  #memories = new Map<string, Memory>();
  /** What the page shows of each camera. */
  #shown = new Map<string, FeedRef>();

  /** `abilities`: what the page decodes besides H.264. */
  constructor(parts: Parts, abilities: ReadonlySet<Ability>) {
    this.#parts = parts;
    this.#abilities = abilities;
  }

  /** The feed of each of `tiles`, which are all that the page shows; a tile whose camera is gone has none. */
  choose(tiles: readonly SeenTile[]): TileFeed<SeenTile>[] {
    const before = this.#memories;
    const now = this.#parts.clock.monotonic();
    this.#memories = new Map();
    const chosen = tiles.flatMap((seen) => {
      const key = `${seen.wallId}/${seen.tile.id}/${seen.cameraId}`;
      const shape = `${seen.pixels.width}x${seen.pixels.height} ${seen.tile.fit}`;
      const known = before.get(key);
      const memory = known?.shape === shape ? known : this.#reshaped(seen.cameraId, shape, now, known);
      this.#memories.set(key, memory);
      const camera = this.#parts.camera(seen.cameraId);
      if (camera === undefined) return [];
      // Another size is somebody's wish, and waits for no more than a picture that is there already.
      const afterMs = now - memory.since < CHANGE_MS ? FOLLOW_MS : CHANGE_MS;
      return [this.#chooseOne({ seen, memory, afterMs, now }, camera)];
    });
    this.#shown = new Map(chosen.map(({ seen, feed }) => [seen.cameraId, feed]));
    return chosen;
  }

  /** A tile that is new, or of another size, begins with what the page shows of its camera: that is complete at once. */
  #reshaped(cameraId: string, shape: string, since: number, before: Memory | undefined): Memory {
    const streams = new Map<string, Confirmed<StreamRole>>();
    const rungs = new Map(before?.rungs);
    const shown = this.#shown.get(cameraId);
    if (shown?.cameraId === cameraId) {
      streams.set(cameraId, { value: shown.stream, next: null });
      rungs.set(`${cameraId}/${shown.stream}`, { value: shown.rung, next: null });
    }
    return { shape, since, streams, rungs };
  }

  /**
   * What costs the page less in place of `feed`: the camera's smaller stream, or the rung below; null where there is
   * neither. Of a mosaic the rung below.
   */
  smaller(feed: FeedRef): FeedRef | null {
    const { cameraId, stream, rung, player, mosaic } = feed;
    const lower = rung === null ? null : lowerRung(rung);
    if (mosaic !== undefined) return lower === null ? null : mosaicRef(mosaic, lower);
    // A page that plays a stream itself takes the size that its tile needs.
    if (player !== undefined) return null;
    const other = this.#parts.camera(cameraId)?.streams.find(({ role }) => role !== stream)?.role;
    if (other !== undefined && this.#area(cameraId, other) < this.#area(cameraId, stream)) {
      const format = this.#parts.feeds.knownFormat(cameraId, other);
      return { cameraId, stream: other, rung: this.#showsAsIs(format) ? null : "360p" };
    }
    return lower === null ? null : { cameraId, stream, rung: lower };
  }

  /** How kept pictures of `format` are shown in a tile: as they are where the page decodes them, else on a rung. */
  replayRung({ pixels, tile }: PlacedTile, format: Format): Rung | null {
    return this.#showsAsIs(format) ? null : chooseRung(shownSize(format), pixels, tile.fit);
  }

  /** The size at which the pictures of `feed` come, as far as it is known. */
  sizeOf({ cameraId, stream, rung, mosaic }: FeedRef): Size {
    if (mosaic !== undefined)
      return mosaicPlan(mosaic.cameraIds.length, mosaic.columns, rungSizes[rung ?? "1080p"]).size;
    const size = this.#size(cameraId, stream);
    return rung === null ? size : onRung(size, rung);
  }

  #chooseOne(look: Look, camera: Camera): TileFeed<SeenTile> {
    const { watch } = this.#parts;
    const source = sourceOf(camera, {
      find: (id) => this.#parts.camera(id),
      wanted: (wanted) => this.#stream(look, wanted),
      isDown: (own) => watch.downSince(own) !== null,
      ask: (other) => watch.ask(other),
    });
    const player = this.#player(source);
    const feed: FeedRef =
      player === undefined
        ? { ...source, rung: this.#rung(look, source) }
        : { ...source, rung: null, player };
    const own = { cameraId: camera.id, stream: this.#stream(look, camera) };
    const asWanted = source.cameraId === own.cameraId && source.stream === own.stream;
    const scale = enlargement(this.sizeOf(feed), look.seen.pixels, look.seen.tile.fit);
    const lostSince = source.cameraId === camera.id ? null : watch.downSince(own);
    return {
      seen: look.seen,
      feed,
      coarse: !asWanted && scale > COARSE_ENLARGEMENT,
      lostSince,
    };
  }

  #stream({ memory, seen, now, afterMs }: Look, camera: Camera): StreamRole {
    const { id } = camera;
    const before = memory.streams.get(id) ?? null;
    const streams = camera.streams.map(({ role }) => ({ role, ...this.#known(id, role) }));
    const wanted = chooseStream(streams, seen.pixels, seen.tile.fit, before?.value);
    // A stream that the camera has no longer is nothing to hold on to.
    const gone = before !== null && streams.every(({ role }) => role !== before.value);
    const after = confirm(before, wanted, now, gone ? 0 : afterMs);
    memory.streams.set(id, after);
    return after.value;
  }

  /** How the page plays the stream itself, where it does. */
  #player({ cameraId, stream }: Source): Player | undefined {
    const found = this.#parts.camera(cameraId)?.streams.find(({ role }) => role === stream);
    return found && playerOf(found);
  }

  /** What has never been seen is opened as it is. */
  #rung({ memory, seen, now, afterMs }: Look, { cameraId, stream }: Source): Rung | null {
    const key = `${cameraId}/${stream}`;
    const before = memory.rungs.get(key) ?? null;
    const format = this.#parts.feeds.knownFormat(cameraId, stream);
    const asIs = this.#showsAsIs(format);
    const wanted =
      asIs || format === null
        ? null
        : chooseRung(shownSize(format), seen.pixels, seen.tile.fit, before?.value);
    // What the page cannot show is nothing to hold on to.
    const unseen = before?.value === null && !asIs;
    const after = confirm(before, wanted, now, unseen ? 0 : afterMs);
    memory.rungs.set(key, after);
    return after.value;
  }

  #showsAsIs(format: Format | null): boolean {
    return format === null || showsAsIs(format, this.#abilities);
  }

  #known(cameraId: string, role: StreamRole): Partial<Size> {
    const format = this.#parts.feeds.knownFormat(cameraId, role);
    return format === null ? {} : shownSize(format);
  }

  #size(cameraId: string, role: StreamRole): Size {
    return { ...assumedSizes[role], ...this.#known(cameraId, role) };
  }

  #area(cameraId: string, role: StreamRole): number {
    const { width, height } = this.#size(cameraId, role);
    return width * height;
  }
}
