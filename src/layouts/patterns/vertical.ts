import { BLACK, WHITE } from "./colours.ts";
import type { Pattern } from "./pattern.ts";
import { fill } from "./pieces.ts";

/** Every other column, counted from the canvas's first: a column that is lost or doubled shows as a stripe [T3]. */
export const vertical: Pattern = ({ rect }) => [
  fill(rect, BLACK),
  { kind: "lines", rect, direction: "right", first: 0, every: 2, thick: 1, colour: WHITE },
];
