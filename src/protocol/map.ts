import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { severities } from "./incident.ts";
import { pictureStateSchema } from "./truth.ts";

/** Longitude first, degrees, as in GeoJSON. */
const positionSchema = z.tuple([z.number(), z.number()]);
/** Of one incident on a map: more is left out by making its outline plainer. */
export const MOST_OUTLINE = 400;

/** Added up in a mark. */
export const markFlags = { acknowledged: 1, drill: 2 } as const;

/**
 * An incident as maps mark it: its id, longitude, latitude, place in `severities`, sum of `markFlags`, and the rings of its
 * area, or null. Positions in a list, because a page may be told ten thousand of them.
 */
export const incidentMarkSchema = z.tuple([
  z.string(),
  z.number().min(-180).max(180),
  z.number().min(-90).max(90),
  z
    .int()
    .min(0)
    .max(severities.length - 1),
  z.int().min(0).max(3),
  z.array(z.array(positionSchema)).nullable(),
]);
export type IncidentMark = z.infer<typeof incidentMarkSchema>;

export const cameraMarkSchema = z.object({
  id: identifierSchema,
  name: z.string(),
  lat: z.number(),
  lon: z.number(),
  /** Degrees clockwise from north, and how wide it sees. */
  heading: z.number().optional(),
  fovDeg: z.number().optional(),
  /** `idle`: nobody watches it, and so nothing is known. */
  state: z.enum([...pictureStateSchema.options, "idle"]),
});
export type CameraMark = z.infer<typeof cameraMarkSchema>;

const tileFormSchema = z.enum(["raster", "vector"]);

/** Under everything a map marks. Without anything else it is the coast that comes with Dinding. */
export const mapBaseSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("coast") }),
  z.object({
    kind: z.enum(["file", "server"]),
    /** Of a file: where its ranges are read. Of a server: where its tiles are, with {z}, {x} and {y}. */
    url: z.string(),
    form: tileFormSchema,
    minZoom: z.int().min(0).max(24),
    maxZoom: z.int().min(0).max(24),
    /** Pixels of a tile's side as it is drawn at its own zoom. */
    tilePx: z.union([z.literal(256), z.literal(512)]),
  }),
]);

export type MapBase = z.infer<typeof mapBaseSchema>;
/** Files of the data folder's `map` that may lie under maps. */
const mapFileSchema = z
  .string()
  .max(120)
  .regex(/^[A-Za-z0-9_][A-Za-z0-9._-]*\.pmtiles$/);
const attributionSchema = z.string().max(300);

/** What lies under maps, as a technician sets it. */
export const mapSettingsSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("coast") }),
  z.strictObject({
    kind: z.literal("file"),
    file: mapFileSchema.describe("A PMTiles archive (version 3) that was put into `map` of the data folder"),
    /** Who made it, as it must be named on every map. */
    attribution: attributionSchema,
  }),
  z.strictObject({
    kind: z.literal("server"),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2048)
      .describe(
        "Of the tiles, with {z}, {x} and {y}; or of a TileJSON or a style that names them on the same host",
      ),
    attribution: attributionSchema,
  }),
]);
export type MapSettings = z.infer<typeof mapSettingsSchema>;

/** The settings with what there is to choose from. */
export const mapSetUpSchema = z.object({ settings: mapSettingsSchema, files: z.array(z.string()) });

export type MapSetUp = z.infer<typeof mapSetUpSchema>;

/** What became of a boundary that was given: how many positions it had, and how many are drawn. */
export const mapBoundaryKeptSchema = z.object({ given: z.int(), kept: z.int() });

/** A boundary as maps draw it. */
export const mapBoundarySchema = z.object({
  type: z.literal("MultiPolygon"),
  coordinates: z.array(z.array(z.array(positionSchema))),
});

/**
 * Where pages read what lies under their maps. Private to them, as the channels are: a page that shows an output has no
 * part in the REST interface.
 */
export const mapPaths = {
  boundary: "/map/boundary",
  file: "/map/file",
  tile: (z: string, x: string, y: string) => `/map/tiles/${z}/${x}/${y}`,
} as const;

/** What every map of the site stands on. */
export const mapFaceSchema = z.object({
  base: mapBaseSchema,
  /** Who the base is from, as it must be named on it; "" of the coast, which the pages name themselves. */
  attribution: z.string(),
  /** The city's boundary: where it is read, and its west, south, east and north edge; null where none was given. */
  boundary: z
    .object({ url: z.string(), box: z.tuple([z.number(), z.number(), z.number(), z.number()]) })
    .nullable(),
});
export type MapFace = z.infer<typeof mapFaceSchema>;

/** Of what marks the maps of a page: everything where `whole` is true, else what has changed since the last. */
export const mapMarksSchema = z.object({
  whole: z.boolean(),
  incidents: z.array(incidentMarkSchema),
  cameras: z.array(cameraMarkSchema),
  /** Ids of incidents and of cameras that are marked no more. */
  incidentsGone: z.array(z.string()),
  camerasGone: z.array(z.string()),
  /** Present in what is whole, and where it is another. */
  face: mapFaceSchema.optional(),
});
export type MapMarks = z.infer<typeof mapMarksSchema>;
