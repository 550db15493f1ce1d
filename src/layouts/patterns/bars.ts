import { BLACK, WHITE } from "./colours.ts";
import type { Colour } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { cut, fill } from "./pieces.ts";

/** 75 % of 255. */
const PART = 191;

/** Bars 100/0/75/0 (EBU bars; ITU-R BT.471-1): white in full, colours at 75 %, in the order of their luminance. */
const BARS: readonly Colour[] = [
  WHITE,
  [PART, PART, 0],
  [0, PART, PART],
  [0, PART, 0],
  [PART, 0, PART],
  [PART, 0, 0],
  [0, 0, PART],
  BLACK,
];

/** Colour bars: colours that are exchanged, missing or clipped. */
export const bars: Pattern = ({ rect }) =>
  cut(rect, "right", BARS.length).map((bar, index) => fill(bar, BARS[index] ?? BLACK));
