import { CYAN, DARK, DIM, WHITE, YELLOW } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill, frame, inset } from "./pieces.ts";

/**
 * The outermost pixel of every panel in white, of what each output shows in yellow just inside, and lines that go on
 * through the middle of every row and column of panels: pixels that are lost at a seam, and panels that do not meet.
 */
export const seams: Pattern = ({ rect, panels, parts }) => {
  const marks: Mark[] = [fill(rect, DARK)];
  const columns = new Set<number>();
  const rows = new Set<number>();
  for (const { rect: at } of panels) {
    // Neighbours differ where panels are of one size.
    if ((Math.round(at.x / at.width) + Math.round(at.y / at.height)) % 2 !== 0) marks.push(fill(at, DIM));
    columns.add(at.x + Math.floor(at.width / 2));
    rows.add(at.y + Math.floor(at.height / 2));
  }
  for (const x of columns) marks.push(fill({ ...rect, x, width: 1 }, CYAN));
  for (const y of rows) marks.push(fill({ ...rect, y, height: 1 }, CYAN));
  for (const { rect: at } of panels) marks.push(...frame(at, 1, WHITE));
  for (const { rect: at } of parts) {
    const inner = inset(at, 1);
    if (inner !== null) marks.push(...frame(inner, 1, YELLOW));
  }
  return marks;
};
