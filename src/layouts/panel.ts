import { z } from "zod";
import { identifierSchema } from "./identifier.ts";
import { rectSchema } from "./rect.ts";
import { lengthMmSchema, type Millimetres, millimetres, type Pixels, placeMmSchema } from "./units.ts";

const bezelMmSchema = millimetres(z.number().min(0).max(1000));

/** Clockwise quarter turns, degrees, seen from the front. */
export const turnSchema = z.literal([0, 90, 180, 270]);

/** An LED cabinet or an LCD monitor. */
export const panelSchema = z.object({
  id: identifierSchema,
  kind: z.enum(["led", "lcd"]),
  status: z.enum(["present", "planned", "dead"]),
  /** Outer edge on the wall's face as it hangs, millimetres from the wall's top left corner. */
  xMm: placeMmSchema,
  yMm: placeMmSchema,
  widthMm: lengthMmSchema,
  heightMm: lengthMmSchema,
  /** Width of the dead border inside the outer edge, millimetres: on every side, or on each as it hangs. 0 for LED. */
  bezelMm: z
    .union([
      bezelMmSchema,
      z.object({ left: bezelMmSchema, top: bezelMmSchema, right: bezelMmSchema, bottom: bezelMmSchema }),
    ])
    .default(0),
  /** Where its light-giving pixels lie on the wall's canvas, as it hangs. */
  canvas: rectSchema,
  /** How it hangs: how far it was turned from upright. Absent: upright. */
  turn: turnSchema.optional(),
  /** Which of the library's panels it is, by id. */
  model: identifierSchema.optional(),
});
export type Panel = z.infer<typeof panelSchema>;

/** Millimetres of dead border on each side, as the panel hangs. */
export interface Bezels {
  readonly left: Millimetres;
  readonly top: Millimetres;
  readonly right: Millimetres;
  readonly bottom: Millimetres;
}

/** A panel's dead borders, side by side. */
export function bezelsOf({ bezelMm }: Pick<Panel, "bezelMm">): Bezels {
  return typeof bezelMm === "number"
    ? { left: bezelMm, top: bezelMm, right: bezelMm, bottom: bezelMm }
    : bezelMm;
}

/** A rectangle on a wall's face, millimetres from its top left corner. */
export interface FaceRect {
  readonly xMm: Millimetres;
  readonly yMm: Millimetres;
  readonly widthMm: Millimetres;
  readonly heightMm: Millimetres;
}

/** The part of the face that gives light. */
export function pictureOf(panel: Panel): FaceRect {
  const { left, top, right, bottom } = bezelsOf(panel);
  return {
    xMm: panel.xMm + left,
    yMm: panel.yMm + top,
    widthMm: panel.widthMm - left - right,
    heightMm: panel.heightMm - top - bottom,
  };
}

/** Millimetres from pixel to pixel, across and down. */
export function pitchOf(panel: Panel): { readonly x: Millimetres; readonly y: Millimetres } {
  const { widthMm, heightMm } = pictureOf(panel);
  return { x: widthMm / panel.canvas.width, y: heightMm / panel.canvas.height };
}

/** How many pixels the panel has. */
export function pixelsOf({ canvas }: Panel): Pixels {
  return canvas.width * canvas.height;
}
