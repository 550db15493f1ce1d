import { z } from "zod";
import { brightnessSchema } from "./brightness.ts";
import { identifierSchema } from "./identifier.ts";
import { panelSchema, turnSchema } from "./panel.ts";
import { priceSchema } from "./price.ts";
import { rectSchema } from "./rect.ts";
import { lengthMmSchema, millimetres, pixels, placeMmSchema } from "./units.ts";
import { controllerSchema } from "./wiring.ts";

/** What is known of a figure: where it was published, or that it is assumed. Shown to the technician. */
const noteSchema = z.object({
  about: z.string().min(1).max(120),
  basis: z.enum(["published", "assumed"]),
  text: z.string().min(1).max(500),
  /** The same in English, where `about` and `text` are Indonesian. */
  en: z.object({ about: z.string().min(1).max(120), text: z.string().min(1).max(500) }).optional(),
  /** Where it was published. */
  source: z.url().max(300).optional(),
});
export type Note = z.infer<typeof noteSchema>;

const roomSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  /** Floor size in millimetres, where known. */
  widthMm: lengthMmSchema.optional(),
  depthMm: lengthMmSchema.optional(),
  heightMm: lengthMmSchema.optional(),
  /** Where its back left corner lies on the site's floor, millimetres; rooms of which it is not known stand apart. */
  place: z.object({ xMm: placeMmSchema, yMm: placeMmSchema }).optional(),
});

/** Pixels of a canvas's side at most: far below 2^25, where Chromium's layout units (32 bits, 64ths of a pixel) end. */
const LONGEST_SIDE = 65_536;
const canvasSchema = z.object({
  width: pixels(z.int().positive().max(LONGEST_SIDE)),
  height: pixels(z.int().positive().max(LONGEST_SIDE)),
});

/** Where a wall stands in its room. */
const standingSchema = z.object({
  /** Its left end, seen from the front, on the floor: millimetres from the room's back left corner, y to the front. */
  xMm: placeMmSchema,
  yMm: placeMmSchema,
  /** From the floor to its lower edge. */
  baseMm: millimetres(z.number().min(0).max(100_000)),
  /** Where its left end looks: 0 to the front of the room, 90 to its left, clockwise from above, degrees. */
  facingDeg: z.number().min(-360).max(360),
});
export type Standing = z.infer<typeof standingSchema>;

/** A vertical line of the face at which the wall turns: above 0 towards those who look at it. */
const bendSchema = z.object({
  xMm: millimetres(z.number().positive().max(100_000)),
  angleDeg: z.number().min(-90).max(90),
});

/** From where a wall is looked at, millimetres from its face. */
const viewingSchema = z.object({ nearestMm: lengthMmSchema, farthestMm: lengthMmSchema });
export type Viewing = z.infer<typeof viewingSchema>;

export const wallSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  roomId: identifierSchema,
  /** The face in millimetres, bezels included; absent for a wall that is only a window on a screen. */
  widthMm: lengthMmSchema.optional(),
  heightMm: lengthMmSchema.optional(),
  canvas: canvasSchema,
  panels: z.array(panelSchema).max(4096),
  standing: standingSchema.optional(),
  /** From left to right. */
  bends: z.array(bendSchema).max(64).optional(),
  viewing: viewingSchema.optional(),
  /** Whoever passes by sees it: cameras that are never public are not shown on it. */
  public: z.boolean().optional(),
});
export type Wall = z.infer<typeof wallSchema>;

/** What tells one monitor from all others, by its EDID. */
export const monitorIdSchema = z.object({
  /** Three letters, as registered. */
  maker: z.string().max(8),
  product: z.int().min(0).max(65_535),
  /** Empty where it has none. */
  serial: z.string().max(64),
});
export type MonitorId = z.infer<typeof monitorIdSchema>;

/** Where a local shell puts the window of an output. */
const placementSchema = z.discriminatedUnion("kind", [
  /** An ordinary window on a desk; the page scales the output into it. */
  z.object({ kind: z.literal("window") }),
  /**
   * Full screen on one display: by its monitor wherever that is plugged, or else by connector name (`HDMI-1`), or else by
   * its place on the desktop in pixels.
   */
  z.object({
    kind: z.literal("display"),
    monitor: monitorIdSchema.optional(),
    connector: z.string().max(64).optional(),
    x: pixels(z.int()).optional(),
    y: pixels(z.int()).optional(),
  }),
  /** Opened by hand on another machine. */
  z.object({ kind: z.literal("remote") }),
]);
export type Placement = z.infer<typeof placementSchema>;

export const outputSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  width: pixels(z.int().positive().max(16384)),
  height: pixels(z.int().positive().max(16384)),
  placement: placementSchema,
  /**
   * What makes its display brighter and darker: its monitor by DDC/CI, a dimming layer on its page, or the LED processor,
   * which asks for it. Absent: the monitor where that answers, else the layer.
   */
  dimming: z.enum(["monitor", "layer", "processor"]).optional(),
  /** The output whose place this one takes when that fails: it shows the same. */
  spareOf: identifierSchema.optional(),
});
export type Output = z.infer<typeof outputSchema>;

export const viewportSchema = z.object({
  wallId: identifierSchema,
  outputId: identifierSchema,
  canvas: rectSchema,
  output: rectSchema,
  /** Clockwise turn of the picture on its way from the canvas to the output, degrees. */
  rotation: turnSchema,
});
export type Viewport = z.infer<typeof viewportSchema>;

/** The form of sites that is written; see `site-file.ts` for older ones. */
export const SITE_VERSION = 2;

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
  /** Absent: as bright as the displays are set. */
  brightness: brightnessSchema.optional(),
  /** How LED panels are wired. */
  controllers: z.array(controllerSchema).max(64).optional(),
  /** What panels cost here, by article, each once. */
  prices: z.array(priceSchema).max(64).optional(),
  /** Of this form of a site; absent in files of the first. */
  version: z.int().positive().optional(),
});
export type Site = z.infer<typeof siteSchema>;
