import { z } from "zod";
import { identifierSchema } from "./identifier.ts";
import { rectSchema } from "./rect.ts";

/** What is known of a figure: where it was published, or that it is assumed. Shown to the technician. */
const noteSchema = z.object({
  about: z.string().min(1).max(120),
  basis: z.enum(["published", "assumed"]),
  text: z.string().min(1).max(500),
  /** The same in English, where `about` and `text` are Indonesian. */
  en: z.object({ about: z.string().min(1).max(120), text: z.string().min(1).max(500) }).optional(),
});
export type Note = z.infer<typeof noteSchema>;

const roomSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  /** Floor size in millimetres, where known. */
  widthMm: z.number().positive().optional(),
  depthMm: z.number().positive().optional(),
});

/** An LED cabinet or an LCD monitor. */
const panelSchema = z.object({
  id: identifierSchema,
  kind: z.enum(["led", "lcd"]),
  status: z.enum(["present", "planned", "dead"]),
  /** Outer edge on the wall's face, millimetres from the wall's top left corner. */
  xMm: z.number(),
  yMm: z.number(),
  widthMm: z.number().positive(),
  heightMm: z.number().positive(),
  /** Width of the dead border on each side inside the outer edge, millimetres; 0 for LED. */
  bezelMm: z.number().min(0).default(0),
  /** Where its light-giving pixels lie on the wall's canvas. */
  canvas: rectSchema,
});
export type Panel = z.infer<typeof panelSchema>;

/** Pixels of a canvas's side at most: far below 2^25, where Chromium's layout units (32 bits, 64ths of a pixel) end. */
const LONGEST_SIDE = 65_536;
const canvasSchema = z.object({
  width: z.int().positive().max(LONGEST_SIDE),
  height: z.int().positive().max(LONGEST_SIDE),
});

export const wallSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  roomId: identifierSchema,
  /** The face in millimetres, bezels included; absent for a wall that is only a window on a screen. */
  widthMm: z.number().positive().optional(),
  heightMm: z.number().positive().optional(),
  canvas: canvasSchema,
  panels: z.array(panelSchema).max(1024),
});
export type Wall = z.infer<typeof wallSchema>;

/** Where a local shell puts the window of an output. */
const placementSchema = z.discriminatedUnion("kind", [
  /** An ordinary window on a desk; the page scales the output into it. */
  z.object({ kind: z.literal("window") }),
  /** Full screen on one display: by connector name (`HDMI-1`), or else by its place on the desktop in pixels. */
  z.object({
    kind: z.literal("display"),
    connector: z.string().max(64).optional(),
    x: z.int().optional(),
    y: z.int().optional(),
  }),
  /** Opened by hand on another machine. */
  z.object({ kind: z.literal("remote") }),
]);
export type Placement = z.infer<typeof placementSchema>;

export const outputSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  width: z.int().positive().max(16384),
  height: z.int().positive().max(16384),
  placement: placementSchema,
});
export type Output = z.infer<typeof outputSchema>;

export const viewportSchema = z.object({
  wallId: identifierSchema,
  outputId: identifierSchema,
  canvas: rectSchema,
  output: rectSchema,
  /** Clockwise turn of the picture on its way from the canvas to the output, degrees. */
  rotation: z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]),
});
export type Viewport = z.infer<typeof viewportSchema>;

export const siteSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  /** IANA time zone; Asia/Jakarta is WIB, Asia/Makassar WITA, Asia/Jayapura WIT. */
  zone: z.string().min(1).max(64),
  rooms: z.array(roomSchema).min(1).max(64),
  walls: z.array(wallSchema).min(1).max(32),
  outputs: z.array(outputSchema).min(1).max(128),
  viewports: z.array(viewportSchema).max(512),
  notes: z.array(noteSchema).max(64).default([]),
});
export type Site = z.infer<typeof siteSchema>;
