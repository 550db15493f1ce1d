import { BLACK, WHITE } from "./colours.ts";
import type { Pattern } from "./pattern.ts";
import { fill } from "./pieces.ts";

/** Every other pixel: whatever is scaled or mixed on its way becomes grey. */
export const checker: Pattern = ({ rect }) => [
  fill(rect, BLACK),
  { kind: "checker", rect, cell: 1, colour: WHITE },
];
