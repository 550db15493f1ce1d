import { z } from "zod";
import { intersection } from "../rect.ts";
import { alignment } from "./alignment.ts";
import { bars } from "./bars.ts";
import { black } from "./black.ts";
import { checker } from "./checker.ts";
import { gradients } from "./gradients.ts";
import { greys } from "./greys.ts";
import { grid } from "./grid.ts";
import { horizontal } from "./horizontal.ts";
import { identify } from "./identify.ts";
import type { Mark } from "./mark.ts";
import { moving } from "./moving.ts";
import { numbers } from "./numbers.ts";
import type { Pattern } from "./pattern.ts";
import { seams } from "./seams.ts";
import type { Surface } from "./surface.ts";
import { vertical } from "./vertical.ts";
import { white } from "./white.ts";

/** The test patterns by name, in the order in which they are offered; a new one is a file and a line here. */
export const patterns = {
  identify,
  numbers,
  grid,
  seams,
  alignment,
  checker,
  vertical,
  horizontal,
  greys,
  bars,
  gradients,
  moving,
  white,
  black,
} as const satisfies Record<string, Pattern>;

export type PatternName = keyof typeof patterns;

const names = Object.keys(patterns).filter((name): name is PatternName => Object.hasOwn(patterns, name));
export const patternNameSchema = z.enum(names);

/** What a pattern draws on a surface, later marks above earlier ones; nothing of it lies beside the surface [T1]. */
export function marksOf(name: PatternName, surface: Surface): Mark[] {
  return patterns[name](surface).flatMap((mark): Mark[] => {
    const rect = intersection(mark.rect, surface.rect);
    return rect === null ? [] : [mark.kind === "fill" ? { ...mark, rect } : mark];
  });
}
