import { arrangeOnWall } from "./arrange.ts";
import { type Axis, axesOf, fromLit, type Span, toLit } from "./axis.ts";
import { contains, type Rect } from "./rect.ts";
import type { Wall } from "./site.ts";

type Face = Pick<Wall, "canvas" | "panels">;

/** A span without what of its ends is behind a bezel [L6]. */
function litPart(axis: Axis, start: number, length: number): Span {
  const lit = { start: toLit(axis, start), end: toLit(axis, start + length) };
  return lit.start === lit.end ? { start, end: start + length } : fromLit(axis, lit);
}

/** A part of a wall as a wall of its own. */
function partOf({ panels }: Face, part: Rect): Face {
  const inside = panels.filter(({ canvas }) => contains(part, canvas));
  return {
    canvas: { width: part.width, height: part.height },
    panels: inside.map((panel) => ({
      ...panel,
      canvas: { ...panel.canvas, x: panel.canvas.x - part.x, y: panel.canvas.y - part.y },
    })),
  };
}

/**
 * `count` equal cells of a part of a wall, as they are read; none ends behind a bezel, also where the part ends within a
 * monitor. A RangeError where the part has fewer pixels than cells.
 */
export function cellsIn(wall: Face, part: Rect, count: number): Rect[] {
  const contents = Array.from({ length: count }, () => ({ kind: "empty" }) as const);
  const axes = axesOf(wall);
  return arrangeOnWall("all", partOf(wall, part), contents).map(({ rect }) => {
    const x = litPart(axes.x, part.x + rect.x, rect.width);
    const y = litPart(axes.y, part.y + rect.y, rect.height);
    return { x: x.start, y: y.start, width: x.end - x.start, height: y.end - y.start };
  });
}
