import { WHITE } from "./colours.ts";
import type { Pattern } from "./pattern.ts";
import { fill } from "./pieces.ts";

/** Every pixel as bright as it can be: dead pixels, and cabinets of another batch. */
export const white: Pattern = ({ rect }) => [fill(rect, WHITE)];
