import type { Colour } from "./mark.ts";

export const BLACK: Colour = [0, 0, 0];
export const WHITE: Colour = [255, 255, 255];
/** Grounds on which lines and letters of any colour below are seen. */
export const DARK: Colour = [24, 24, 24];
export const DIM: Colour = [48, 48, 48];
export const GREY: Colour = [112, 112, 112];
export const RED: Colour = [255, 0, 0];
export const GREEN: Colour = [0, 255, 0];
export const BLUE: Colour = [0, 0, 255];
export const YELLOW: Colour = [255, 210, 0];
export const CYAN: Colour = [0, 200, 255];

/** Grounds of panels that hang on one cable, one after the other; letters on them are white. */
export const CABLES: readonly Colour[] = [
  [0, 70, 120],
  [110, 60, 0],
  [0, 90, 50],
  [110, 30, 70],
  [70, 60, 130],
  [80, 85, 20],
];
