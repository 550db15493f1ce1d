import { z } from "zod";
import { turnSchema } from "../panel.ts";
import { type Rect, rectSchema } from "../rect.ts";
import { pixels } from "../units.ts";

const byteSchema = z.int().min(0).max(255);
/** Red, green and blue as they leave the display PC, 0 to 255. */
export const colourSchema = z.tuple([byteSchema, byteSchema, byteSchema]).readonly();
export type Colour = z.infer<typeof colourSchema>;

const sizeSchema = pixels(z.int().positive());
/** `right`: something changes from left to right, and its lines stand upright. */
const directionSchema = z.enum(["right", "down"]);
export type Direction = z.infer<typeof directionSchema>;

/**
 * One thing that is drawn, in whole pixels of the canvas or of an output. Later marks lie above earlier ones; only text has
 * smoothed edges [T2].
 */
export const markSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("fill"), rect: rectSchema, colour: colourSchema }),
  /** Equal lines within `rect`: of `thick` pixels, wherever `first` + n times `every` lies in it, n any whole number. */
  z.object({
    kind: z.literal("lines"),
    rect: rectSchema,
    direction: directionSchema,
    first: pixels(z.int()),
    every: sizeSchema,
    thick: sizeSchema,
    colour: colourSchema,
  }),
  /** Fields of `cell` pixels counted from 0, 0: those whose numbers across and down are together odd. */
  z.object({ kind: z.literal("checker"), rect: rectSchema, cell: sizeSchema, colour: colourSchema }),
  /** From one colour in the first column or row to another in the last, as even as 8 bits a colour allow. */
  z.object({
    kind: z.literal("ramp"),
    rect: rectSchema,
    direction: directionSchema,
    from: colourSchema,
    to: colourSchema,
  }),
  /** Lines of characters in the middle of `rect`. */
  z.object({
    kind: z.literal("text"),
    rect: rectSchema,
    lines: z.array(z.string()).min(1),
    sizePx: sizeSchema,
    colour: colourSchema,
    /** How the letters stand: clockwise, degrees. */
    turn: turnSchema,
  }),
  /** A line that goes through `rect` and begins anew; where it is follows from the time alone [T4]. */
  z.object({
    kind: z.literal("moving"),
    rect: rectSchema,
    direction: directionSchema,
    thick: sizeSchema,
    pixelsPerSecond: sizeSchema,
    colour: colourSchema,
  }),
]);
export type Mark = z.infer<typeof markSchema>;
type MarkOf<Kind extends Mark["kind"]> = Extract<Mark, { kind: Kind }>;
export type Fill = MarkOf<"fill">;
export type Text = MarkOf<"text">;
export type Moving = MarkOf<"moving">;

/** A slice of `rect`: `size` pixels of it from pixel `start`, counted in its own direction from its first. */
export function slice(rect: Rect, direction: Direction, start: number, size: number): Rect {
  return direction === "right"
    ? { ...rect, x: rect.x + start, width: size }
    : { ...rect, y: rect.y + start, height: size };
}

function extent(rect: Rect, direction: Direction): { readonly start: number; readonly length: number } {
  return direction === "right"
    ? { start: rect.x, length: rect.width }
    : { start: rect.y, length: rect.height };
}

/** Plain rectangles that are the same as the mark. */
export function fillsOf(mark: MarkOf<"fill" | "lines" | "ramp">): Fill[] {
  if (mark.kind === "fill") return [mark];
  return mark.kind === "lines" ? linesOf(mark) : rampOf(mark);
}

function linesOf({ rect, direction, first, every, thick, colour }: MarkOf<"lines">): Fill[] {
  const { start, length } = extent(rect, direction);
  const fills: Fill[] = [];
  const before = Math.floor((start - first) / every) * every + first;
  for (let at = before; at < start + length; at += every) {
    const from = Math.max(at, start);
    const to = Math.min(at + thick, start + length);
    if (to > from)
      fills.push({ kind: "fill", rect: slice(rect, direction, from - start, to - from), colour });
  }
  return fills;
}

function rampOf({ rect, direction, from, to }: MarkOf<"ramp">): Fill[] {
  const { length } = extent(rect, direction);
  const fills: Fill[] = [];
  let first = 0;
  let colour: Colour = from;
  for (let at = 0; at <= length; at += 1) {
    const next = between(from, to, at / Math.max(1, length - 1));
    if (at < length && next.every((value, index) => value === colour[index])) continue;
    if (at > first) fills.push({ kind: "fill", rect: slice(rect, direction, first, at - first), colour });
    first = at;
    colour = next;
  }
  return fills;
}

function between(from: Colour, to: Colour, part: number): Colour {
  const [r, g, b] = from;
  const [r2, g2, b2] = to;
  const mix = (a: number, z: number) => Math.round(a + (z - a) * Math.min(1, part));
  return [mix(r, r2), mix(g, g2), mix(b, b2)];
}

/**
 * Where a moving line is at `coreMs`, milliseconds since 1970 on the core's clock: one rectangle, or two where it leaves
 * at the end and comes in at the beginning. Whole pixels.
 */
export function movedTo({ rect, direction, thick, pixelsPerSecond }: Moving, coreMs: number): Rect[] {
  const { length } = extent(rect, direction);
  const size = Math.min(thick, length);
  const at = Math.floor((coreMs * pixelsPerSecond) / 1000) % length;
  const inside = Math.min(size, length - at);
  const rects = [slice(rect, direction, at, inside)];
  if (size > inside) rects.push(slice(rect, direction, 0, size - inside));
  return rects;
}
