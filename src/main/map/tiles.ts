import type { Clock } from "../base/clock.ts";
import { asFault, Fault } from "../base/fault.ts";
import type { TileCache } from "./tile-cache.ts";
import { type TileServer, tileUrl } from "./tile-server.ts";
import { fetchFrom } from "./upstream.ts";

/** A tile is smaller, bytes. */
const MOST_TILE = 4 * 1024 * 1024;
const AT_ONCE = 6;
const MOST_WAITING = 512;
/** How long a tile is taken for fresh: as its server says within these, else the middle; milliseconds. */
const LEAST_FRESH_MS = 3_600_000;
const USUAL_FRESH_MS = 7 * 86_400_000;
const MOST_FRESH_MS = 30 * 86_400_000;
/** A server that failed is left alone for so long, milliseconds: pages are served from what is kept. */
const REST_MS = 10_000;

/** The tiles of one server, through what is kept of them. */
export class ServerTiles {
  readonly #server: TileServer;
  readonly #cache: TileCache;
  readonly #clock: Clock;
  readonly #ending = new AbortController();
  readonly #running = new Map<string, Promise<Uint8Array>>();
  readonly #waiting: (() => void)[] = [];
  #atWork = 0;
  #restsUntil = Number.NEGATIVE_INFINITY;
  #failure: Fault | null = null;

  constructor(server: TileServer, cache: TileCache, clock: Clock) {
    this.#server = server;
    this.#cache = cache;
    this.#clock = clock;
  }

  /** A tile; empty where the server has none. Faults with `notFound` outside of its zooms, or as `fetchFrom`. */
  async tile(z: number, x: number, y: number): Promise<Uint8Array> {
    const side = 2 ** z;
    const { minZoom, maxZoom } = this.#server;
    if (z < minZoom || z > maxZoom || x >= side || y >= side)
      throw new Fault("notFound", { what: "tile", id: `${z}/${x}/${y}` });
    const name = `${z}-${x}-${y}`;
    const running = this.#running.get(name);
    if (running !== undefined) return await running;
    const asked = this.#get(name, tileUrl(this.#server, z, x, y));
    this.#running.set(name, asked);
    try {
      return await asked;
    } finally {
      this.#running.delete(name);
    }
  }

  /** Nothing is asked of the server any more. */
  async close(): Promise<void> {
    this.#ending.abort(new Fault("unavailable", { what: "map" }));
    for (const go of this.#waiting.splice(0)) go();
    await Promise.allSettled(this.#running.values());
  }

  async #get(name: string, url: URL): Promise<Uint8Array> {
    const kept = await this.#cache.get(name);
    if (kept?.fresh === true) return kept.body;
    try {
      const { body, maxAge } = await this.#fetch(url);
      const asked = maxAge === null ? USUAL_FRESH_MS : maxAge * 1000;
      await this.#cache.put(name, body, Math.min(MOST_FRESH_MS, Math.max(LEAST_FRESH_MS, asked)));
      return body;
    } catch (error) {
      // A street of last month is better than none.
      if (kept !== null) return kept.body;
      throw error;
    }
  }

  async #fetch(url: URL): Promise<{ body: Uint8Array; maxAge: number | null }> {
    const { signal } = this.#ending;
    signal.throwIfAborted();
    if (this.#atWork >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) throw new Fault("tooMany", { seconds: 1 });
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    } else this.#atWork += 1;
    try {
      signal.throwIfAborted();
      if (this.#failure !== null && this.#clock.monotonic() < this.#restsUntil) throw this.#failure;
      const fetched = await fetchFrom(url, MOST_TILE, signal);
      this.#failure = null;
      return fetched;
    } catch (error) {
      const fault = asFault(error);
      // One tile that is too large says nothing of the others.
      if (fault.kind !== "tooLarge" && !signal.aborted && fault !== this.#failure) {
        this.#failure = fault;
        this.#restsUntil = this.#clock.monotonic() + REST_MS;
      }
      throw fault;
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#atWork -= 1;
      else next();
    }
  }
}
