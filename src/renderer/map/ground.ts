import { mapBoundarySchema, type MapFace } from "../../protocol/map.ts";
import { type Frame, type ProjectedLine, projectLine } from "./mercator-path.ts";
import { paintBoundary, paintCoast, type ProjectedCoast } from "./paint-base.ts";
import { paintTiles } from "./paint-tiles.ts";
import { TileSource } from "./tile-source.ts";

/** Tiles that come at nearly the same time are drawn at once, milliseconds. */
const TOGETHER_MS = 80;
/** A boundary that could not be read is asked for again after this, milliseconds. */
const AGAIN_MS = 15_000;

/** What lies under the marks of all maps of a page: the coast, tiles on it, and the city's boundary. */
export class Ground {
  private readonly changed: () => void;
  private coast: ProjectedCoast | null = null;
  private source: TileSource | null = null;
  private sourceKey = "";
  private boundaryUrl = "";
  private boundary: readonly ProjectedLine[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private turn = 0;

  /** `changed` is called when it would be drawn otherwise. */
  constructor(changed: () => void) {
    this.changed = changed;
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
    this.touch();
  }

  /** What it is from now on. */
  follow({ base, boundary }: MapFace): void {
    const key = JSON.stringify(base);
    if (key !== this.sourceKey) {
      this.sourceKey = key;
      this.source?.close();
      this.source = base.kind === "coast" ? null : new TileSource(base, () => this.later());
      this.touch();
    }
    const url = boundary?.url ?? "";
    if (url === this.boundaryUrl) return;
    this.boundaryUrl = url;
    this.boundary = [];
    this.touch();
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

  private async bound(url: string): Promise<void> {
    try {
      const answer = await fetch(url);
      if (!answer.ok) throw new Error(`${answer.status} of ${url}`);
      const { coordinates } = mapBoundarySchema.parse(await answer.json());
      if (url !== this.boundaryUrl) return;
      this.boundary = coordinates.flat().map(projectLine);
      this.touch();
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
      this.touch();
    }, TOGETHER_MS);
  }

  private touch(): void {
    this.turn += 1;
    this.changed();
  }
}
