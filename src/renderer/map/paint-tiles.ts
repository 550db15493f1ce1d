import type { Frame } from "./mercator-path.ts";
import type { TilePicture, TileSource } from "./tile-source.ts";
import { paintPlaces, paintVector, type VectorPicture } from "./vector-picture.ts";

/** Tiles of a depth that lie in a frame, as the web numbers them. */
export interface Covering {
  readonly z: number;
  /** Pixels of a side in the frame. */
  readonly side: number;
  readonly tiles: readonly {
    readonly x: number;
    readonly y: number;
    readonly left: number;
    readonly top: number;
  }[];
}

/** How many zooms above a tile may be taken in its place while it comes. */
const MOST_ABOVE = 5;

/** The tiles that a frame needs: of the depth at which they are drawn nearest to their own size. */
export function covering(frame: Frame, base: TileSource["base"]): Covering {
  const wanted = Math.round(Math.log2(frame.world / base.tilePx));
  const z = Math.max(base.minZoom, Math.min(base.maxZoom, wanted, 24));
  const count = 2 ** z;
  const side = frame.world / count;
  const first = (start: number) => Math.max(0, Math.floor(-start / side));
  const last = (start: number, size: number) => Math.min(count - 1, Math.floor((size - start) / side));
  const tiles: Covering["tiles"][number][] = [];
  for (let y = first(frame.top); y <= last(frame.top, frame.height); y += 1)
    for (let x = first(frame.left); x <= last(frame.left, frame.width); x += 1)
      tiles.push({ x, y, left: frame.left + x * side, top: frame.top + y * side });
  // The middle first: there is what one looks at.
  const away = ({ left, top }: (typeof tiles)[number]) =>
    Math.abs(left + side / 2 - frame.width / 2) + Math.abs(top + side / 2 - frame.height / 2);
  return { z, side, tiles: tiles.toSorted((a, b) => away(a) - away(b)) };
}

/** Draws what is there of a base's tiles; what lies beneath shows where one is not there yet. */
export function paintTiles(
  ctx: OffscreenCanvasRenderingContext2D,
  source: TileSource,
  frame: Frame,
  typePx: number,
): void {
  const { z, side, tiles } = covering(frame, source.base);
  const zoom = Math.log2(frame.world / 512);
  const named: { picture: VectorPicture; x: number; y: number; side: number }[] = [];
  for (const { x, y, left, top } of tiles) {
    const picture = source.get(z, x, y);
    if (picture === null) continue;
    if (picture === undefined) paintAbove(ctx, source, { z, x, y, left, top, side, zoom });
    else {
      paint(ctx, picture, left, top, side, zoom);
      if ("paths" in picture) named.push({ picture, x: left, y: top, side });
    }
  }
  paintPlaces(ctx, named, frame, zoom, typePx);
}

function paint(
  ctx: OffscreenCanvasRenderingContext2D,
  picture: TilePicture,
  left: number,
  top: number,
  side: number,
  zoom: number,
): void {
  if ("paths" in picture) {
    paintVector(ctx, picture, { x: left, y: top, side, zoom });
    return;
  }
  // Whole pixels, so that no line of what lies beneath shows between two.
  const [x, y] = [Math.round(left), Math.round(top)];
  ctx.drawImage(picture, x, y, Math.round(left + side) - x, Math.round(top + side) - y);
}

interface Wanted {
  readonly z: number;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
  readonly side: number;
  readonly zoom: number;
}

/** In the place of a tile that is not there, its part of a larger one that is. */
function paintAbove(
  ctx: OffscreenCanvasRenderingContext2D,
  source: TileSource,
  { z, x, y, left, top, side, zoom }: Wanted,
): void {
  for (let above = 1; above <= MOST_ABOVE && z - above >= 0; above += 1) {
    const scale = 2 ** above;
    const picture = source.known(z - above, Math.floor(x / scale), Math.floor(y / scale));
    if (picture === undefined || picture === null) continue;
    ctx.save();
    ctx.beginPath();
    ctx.rect(left, top, side, side);
    ctx.clip();
    paint(ctx, picture, left - (x % scale) * side, top - (y % scale) * side, side * scale, zoom);
    ctx.restore();
    return;
  }
}
