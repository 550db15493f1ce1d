import type { Mark } from "./mark.ts";
import type { Surface } from "./surface.ts";

/** A test pattern: what is drawn on a surface, all of it and nothing beside it [T1]. */
export type Pattern = (surface: Surface) => Mark[];
