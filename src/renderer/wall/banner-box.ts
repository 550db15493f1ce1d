import { bottom, type Rect, type Size } from "../../layouts/rect.ts";
import { labelBox, type TypeSizes } from "../tiles/type-sizes.ts";

/** Height of a line in sizes of its type, and of what stands free above and below. */
const LINE = 1.25;
const AIR = 0.35;
/** Of each of the tiles that it lies over, what a banner must leave. */
const LEFT = { two: 0.6, one: 0.4 };

/** How much of a banner there is room for. */
export interface BannerBox {
  readonly lines: 1 | 2;
  /** Whole canvas pixels. */
  readonly heightPx: number;
  /** Whether it stands above the ticker; in its place otherwise. */
  readonly above: boolean;
}

/**
 * The banner on a canvas with these tiles and a ticker of `tickerPx`: two lines above the ticker where all tiles keep most
 * of themselves, one where they keep their labels and a good part, and otherwise one in the ticker's place, which covers
 * no more than was covered.
 */
export function bannerBox(
  canvas: Size,
  tiles: readonly Rect[],
  sizes: TypeSizes,
  tickerPx: number,
): BannerBox {
  const two = Math.ceil(sizes.banner * (LINE + AIR) + sizes.label * LINE);
  const one = Math.ceil(sizes.banner * (LINE + AIR / 2));
  const keep = (heightPx: number, share: number) =>
    tiles.every((rect) => {
      const left = rect.height - Math.max(0, bottom(rect) - (canvas.height - tickerPx - heightPx));
      return left >= Math.min(rect.height, Math.max(rect.height * share, labelBox(rect, sizes).heightPx));
    });
  if (keep(two, LEFT.two)) return { lines: 2, heightPx: two, above: true };
  if (keep(one, LEFT.one)) return { lines: 1, heightPx: one, above: true };
  return { lines: 1, heightPx: tickerPx, above: false };
}
