import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { streamRoleSchema } from "./camera.ts";
import { pictureStateSchema } from "./truth.ts";

/** One tile as `window.wallStats()` of an output page reports it. */
export const tileStatsSchema = z.object({
  tileId: identifierSchema,
  cameraId: identifierSchema.nullable(),
  stream: streamRoleSchema.nullable(),
  state: pictureStateSchema,
  frozen: z.boolean(),
  /** Counted by requestVideoFrameCallback. */
  framesPresented: z.int(),
  /** Frames that reached the core and were never presented. */
  dropped: z.int(),
  /** Presented frames a second, over the last seconds. */
  fps: z.number(),
  frameAgeMs: z.number().nullable(),
  ageBasis: z.enum(["capture", "arrival"]),
  /** Of the picture, in its own pixels; 0 before the first frame. */
  width: z.int(),
  height: z.int(),
});
export type TileStats = z.infer<typeof tileStatsSchema>;

export const wallStatsSchema = z.object({
  outputId: identifierSchema,
  takeId: z.string().nullable(),
  visible: z.boolean(),
  tiles: z.array(tileStatsSchema),
});
export type WallStats = z.infer<typeof wallStatsSchema>;

/** `connected`: a page shows it now; `lost`: one did; `absent`: none did since the core started. */
export const outputStateSchema = z.object({
  outputId: identifierSchema,
  state: z.enum(["connected", "lost", "absent"]),
  lastSeenAt: z.iso.datetime().nullable(),
  tiles: z.array(tileStatsSchema),
});
export type OutputState = z.infer<typeof outputStateSchema>;
