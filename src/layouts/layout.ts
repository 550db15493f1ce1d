import { z } from "zod";
import { geoPointSchema } from "./geography.ts";
import { identifierSchema } from "./identifier.ts";
import { LEAST_ZOOM, MOST_ZOOM } from "./mercator.ts";
import { mosaicCamerasSchema, mosaicColumnsSchema } from "./mosaic.ts";
import { rectSchema } from "./rect.ts";
import { severitySchema } from "./severity.ts";
import { tourContentSchema } from "./tour.ts";

/** What a tile shows. A new kind is one line here and one component among the page's tiles. */
export const contentSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("camera"), cameraId: identifierSchema }),
  /** Many cameras in one picture; without `columns` as its tile holds them largest. */
  z.object({
    kind: z.literal("mosaic"),
    cameraIds: mosaicCamerasSchema,
    columns: mosaicColumnsSchema.optional(),
    /** Whether each cell says its camera's name; it does where this is left out. */
    labels: z.boolean().optional(),
  }),
  /** One camera after the other, each for its time; those without a picture are passed over. */
  tourContentSchema,
  z.object({ kind: z.literal("clock") }),
  /** The site's map. Without a centre all of the site's boundary, else all of its cameras, is seen [L15]. */
  z.object({
    kind: z.literal("map"),
    center: geoPointSchema.optional(),
    /** As MapLibre counts it, in canvas pixels: the earth is 512 * 2^zoom pixels wide. */
    zoom: z.number().min(LEAST_ZOOM).max(MOST_ZOOM).optional(),
  }),
  /** What happened and stands, the worst first, as many as the tile has rows for [L16]. */
  z.object({
    kind: z.literal("incidents"),
    /** Of these kinds; of all where it is left out. */
    kinds: z.array(z.string().min(1).max(64)).min(1).max(32).optional(),
    /** No less grave than this. */
    severity: severitySchema.optional(),
    /** Which this agency was asked to follow up. */
    agencyId: identifierSchema.optional(),
  }),
  /** All that the glass tells of one incident; of the worst that stands where none is named. */
  z.object({ kind: z.literal("incident"), incidentId: identifierSchema.optional() }),
  z.object({
    kind: z.literal("text"),
    text: z.string().min(1).max(2000),
    /** As large as the tile allows; where it is left out, no larger than four times a banner [L11]. */
    size: z.literal("fill").optional(),
    weight: z.literal("strong").optional(),
    /** In the middle where it is left out. */
    align: z.enum(["start", "end"]).optional(),
    /** Dimmer than other words. */
    quiet: z.boolean().optional(),
  }),
  /** A picture that was uploaded, by its id. */
  z.object({ kind: z.literal("image"), imageId: identifierSchema }),
  /** Nothing yet: a place that is kept for something, dark on the glass. */
  z.object({ kind: z.literal("empty") }),
]);
export type Content = z.infer<typeof contentSchema>;

/** How far tiles may lie above each other. */
export const MOST_Z = 1000;
/** How many tiles a layout holds. */
export const MOST_TILES = 256;

export const tileSchema = z.object({
  id: identifierSchema,
  /** Canvas pixels. */
  rect: rectSchema,
  /** Higher lies above; tiles of one z must not overlap. */
  z: z.int().min(0).max(MOST_Z).default(0),
  fit: z.enum(["contain", "cover", "fill"]).default("contain"),
  /** 1 is kept longest when a display PC cannot carry everything. */
  priority: z.int().min(1).max(9).default(5),
  /** Whether it must be shown whole; text, clocks and incidents must where this is left out. */
  protect: z.boolean().optional(),
  /** Whether it stays as it is while others are moved, swapped, split or merged at the desk. */
  pinned: z.boolean().optional(),
  /** Where it goes back to from the whole wall; absent of what is not maximised [L22]. */
  back: z.object({ rect: rectSchema, z: z.int().min(0).max(MOST_Z) }).optional(),
  content: contentSchema,
});
export type Tile = z.infer<typeof tileSchema>;

export const layoutSchema = z.object({
  id: identifierSchema,
  name: z.string().min(1).max(120),
  wallId: identifierSchema,
  tiles: z.array(tileSchema).max(MOST_TILES),
});
export type Layout = z.infer<typeof layoutSchema>;
