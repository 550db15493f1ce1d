import { PMTiles } from "pmtiles";
import type { MapBase } from "../../protocol/map.ts";
import { readVectorTile, type VectorPicture } from "./vector-picture.ts";

type TiledBase = Exclude<MapBase, { kind: "coast" }>;
export type TilePicture = ImageBitmap | VectorPicture;

/** Tiles in memory; a wall of 4800 x 1080 shows some 60 at a time. */
const MOST_KEPT = 256;
const AT_ONCE = 6;
/** A tile that could not be had is asked for again after this, milliseconds. */
const AGAIN_MS = 15_000;

interface Held {
  /** Null where there is nothing at that place; undefined before it is there. */
  picture: TilePicture | null | undefined;
  failed: boolean;
}

/** The tiles under maps, from the core: read when a map first shows them, the longest unseen forgotten first. */
export class TileSource {
  readonly base: TiledBase;
  private readonly archive: PMTiles | null;
  private readonly loaded: () => void;
  private readonly held = new Map<string, Held>();
  private readonly waiting: { readonly key: string; readonly load: () => Promise<void> }[] = [];
  private atWork = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  /** `loaded` is called when a tile came or will not come. */
  constructor(base: TiledBase, loaded: () => void) {
    this.base = base;
    this.loaded = loaded;
    this.archive = base.kind === "file" ? new PMTiles(new URL(base.url, location.origin).href) : null;
  }

  /** Of those that were asked for, whether any is still on its way. */
  get busy(): boolean {
    return this.atWork > 0 || this.waiting.length > 0;
  }

  /** A tile as far as it is known: null where there is none; undefined while it is on its way or cannot be had. */
  get(z: number, x: number, y: number): TilePicture | null | undefined {
    const key = `${z}/${x}/${y}`;
    const held = this.held.get(key);
    if (held !== undefined) {
      this.held.delete(key);
      this.held.set(key, held);
      return held.picture;
    }
    this.held.set(key, { picture: undefined, failed: false });
    this.waiting.push({ key, load: () => this.load(key, z, x, y) });
    this.work();
    return undefined;
  }

  /** A tile that is there already; asks for none. */
  known(z: number, x: number, y: number): TilePicture | null | undefined {
    return this.held.get(`${z}/${x}/${y}`)?.picture;
  }

  /** What is waited for is of no use any more: another view was chosen. */
  forgetWaiting(): void {
    for (const { key } of this.waiting.splice(0)) this.held.delete(key);
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.timer);
    this.waiting.length = 0;
    this.held.clear();
  }

  private work(): void {
    while (this.atWork < AT_ONCE) {
      const next = this.waiting.shift();
      if (next === undefined) return;
      this.atWork += 1;
      void this.one(next.load);
    }
  }

  private async one(load: () => Promise<void>): Promise<void> {
    await load();
    this.atWork -= 1;
    if (this.closed) return;
    this.work();
    this.loaded();
  }

  private async load(key: string, z: number, x: number, y: number): Promise<void> {
    const held = this.held.get(key) ?? { picture: undefined, failed: false };
    try {
      const bytes = await this.read(z, x, y);
      held.picture = bytes === null ? null : await this.decode(bytes);
    } catch (error) {
      console.warn("a map tile could not be read", key, error);
      held.failed = true;
      // The base lies under it meanwhile.
      this.timer ??= setTimeout(() => this.again(), AGAIN_MS);
    }
    if (this.closed) return;
    this.held.set(key, held);
    for (const old of this.held.keys()) {
      if (this.held.size <= MOST_KEPT) break;
      this.held.delete(old);
    }
  }

  private again(): void {
    this.timer = undefined;
    for (const [key, { failed }] of this.held) if (failed) this.held.delete(key);
    this.loaded();
  }

  private async read(z: number, x: number, y: number): Promise<ArrayBuffer | null> {
    if (this.archive !== null) return (await this.archive.getZxy(z, x, y))?.data ?? null;
    const url = this.base.url.replace("{z}", String(z)).replace("{x}", String(x)).replace("{y}", String(y));
    const answer = await fetch(url);
    if (!answer.ok) throw new Error(`${answer.status} of ${url}`);
    const bytes = await answer.arrayBuffer();
    return bytes.byteLength === 0 ? null : bytes;
  }

  private async decode(bytes: ArrayBuffer): Promise<TilePicture> {
    return this.base.form === "vector" ? readVectorTile(bytes) : await createImageBitmap(new Blob([bytes]));
  }
}
