import { bottom, type Rect, right } from "../rect.ts";
import type { Viewport } from "../site.ts";
import { type Colour, type Direction, type Fill, type Mark, slice, type Text } from "./mark.ts";

export function fill(rect: Rect, colour: Colour): Fill {
  return { kind: "fill", rect, colour };
}

/** The outermost `thick` pixels of `rect`, all round; all of it where there is no more. */
export function frame(rect: Rect, thick: number, colour: Colour): Fill[] {
  const { x, y, width, height } = rect;
  if (width <= 2 * thick || height <= 2 * thick) return [fill(rect, colour)];
  return [
    fill({ x, y, width, height: thick }, colour),
    fill({ x, y: bottom(rect) - thick, width, height: thick }, colour),
    fill({ x, y: y + thick, width: thick, height: height - 2 * thick }, colour),
    fill({ x: right(rect) - thick, y: y + thick, width: thick, height: height - 2 * thick }, colour),
  ];
}

/** `rect` without its outermost `by` pixels; null where nothing is left. */
export function inset(rect: Rect, by: number): Rect | null {
  const width = rect.width - 2 * by;
  const height = rect.height - 2 * by;
  return width > 0 && height > 0 ? { x: rect.x + by, y: rect.y + by, width, height } : null;
}

/** `rect` cut into `count` slices that differ by a pixel at most; fewer where it has fewer pixels. */
export function cut(rect: Rect, direction: Direction, count: number): Rect[] {
  const length = direction === "right" ? rect.width : rect.height;
  const number = Math.min(count, length);
  return Array.from({ length: number }, (_, index) => {
    const start = Math.floor((index * length) / number);
    return slice(rect, direction, start, Math.floor(((index + 1) * length) / number) - start);
  });
}

/** Width of a character of IBM Plex Sans by its size, at most, of capitals and figures on the average. */
const CHARACTER = 0.64;
/** From line to line, by the size. */
export const LINE = 1.25;
/** Letters of fewer pixels are not read and not drawn. */
export const LEAST = 6;

/** Text as large as fits in `rect`, up to `most` pixels; nothing where it could not be read. */
export function text(
  rect: Rect,
  lines: readonly string[],
  colour: Colour,
  { most = 400, turn = 0 }: { readonly most?: number; readonly turn?: Viewport["rotation"] } = {},
): Text[] {
  const across = turn === 0 || turn === 180 ? rect.width : rect.height;
  const down = turn === 0 || turn === 180 ? rect.height : rect.width;
  const longest = Math.max(1, ...lines.map((line) => line.length));
  const sizePx = Math.floor(Math.min(most, down / (lines.length * LINE), across / (longest * CHARACTER)));
  return sizePx < LEAST ? [] : [{ kind: "text", rect, lines: [...lines], sizePx, colour, turn }];
}

/**
 * A ring of `thick` pixels just inside a circle of the diameter `across`, row by row: pixels whose middles lie on it, and
 * no others [T2]. The centre counts from the corner of a pixel, so that n + 0.5 is the middle of one.
 */
export function ring(
  centreX: number,
  centreY: number,
  across: number,
  thick: number,
  colour: Colour,
): Mark[] {
  const outer = across / 2;
  const inner = Math.max(0, outer - thick);
  const marks: Mark[] = [];
  for (let y = Math.ceil(centreY - outer - 0.5); y + 0.5 < centreY + outer; y += 1) {
    const dy = y + 0.5 - centreY;
    const far = reach(outer, dy);
    const near = reach(inner, dy);
    // Pixels whose middles are less than `far` and not less than `near` from the centre's column.
    const left = Math.floor(centreX - far - 0.5) + 1;
    const leftEnd = near === 0 ? null : Math.floor(centreX - near - 0.5) + 1;
    const rightStart = near === 0 ? null : Math.ceil(centreX + near - 0.5);
    const rightEnd = Math.ceil(centreX + far - 0.5);
    if (leftEnd === null || rightStart === null || leftEnd >= rightStart)
      add(marks, left, rightEnd, y, colour);
    else {
      add(marks, left, leftEnd, y, colour);
      add(marks, rightStart, rightEnd, y, colour);
    }
  }
  return marks;
}

function reach(radius: number, dy: number): number {
  return Math.sqrt(Math.max(0, radius * radius - dy * dy));
}

function add(marks: Mark[], from: number, to: number, y: number, colour: Colour): void {
  if (to > from) marks.push(fill({ x: from, y, width: to - from, height: 1 }, colour));
}
