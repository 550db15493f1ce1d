import type { Rect, Size } from "../../../layouts/rect.ts";
import { type Format, shownSize } from "../../../protocol/format.ts";

type Picture = Pick<Format, "width" | "height" | "pixelAspect" | "rotation">;

/**
 * Where a picture stands in a cell of `cell` (pixels, even): upright, whole, in its proportions, as large as there is
 * room, in the middle; sides and place even.
 */
export function fitInCell(picture: Picture, cell: Size): Rect {
  const shown = shownSize(picture);
  const scale = Math.min(cell.width / shown.width, cell.height / shown.height);
  const width = evenWithin(shown.width * scale, cell.width);
  const height = evenWithin(shown.height * scale, cell.height);
  return { x: middle(cell.width - width), y: middle(cell.height - height), width, height };
}

function evenWithin(value: number, most: number): number {
  return Math.min(most, Math.max(2, Math.round(value / 2) * 2));
}

function middle(free: number): number {
  return Math.floor(free / 4) * 2;
}
