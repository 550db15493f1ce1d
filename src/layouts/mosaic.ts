import { z } from "zod";
import { identifierSchema } from "./identifier.ts";
import type { Rect, Size } from "./rect.ts";

export const MOSAIC_LEAST = 4;
export const MOSAIC_MOST = 64;

/** The cameras of a mosaic, in the order of its cells: along the rows, from the top. */
export const mosaicCamerasSchema = z
  .array(identifierSchema)
  .min(MOSAIC_LEAST)
  .max(MOSAIC_MOST)
  .refine((ids) => new Set(ids).size === ids.length, "a camera has one cell of a mosaic");

export const mosaicColumnsSchema = z.int().min(1).max(MOSAIC_MOST);

/** What most cameras send; a cell's sides have this proportion, and other pictures stand within it whole. */
const CELL = { width: 16, height: 9 } as const;

/**
 * The number of columns with which `count` cells become largest in a tile of `tile` (any unit); of equal ones that
 * with the fewest empty cells, and then the widest.
 */
export function mosaicColumns(count: number, tile: Size): number {
  let best = { columns: 1, scale: 0, empty: 0 };
  for (let columns = 1; columns <= count; columns++) {
    const rows = Math.ceil(count / columns);
    const scale = Math.min(tile.width / (columns * CELL.width), tile.height / (rows * CELL.height));
    const empty = rows * columns - count;
    if (scale > best.scale || (scale === best.scale && empty <= best.empty)) best = { columns, scale, empty };
  }
  return best.columns;
}

/** A mosaic's picture and the places of its cells, pixels. */
export interface MosaicPlan {
  readonly size: Size;
  /** As many as there are cameras; the rest of the last row is empty. */
  readonly cells: readonly Rect[];
}

/**
 * The plan of `count` cells in `columns` whose picture fits in `box` (pixels). Cells are of one size, 16:9 as nearly as
 * even pixels allow, and stand at even places, for chroma has half the resolution.
 */
export function mosaicPlan(count: number, columns: number, box: Size): MosaicPlan {
  const across = Math.min(columns, count);
  const rows = Math.ceil(count / across);
  const scale = Math.min(box.width / (across * CELL.width), box.height / (rows * CELL.height));
  const width = Math.max(2, even(CELL.width * scale));
  const height = Math.max(2, even(CELL.height * scale));
  return {
    size: { width: width * across, height: height * rows },
    cells: Array.from({ length: count }, (_, at) => ({
      x: (at % across) * width,
      y: Math.floor(at / across) * height,
      width,
      height,
    })),
  };
}

/** The even number next below, or nearly equal to, `value`. */
function even(value: number): number {
  return Math.floor(value / 2 + 1e-9) * 2;
}
