import type { Colour } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { cut, fill } from "./pieces.ts";

/** So many that a step is whole: 17 of 255. */
const STEPS = 16;

/** Greys from black to white, and below them from white to black: steps that merge, and a tint that changes. */
export const greys: Pattern = ({ rect }) =>
  cut(rect, "down", 2).flatMap((row, index) =>
    cut(row, "right", STEPS).map((step, at, { length }) => {
      const value = Math.round((255 * (index === 0 ? at : length - 1 - at)) / Math.max(1, length - 1));
      const colour: Colour = [value, value, value];
      return fill(step, colour);
    }),
  );
