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
