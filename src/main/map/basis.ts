import { createHash } from "node:crypto";
import { join } from "node:path";
import { z } from "zod";
import {
  type MapBase,
  type MapFace,
  mapBoundarySchema,
  mapPaths,
  type MapSettings,
  mapSettingsSchema,
} from "../../protocol/map.ts";
import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { Log } from "../base/log.ts";
import type { Store } from "../store/store.ts";
import { type Boundary, readBoundary } from "./boundary.ts";
import { pmtilesIn, readPmtiles } from "./pmtiles-file.ts";
import { TileCache } from "./tile-cache.ts";
import { findTiles, type TileServer, tileServerSchema } from "./tile-server.ts";
import { ServerTiles } from "./tiles.ts";

interface Parts {
  /** Its folder `map` holds archives, `map-tiles` what is kept of a server's tiles. */
  readonly data: string;
  readonly store: Pick<Store, "settings">;
  readonly clock: Clock;
  readonly log: Log;
  readonly changed: () => void;
  /** What is kept of a server's tiles, bytes. */
  readonly cacheBytes?: number;
}

const CACHE_BYTES = 512 * 1024 * 1024;
const BASE_KEY = "map.base";
const BOUNDARY_KEY = "map.boundary";

const storedBaseSchema = z.object({ settings: mapSettingsSchema, server: tileServerSchema.optional() });
const storedBoundarySchema = z.object({
  coordinates: mapBoundarySchema.shape.coordinates,
  box: z.tuple([z.number(), z.number(), z.number(), z.number()]),
});

const COAST: MapBase = { kind: "coast" };

/** The same for the same text, to make an address another where what it leads to is another. */
const tagOf = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 12);

/** What lies under the maps of the site: the coast that comes along, or what a technician gave; and the city's boundary. */
export class MapBasis {
  readonly #parts: Parts;
  readonly #cache: TileCache;
  readonly #ending = new AbortController();
  #settings: MapSettings = { kind: "coast" };
  #base: MapBase = COAST;
  #tiles: ServerTiles | null = null;
  #boundary: (Boundary & { readonly tag: string }) | null = null;
  #face: MapFace = { base: COAST, attribution: "", boundary: null };

  private constructor(parts: Parts, cache: TileCache) {
    this.#parts = parts;
    this.#cache = cache;
  }

  /** A base that is gone, such as a file that was taken away, is the coast until it is set anew. */
  static async open(parts: Parts): Promise<MapBasis> {
    const { data, clock, log, store } = parts;
    const cache = await TileCache.open(join(data, "map-tiles"), parts.cacheBytes ?? CACHE_BYTES, clock, log);
    const basis = new MapBasis(parts, cache);
    const stored = storedBaseSchema.safeParse(parsed(await store.settings.get(BASE_KEY)));
    if (stored.success) {
      try {
        await basis.#lay(stored.data.settings, stored.data.server ?? null);
      } catch (error) {
        log.warn({ err: error }, "what was set to lie under maps cannot be used; they show the coast");
        basis.#settings = stored.data.settings;
      }
    }
    const boundary = storedBoundarySchema.safeParse(parsed(await store.settings.get(BOUNDARY_KEY)));
    if (boundary.success) basis.#bound(boundary.data);
    basis.#look();
    return basis;
  }

  face(): MapFace {
    return this.#face;
  }

  get settings(): MapSettings {
    return this.#settings;
  }

  /** Archives that a technician put into the data folder. */
  files(): Promise<string[]> {
    return pmtilesIn(this.#folder);
  }

  /** Faults with `fileMissing`, `invalid`, or with what the server faults with; then everything stays as it was. */
  async set(settings: MapSettings): Promise<void> {
    const server = settings.kind === "server" ? await findTiles(settings.url, this.#ending.signal) : null;
    if (settings.kind === "file") await readPmtiles(this.#folder, settings.file);
    const stored = { settings, ...(server === null ? {} : { server }) };
    await this.#parts.store.settings.put(BASE_KEY, JSON.stringify(stored));
    // Tiles of another server are of no use any more.
    await this.#cache.clear();
    await this.#lay(settings, server);
    this.#look();
    this.#parts.changed();
  }

  /** Null where none was given. */
  boundary(): Boundary | null {
    return this.#boundary;
  }

  /** Faults with `invalid` where it is no GeoJSON of polygons. */
  async setBoundary(geojson: unknown): Promise<{ given: number; kept: number }> {
    const { boundary, given, kept } = readBoundary(geojson);
    await this.#parts.store.settings.put(BOUNDARY_KEY, JSON.stringify(boundary));
    this.#bound(boundary);
    this.#look();
    this.#parts.changed();
    return { given, kept };
  }

  async removeBoundary(): Promise<void> {
    await this.#parts.store.settings.put(BOUNDARY_KEY, "null");
    this.#boundary = null;
    this.#look();
    this.#parts.changed();
  }

  /** The archive under maps. Faults with `notFound` where none is. */
  file(): { readonly folder: string; readonly name: string } {
    if (this.#settings.kind !== "file" || this.#base.kind !== "file")
      throw new Fault("notFound", { what: "file", id: "pmtiles" });
    return { folder: this.#folder, name: this.#settings.file };
  }

  /** A tile of the server; empty where it has none. Faults with `notFound`, or as asking it does. */
  async tile(z: number, x: number, y: number): Promise<Uint8Array> {
    if (this.#tiles === null) throw new Fault("notFound", { what: "tile", id: `${z}/${x}/${y}` });
    return await this.#tiles.tile(z, x, y);
  }

  async close(): Promise<void> {
    this.#ending.abort(new Fault("unavailable", { what: "map" }));
    await this.#tiles?.close();
  }

  get #folder(): string {
    return join(this.#parts.data, "map");
  }

  async #lay(settings: MapSettings, server: TileServer | null): Promise<void> {
    let base: MapBase = COAST;
    let tiles: ServerTiles | null = null;
    if (settings.kind === "file") {
      const holds = await readPmtiles(this.#folder, settings.file);
      base = { kind: "file", url: `${mapPaths.file}?v=${tagOf(settings.file)}`, tilePx: 512, ...holds };
    } else if (server !== null) {
      const { form, minZoom, maxZoom, tilePx } = server;
      const url = `${mapPaths.tile("{z}", "{x}", "{y}")}?v=${tagOf(server.template)}`;
      base = { kind: "server", url, form, minZoom, maxZoom, tilePx };
      tiles = new ServerTiles(server, this.#cache, this.#parts.clock);
    }
    const before = this.#tiles;
    this.#settings = settings;
    this.#base = base;
    this.#tiles = tiles;
    await before?.close();
  }

  #bound(boundary: Boundary): void {
    this.#boundary = { ...boundary, tag: tagOf(JSON.stringify(boundary)) };
  }

  #look(): void {
    const boundary = this.#boundary;
    this.#face = {
      base: this.#base,
      attribution:
        this.#base.kind === "coast" || this.#settings.kind === "coast" ? "" : this.#settings.attribution,
      boundary:
        boundary === null ? null : { url: `${mapPaths.boundary}?v=${boundary.tag}`, box: [...boundary.box] },
    };
  }
}

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch (error) {
    throw asFault(error);
  }
}
