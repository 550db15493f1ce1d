import { z } from "zod";
import { pixels } from "./units.ts";

/** A rectangle in whole pixels, x to the right and y down. Whose pixels is said where it is used. */
export const rectSchema = z.object({
  x: pixels(z.int()),
  y: pixels(z.int()),
  width: pixels(z.int().positive()),
  height: pixels(z.int().positive()),
});
export type Rect = z.infer<typeof rectSchema>;

export const sizeSchema = z.object({
  width: pixels(z.int().positive()),
  height: pixels(z.int().positive()),
});
export type Size = z.infer<typeof sizeSchema>;

export function right(rect: Rect): number {
  return rect.x + rect.width;
}

export function bottom(rect: Rect): number {
  return rect.y + rect.height;
}

/** True where both are of the same pixels. */
export function same(a: Rect, b: Rect): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}

/** A rectangle in any one unit. */
export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** True where the two share some area, of pixels at least one; rectangles that only touch do not. */
export function overlaps(a: Area, b: Area): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** True where every pixel of `inner` lies in `outer`. */
export function contains(outer: Rect, inner: Rect): boolean {
  return (
    inner.x >= outer.x && inner.y >= outer.y && right(inner) <= right(outer) && bottom(inner) <= bottom(outer)
  );
}

/** The pixels in both, or null where there are none. */
export function intersection(a: Rect, b: Rect): Rect | null {
  const x = Math.max(a.x, b.x);
  const y = Math.max(a.y, b.y);
  const width = Math.min(right(a), right(b)) - x;
  const height = Math.min(bottom(a), bottom(b)) - y;
  return width > 0 && height > 0 ? { x, y, width, height } : null;
}
