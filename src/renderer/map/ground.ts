import { mapBoundarySchema, type MapFace } from "../../protocol/map.ts";
import { type Frame, type ProjectedLine, projectLine } from "./mercator-path.ts";
import { paintBoundary, paintCoast, type ProjectedCoast } from "./paint-base.ts";
import { paintTiles } from "./paint-tiles.ts";
import { TileSource } from "./tile-source.ts";

/** Tiles that come at nearly the same time are drawn at once, milliseconds. */
const TOGETHER_MS = 80;
/** A boundary that could not be read is asked for again after this, milliseconds. */
const AGAIN_MS = 15_000;

interface GroundListener {
  /** It would be drawn otherwise than before. */
  drawn(): void;
  /** It is another: what was drawn of it is of no use any more. */
  other(): void;
}

/** Pixels of a side of a tile of the web, and how long one waits for what it is made of, milliseconds. */
const TILE = 512;
const TILE_MS = 3000;
/** The least type on it. */
const TILE_TYPE = 13;

/** What lies under the marks of all maps of a page: the coast, tiles on it, and the city's boundary. */
export class Ground {
  private readonly listener: GroundListener;
  private coast: ProjectedCoast | null = null;
  private source: TileSource | null = null;
  private sourceKey = "";
  private boundaryUrl = "";
  private boundary: readonly ProjectedLine[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(listener: GroundListener) {
    this.listener = listener;
  }

  /** Grows with every change. */
  get revision(): number {
    return this.turn;
  }

  /** Whether there is anything to draw yet. */
  get ready(): boolean {
    return this.coast !== null;
  }

  /** Whether tiles are on their way. */
  get busy(): boolean {
    return this.source?.busy === true;
  }

  land(coast: ProjectedCoast): void {
    this.coast = coast;
    this.touch(true);
  }

  /** What it is from now on. */
  follow({ base, boundary }: MapFace): void {
    const key = JSON.stringify(base);
    if (key !== this.sourceKey) {
      this.sourceKey = key;
      this.source?.close();
      this.source = base.kind === "coast" ? null : new TileSource(base, () => this.later());
      this.touch(true);
    }
    const url = boundary?.url ?? "";
    if (url === this.boundaryUrl) return;
    this.boundaryUrl = url;
    this.boundary = [];
    this.touch(true);
    if (url !== "") void this.bound(url);
  }

  /** Draws it on all of a frame; `typePx` is the least size of type. */
  paint(ctx: OffscreenCanvasRenderingContext2D, frame: Frame, typePx: number): void {
    if (this.coast === null) return;
    paintCoast(ctx, this.coast, frame);
    if (this.source !== null) paintTiles(ctx, this.source, frame, typePx);
    paintBoundary(ctx, this.boundary, frame, Math.max(2, typePx / 10));
  }

  /** Tiles that nobody has begun to read are not read: other ones are needed now. */
  forgetWaiting(): void {
    this.source?.forgetWaiting();
  }

  /** It as a tile of the web, with all that it is made of as far as that comes in time; null before there is a coast. */
  async tile(z: number, x: number, y: number): Promise<ImageBitmap | null> {
    const until = performance.now() + TILE_MS;
    const canvas = new OffscreenCanvas(TILE, TILE);
    const ctx = canvas.getContext("2d");
    if (ctx === null) return null;
    const frame = { world: TILE * 2 ** z, left: -x * TILE, top: -y * TILE, width: TILE, height: TILE };
    for (;;) {
      this.paint(ctx, frame, TILE_TYPE);
      if ((this.ready && !this.busy) || performance.now() > until) break;
      await this.change(until - performance.now());
    }
    return this.ready ? canvas.transferToImageBitmap() : null;
  }

  /** Resolves with the next change, or after so many milliseconds. */
  private async change(ms: number): Promise<void> {
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, Math.max(0, ms));
      this.waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  private async bound(url: string): Promise<void> {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${answer.status} of ${url}`);
      const { coordinates } = mapBoundarySchema.parse(await answer.json());
      if (url !== this.boundaryUrl) return;
      this.boundary = coordinates.flat().map(projectLine);
      this.touch(true);
    } catch (error) {
      console.warn("the city's boundary could not be read", error);
      setTimeout(() => {
        if (url === this.boundaryUrl) void this.bound(url);
      }, AGAIN_MS);
    }
  }

  private later(): void {
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.touch(false);
    }, TOGETHER_MS);
  }

  private touch(other: boolean): void {
    this.turn += 1;
    if (other) this.listener.other();
    this.listener.drawn();
    for (const wake of this.waiting.splice(0)) wake();
  }
}
