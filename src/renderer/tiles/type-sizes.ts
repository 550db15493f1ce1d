import { CAPITALS, textPixels } from "../../layouts/legibility.ts";
import type { Size } from "../../layouts/rect.ts";

function typeSize(distancePx: number, arcMinutes: number): number {
  return textPixels(arcMinutes, 1, distancePx) / CAPITALS;
}

/** The three sizes of type on a wall, whole canvas pixels. */
export interface TypeSizes {
  /** Nothing is smaller: capitals of 16 arc minutes. */
  readonly least: number;
  /** 20 arc minutes. */
  readonly label: number;
  /** 30 arc minutes. */
  readonly banner: number;
}

/** Sizes of type from GLASS for what is looked at from `distancePx`, in its own pixels: 16, 20 and 30 arc minutes. */
export function typeSizes(distancePx: number): TypeSizes {
  return {
    least: Math.max(8, Math.floor(typeSize(distancePx, 16))),
    label: Math.max(9, Math.floor(typeSize(distancePx, 20))),
    banner: Math.max(10, Math.floor(typeSize(distancePx, 30))),
  };
}

/** Lines of label type from which a tile has room for notes in that size. */
const ROOM_FOR_LABEL = 11;

/** The size of type for what is written in the middle of a tile of which `height` canvas pixels are free. */
export function noteSize(height: number, sizes: TypeSizes): number {
  return height >= sizes.label * ROOM_FOR_LABEL ? sizes.label : sizes.least;
}

/** What of a tile its label may cover. */
const SHARE = 0.08;
/** Line height, in sizes of type, of a strip with room; at 1 capitals and descenders just fit. */
const ROOMY = 1.4;

export interface LabelBox {
  readonly fontPx: number;
  readonly heightPx: number;
  /** The whole width as a strip; or, in a tile too low for one, as a tag in the corner with this most width. */
  readonly maxWidthPx: number | null;
}

/** The label of a tile of `size` canvas pixels: never more than 8 % of it, and never smaller than the least size. */
export function labelBox(size: Size, sizes: TypeSizes): LabelBox {
  const limit = Math.floor(size.height * SHARE);
  for (const fontPx of [sizes.label, sizes.least]) {
    if (limit >= fontPx) {
      return { fontPx, heightPx: Math.min(limit, Math.round(fontPx * ROOMY)), maxWidthPx: null };
    }
  }
  const heightPx = sizes.least;
  return {
    fontPx: sizes.least,
    heightPx,
    maxWidthPx: Math.min(size.width, Math.floor((size.width * size.height * SHARE) / heightPx)),
  };
}
