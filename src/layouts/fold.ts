import type { Rect, Size } from "./rect.ts";
import type { Output, Viewport } from "./site.ts";

/**
 * Viewports that fold a long wall onto one output: stretches of its canvas, one above the other, as LED senders take a
 * wall that is longer than a picture. Whole columns of `columnPx` canvas pixels stay together. Null where the output
 * has no room for all of them.
 */
export function folded(
  wall: { readonly id: string; readonly canvas: Size },
  output: Pick<Output, "id" | "width" | "height">,
  columnPx: number,
): Viewport[] | null {
  const { canvas } = wall;
  const longest = Math.floor(output.width / columnPx) * columnPx;
  const rows = Math.floor(output.height / canvas.height);
  if (longest === 0 || rows * longest < canvas.width) return null;
  const viewports: Viewport[] = [];
  for (let x = 0; x < canvas.width; x += longest) {
    const width = Math.min(longest, canvas.width - x);
    const part: Rect = { x, y: 0, width, height: canvas.height };
    const y = viewports.length * canvas.height;
    viewports.push({
      ...{ wallId: wall.id, outputId: output.id, canvas: part },
      ...{ output: { x: 0, y, width, height: canvas.height }, rotation: 0 },
    });
  }
  return viewports;
}
