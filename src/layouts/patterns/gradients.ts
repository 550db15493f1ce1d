import { BLACK, BLUE, GREEN, RED, WHITE } from "./colours.ts";
import type { Mark } from "./mark.ts";
import type { Pattern } from "./pattern.ts";
import { cut } from "./pieces.ts";

const ENDS = [WHITE, RED, GREEN, BLUE];

/** From black to white, red, green and blue in every level of 8 bits: bits that are lost show as bands. */
export const gradients: Pattern = ({ rect }) =>
  cut(rect, "down", ENDS.length).map(
    (row, index): Mark => ({
      ...{ kind: "ramp", rect: row, direction: "right" },
      ...{ from: BLACK, to: ENDS[index] ?? WHITE },
    }),
  );
