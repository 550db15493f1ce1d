import type { Rect, Size } from "./rect.ts";
import { bottom, overlaps, right } from "./rect.ts";
import type { Output, Site, Viewport } from "./site.ts";

/**
 * A CSS `matrix(a, b, c, d, e, f)`: x' = a x + c y + e and y' = b x + d y + f, pixels with y down
 * (CSS Transforms 1, "The CSS matrix() function"). Here always a quarter turn and a whole shift, so that one
 * canvas pixel is one output pixel.
 */
export type Matrix = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** The size that a picture of `size` has after a clockwise turn of `rotation` degrees. */
export function rotatedSize(size: Size, rotation: Viewport["rotation"]): Size {
  return rotation === 90 || rotation === 270
    ? { width: size.height, height: size.width }
    : { width: size.width, height: size.height };
}

/**
 * The matrix from canvas pixels to pixels of the output. The viewport's canvas rectangle lands exactly on its
 * output rectangle [G1]. A RangeError where the two differ in size: such a viewport would scale [W11].
 */
export function canvasToOutput(viewport: Viewport): Matrix {
  const { canvas, output, rotation } = viewport;
  const turned = rotatedSize(canvas, rotation);
  if (turned.width !== output.width || turned.height !== output.height) {
    throw new RangeError(
      `viewport of ${viewport.wallId} on ${viewport.outputId}: ${turned.width} x ${turned.height} px of canvas do not fit ${output.width} x ${output.height} px of output without scaling`,
    );
  }
  if (rotation === 0) return [1, 0, 0, 1, output.x - canvas.x, output.y - canvas.y];
  if (rotation === 90) return [0, 1, -1, 0, output.x + bottom(canvas), output.y - canvas.x];
  if (rotation === 180) return [-1, 0, 0, -1, output.x + right(canvas), output.y + bottom(canvas)];
  return [0, -1, 1, 0, output.x - canvas.y, output.y + right(canvas)];
}

/** The matrix from pixels of the output back to canvas pixels: the inverse of `canvasToOutput` [G2]. */
export function outputToCanvas(viewport: Viewport): Matrix {
  const [a, b, c, d, e, f] = canvasToOutput(viewport);
  // The turning part is orthogonal, so its inverse is its transpose; + 0 makes -0 a plain 0.
  return [a, c, b, d, -(a * e + b * f) + 0, -(c * e + d * f) + 0];
}

/** The rectangle that `rect` becomes under a matrix of quarter turns; not clipped to anything. */
export function mapRect(matrix: Matrix, rect: Rect): Rect {
  const [a, b, c, d, e, f] = matrix;
  const x1 = a * rect.x + c * rect.y + e;
  const y1 = b * rect.x + d * rect.y + f;
  const x2 = a * (rect.x + rect.width) + c * (rect.y + rect.height) + e;
  const y2 = b * (rect.x + rect.width) + d * (rect.y + rect.height) + f;
  return { x: Math.min(x1, x2), y: Math.min(y1, y2), width: Math.abs(x2 - x1), height: Math.abs(y2 - y1) };
}

/** What an output shows, in the site's order. */
export function viewportsOf(site: Pick<Site, "viewports">, outputId: string): Viewport[] {
  return site.viewports.filter((viewport) => viewport.outputId === outputId);
}

/** The outputs that show some of a wall, each once, in the site's order. */
export function outputsOf(site: Pick<Site, "viewports" | "outputs">, wallId: string): Output[] {
  const ids = new Set(site.viewports.filter((v) => v.wallId === wallId).map((v) => v.outputId));
  return site.outputs.filter((output) => ids.has(output.id));
}

/** The outputs that show at least one pixel of `rect` (canvas pixels of the wall), in the site's order. */
export function outputsShowing(
  site: Pick<Site, "viewports" | "outputs">,
  wallId: string,
  rect: Rect,
): Output[] {
  const ids = new Set(
    site.viewports.filter((v) => v.wallId === wallId && overlaps(v.canvas, rect)).map((v) => v.outputId),
  );
  return site.outputs.filter((output) => ids.has(output.id));
}
