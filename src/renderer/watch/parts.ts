import { MOSAIC_LEAST, MOSAIC_MOST } from "../../layouts/mosaic.ts";
import type { Size } from "../../layouts/rect.ts";

/** The least width of a cell in which one sees what happens, CSS pixels. */
const LEAST_WIDTH = 170;
const LEAST_HEIGHT = (LEAST_WIDTH * 9) / 16;

/** How many cameras one mosaic of `room` (CSS pixels) shows large enough to be of use. */
export function roomFor(room: Size): number {
  const cells = Math.floor(room.width / LEAST_WIDTH) * Math.floor(room.height / LEAST_HEIGHT);
  return Math.min(MOSAIC_MOST, Math.max(MOSAIC_LEAST, cells));
}

/** `items` in their order as few parts of at most `most`, as equal as can be; a single empty part of none. */
export function partsOf<Item>(items: readonly Item[], most: number): Item[][] {
  const count = Math.max(1, Math.ceil(items.length / most));
  return Array.from({ length: count }, (_, at) =>
    items.slice(Math.ceil((at * items.length) / count), Math.ceil(((at + 1) * items.length) / count)),
  );
}
