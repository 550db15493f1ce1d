import type { Lighting } from "./light.ts";
import type { CameraPose, View } from "./view.ts";

/** Something that stands on the ground at x, z; what is farther away is drawn first. */
export interface Thing {
  readonly x: number;
  readonly z: number;
  draw(view: View): void;
}

/** A place under a camera. `t` runs from 0 to 1 in one loop, and everything is at 1 where it was at 0. */
export interface Scene {
  readonly pose: CameraPose;
  readonly lighting: Lighting;
  /** What never moves and lies behind everything; drawn once. */
  still(view: View): void;
  /** What moves and yet lies behind every thing: water. */
  moving(view: View, t: number): void;
  things(t: number): readonly Thing[];
  /** What lies before everything: rain. */
  above(view: View, t: number): void;
}

/** Wind in the trees at x: from -1 to 1, once around in a loop. */
export function windAt(x: number, t: number): number {
  return Math.sin(2 * Math.PI * (2 * t + x * 0.03)) * 0.6 + Math.sin(2 * Math.PI * (5 * t + x * 0.11)) * 0.4;
}

/** Where something that passes `times` in a loop is on a way of length 1, having begun at `start`. */
export function along(start: number, times: number, t: number): number {
  const at = (start + times * t) % 1;
  return at < 0 ? at + 1 : at;
}
