import type { Site, Wall } from "../../../layouts/site.ts";
import type { View } from "./view.ts";

/** What is drawn of a wall. */
export interface Scene {
  readonly site: Site;
  readonly wall: Wall;
  readonly selected: ReadonlySet<string>;
  /** Panels that something is wrong with, and those about which the last act was refused. */
  readonly troubled: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  readonly viewport: number | null;
  /** By how much the selected panels are dragged now, and the lines that they are drawn to. */
  readonly drag: {
    readonly dxMm: number;
    readonly dyMm: number;
    readonly xMm: number | null;
    readonly yMm: number | null;
  } | null;
  readonly marquee: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly height: number;
  } | null;
}

/** The page's colours, by their names in tokens.css. */
export type Ink = Readonly<
  Record<
    | "ground"
    | "surface"
    | "raised"
    | "line"
    | "line-strong"
    | "text"
    | "text-dim"
    | "accent"
    | "medium"
    | "high"
    | "hatch"
    | "strip",
    string
  >
>;

export type Context = CanvasRenderingContext2D;
export type Box = readonly [x: number, y: number, width: number, height: number];

/** Rectangles in whole CSS pixels, so that lines are sharp and neighbours share theirs. */
export function boxIn(view: View) {
  return (xMm: number, yMm: number, widthMm: number, heightMm: number): Box => {
    const x = Math.round((xMm - view.xMm) * view.scale);
    const y = Math.round((yMm - view.yMm) * view.scale);
    return [
      x,
      y,
      Math.round((xMm + widthMm - view.xMm) * view.scale) - x,
      Math.round((yMm + heightMm - view.yMm) * view.scale) - y,
    ];
  };
}
