import type { Tile } from "./layout.ts";
import type { Rect, Size } from "./rect.ts";
import type { Site } from "./site.ts";
import { outputsShowing } from "./viewport.ts";

/** A stream of a camera and the size of its picture in pixels, null or absent while no picture came yet. */
export interface SizedStream {
  readonly role: "main" | "sub";
  readonly width?: number | null | undefined;
  readonly height?: number | null | undefined;
}

/** What a stream is taken for before its first picture: what most city cameras are set to. */
export const assumedSizes: Readonly<Record<SizedStream["role"], Size>> = {
  main: { width: 1920, height: 1080 },
  sub: { width: 640, height: 360 },
};

function sizeOf(stream: SizedStream): Size {
  const { width, height } = stream;
  return width && height ? { width, height } : assumedSizes[stream.role];
}

/** How many tile pixels one pixel of the picture becomes where it is stretched most; above 1 it is enlarged. */
export function enlargement(picture: Size, tile: Size, fit: Tile["fit"]): number {
  const across = tile.width / picture.width;
  const down = tile.height / picture.height;
  return fit === "contain" ? Math.min(across, down) : Math.max(across, down);
}

/** The enlargement up to which a tile keeps the smaller picture that it has [L10]. */
export const KEPT_ENLARGEMENT = 1.1;

/**
 * The stream that a tile opens [L8]: the smallest whose picture, shown with `fit` in `tilePx` (output pixels), is not
 * enlarged; where all would be, the largest. The one that it shows already, `held`, stays while it is enlarged by no
 * more than a tenth [L10]. A camera with one stream has no choice. A RangeError without streams.
 */
export function chooseStream(
  streams: readonly SizedStream[],
  tilePx: Size,
  fit: Tile["fit"],
  held: SizedStream["role"] | null = null,
): SizedStream["role"] {
  const bySize = streams
    .map((stream) => ({ role: stream.role, size: sizeOf(stream) }))
    .toSorted((a, b) => a.size.width * a.size.height - b.size.width * b.size.height);
  const enough = bySize.find((stream) => enlargement(stream.size, tilePx, fit) <= 1);
  const chosen = enough ?? bySize.at(-1);
  if (chosen === undefined) throw new RangeError("a camera without streams has none to choose");
  const kept = bySize.find((stream) => stream.role === held);
  const keeps =
    kept !== undefined &&
    bySize.indexOf(kept) < bySize.indexOf(chosen) &&
    enlargement(kept.size, tilePx, fit) <= KEPT_ENLARGEMENT;
  return keeps ? kept.role : chosen.role;
}

/**
 * The pixels that a tile's rectangle (canvas pixels) has on the glass, as large as any output shows it. Viewports do
 * not scale [W11], so this is its size on the canvas; 0 x 0 where no output shows any of it.
 */
export function tilePixels(
  site: Pick<Site, "viewports" | "outputs">,
  wallId: string,
  rect: Rect,
): { width: number; height: number } {
  return outputsShowing(site, wallId, rect).length > 0
    ? { width: rect.width, height: rect.height }
    : { width: 0, height: 0 };
}
