import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { abilitySchema } from "./ability.ts";
import { streamRoleSchema } from "./camera.ts";
import { cellSchema } from "./feed.ts";
import { pictureStateSchema } from "./truth.ts";

/** What is taken from a tile that its display PC cannot carry: pixels, or all pictures but the key pictures. */
export const reductionSchema = z.enum(["size", "frames"]);
export type Reduction = z.infer<typeof reductionSchema>;

/** One tile as `window.wallStats()` of an output page reports it. */
export const tileStatsSchema = z.object({
  tileId: identifierSchema,
  /** Of the tile's content. */
  cameraId: identifierSchema.nullable(),
  /** The camera whose picture is there: another one where a backup stands in. */
  shownCameraId: identifierSchema.nullable().optional(),
  stream: streamRoleSchema.nullable(),
  state: pictureStateSchema,
  /** Present while the tile keeps what it shows until this is complete: what comes next, and how that does. */
  awaited: z
    .object({ cameraId: identifierSchema, stream: streamRoleSchema, state: pictureStateSchema })
    .optional(),
  frozen: z.boolean(),
  /** What was taken from the tile by choice, because of load; absent where nothing was. A tile in trouble has a `state`. */
  reduced: reductionSchema.optional(),
  /**
   * Only while the tile plays kept pictures, which are `delayed`: the replay, and when the picture on the glass came into
   * the core; null before the first.
   */
  replay: z.object({ id: z.string(), pictureAt: z.iso.datetime().nullable() }).optional(),
  /** Counted by requestVideoFrameCallback. */
  framesPresented: z.int(),
  /** Frames that reached the core and were never presented; those that a reduced tile spares are not counted. */
  dropped: z.int(),
  /** Presented frames a second, over the last seconds. */
  fps: z.number(),
  frameAgeMs: z.number().nullable(),
  ageBasis: z.enum(["capture", "arrival"]),
  /** Of the picture, in its own pixels; 0 before the first frame. */
  width: z.int(),
  height: z.int(),
  /** Of a mosaic, in the order of its cameras; empty before it has told of them. */
  cells: z.array(cellSchema).optional(),
});
export type TileStats = z.infer<typeof tileStatsSchema>;

/** Percent; see `src/renderer/tiles/worker/decode-load.ts` for what it is made of. */
const loadSchema = z.number().min(0).max(100);

export const wallStatsSchema = z.object({
  outputId: identifierSchema,
  takeId: z.string().nullable(),
  visible: z.boolean(),
  /** How much of what it can decode the display PC is given, percent; absent before anything is decoded. */
  load: loadSchema.optional(),
  tiles: z.array(tileStatsSchema),
});
export type WallStats = z.infer<typeof wallStatsSchema>;

/** `connected`: a page shows it now; `lost`: one did; `absent`: none did since the core started. */
export const outputStateSchema = z.object({
  outputId: identifierSchema,
  state: z.enum(["connected", "lost", "absent"]),
  lastSeenAt: z.iso.datetime().nullable(),
  /** As in wallStats, while a page shows the output. */
  load: loadSchema.optional(),
  /** Tiles that are reduced because of load. */
  slowed: z.int().optional(),
  /** The take that it shows, and what it decodes besides H.264; while a page shows the output. */
  takeId: z.string().nullable().optional(),
  abilities: z.array(abilitySchema).optional(),
  tiles: z.array(tileStatsSchema),
});
export type OutputState = z.infer<typeof outputStateSchema>;
