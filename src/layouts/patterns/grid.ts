import { bottom, right } from "../rect.ts";
import { DARK, GREY, RED, WHITE } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill, frame, text } from "./pieces.ts";

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

/**
 * Lines of a single pixel at round coordinates with their numbers, and a red frame about it all: which pixel of the canvas
 * or output stands where. Of a panel, too, the canvas's coordinates are told [T3].
 */
export const grid: Pattern = ({ rect, turn }) => {
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
  for (let y = Math.ceil(rect.y / step) * step; y < bottom(rect); y += step) {
    for (let x = Math.ceil(rect.x / step) * step; x < right(rect); x += step) {
      const width = Math.min(step, right(rect) - x) - 3;
      const height = Math.min(step, bottom(rect) - y) - 3;
      if (width < step / 2 || height < step / 2) continue;
      const field = { x: x + 2, y: y + 2, width, height };
      marks.push(...text(field, [String(x), String(y)], WHITE, { most: Math.floor(step / 4), turn }));
    }
  }
  return marks;
};
