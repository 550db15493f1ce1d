import { bottom, type Rect, right } from "../rect.ts";
import { DARK, GREY, RED, WHITE } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import type { Surface } from "./surface.ts";
import { fill, frame, LEAST, text } from "./pieces.ts";

/** Fields of the shorter side at least, where there are pixels for it. */
const FIELDS = 6;
/** Every so many lines one is brighter. */
const STRONG = 5;

/** The largest of 10, 20, 50, 100, 200, ... that divides `length` into so many fields; 10 where none does. */
function stepOf(length: number): number {
  let step = 10;
  for (const next of [20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000]) {
    if (length / next >= FIELDS) step = next;
  }
  return step;
}

/** The coordinates of a line's crossing in the field behind it, `every` pixels long; no larger than leaves the lines seen. */
function label(rect: Rect, every: number, x: number, y: number, turn: Surface["turn"]): Mark[] {
  const width = Math.min(every, right(rect) - x) - 3;
  const height = Math.min(every, bottom(rect) - y) - 3;
  if (width < 1 || height < 1) return [];
  const most = Math.max(LEAST, Math.floor(every / 4));
  return text({ x: x + 2, y: y + 2, width, height }, [String(x), String(y)], WHITE, { most, turn });
}

/** The crossings of lines `every` pixels apart, with their coordinates. */
function labels({ rect, turn }: Surface, every: number): Mark[] {
  const marks: Mark[] = [];
  for (let y = Math.ceil(rect.y / every) * every; y < bottom(rect); y += every)
    for (let x = Math.ceil(rect.x / every) * every; x < right(rect); x += every)
      marks.push(...label(rect, every, x, y, turn));
  return marks;
}

/**
 * Lines of a single pixel at round coordinates with their numbers, and a red frame about it all: which pixel of the canvas
 * or output stands where. Of a panel, too, the canvas's coordinates are told [T3]. Numbers that are too long for a field
 * stand at the brighter lines only; where there is room at none of those, the first pixel tells its own.
 */
export const grid: Pattern = (surface) => {
  const { rect, turn } = surface;
  const step = stepOf(Math.min(rect.width, rect.height));
  const lines = { kind: "lines", rect, first: 0, thick: 1 } as const;
  const marks: Mark[] = [
    fill(rect, DARK),
    { ...lines, direction: "right", every: step, colour: GREY },
    { ...lines, direction: "down", every: step, colour: GREY },
    { ...lines, direction: "right", every: step * STRONG, colour: WHITE },
    { ...lines, direction: "down", every: step * STRONG, colour: WHITE },
    ...frame(rect, 1, RED),
  ];
  const field = { x: 0, y: 0, width: step - 3, height: step - 3 };
  const fits = text(field, [String(right(rect)), String(bottom(rect))], WHITE).length > 0;
  const numbers = labels(surface, fits ? step : step * STRONG);
  return [...marks, ...(numbers.length > 0 ? numbers : label(rect, step * STRONG, rect.x, rect.y, turn))];
};
