import { BLACK, CYAN, WHITE } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { fill } from "./pieces.ts";

/** Four pixels a picture, at 60 pictures a second. */
const PIXELS_PER_SECOND = 240;
/** Thickness of the line by the shorter side. */
const THICK = 1 / 270;

/** A line that goes across and one that goes down: outputs that are not in step, and pictures that are torn. */
export const moving: Pattern = ({ rect }) => {
  const thick = Math.max(1, Math.round(Math.min(rect.width, rect.height) * THICK));
  const line = { kind: "moving", rect, thick, pixelsPerSecond: PIXELS_PER_SECOND } as const;
  const across: Mark = { ...line, direction: "right", colour: WHITE };
  const down: Mark = { ...line, direction: "down", colour: CYAN };
  return [fill(rect, BLACK), down, across];
};
