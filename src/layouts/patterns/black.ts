import { BLACK } from "./colours.ts";
import type { Pattern } from "./pattern.ts";
import { fill } from "./pieces.ts";

/** Every pixel dark: pixels that are stuck, and light that leaks. */
export const black: Pattern = ({ rect }) => [fill(rect, BLACK)];
