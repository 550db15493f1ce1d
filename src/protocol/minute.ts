import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { streamRoleSchema } from "./camera.ts";
import { codingSchema } from "./format.ts";

/** The last minute of every running feed, which the core keeps in memory: pictures of a moment, clips, replays. */

/** Headers of a picture of a moment. */
export const PICTURE_TIME_HEADER = "x-picture-time";
export const PICTURE_STREAM_HEADER = "x-picture-stream";

/** Hexadecimal. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/);

const timeSchema = z.iso.datetime({ offset: true });

/** Without `at` the newest picture, for which a camera that nobody watches is opened; without `stream` the better one. */
export const pictureQuerySchema = z.strictObject({
  at: timeSchema.optional(),
  stream: streamRoleSchema.optional(),
});

/**
 * What is to be kept for good: from one time to another, or the last seconds by the core's own clock, which whoever asks
 * may not share. Both ends lie within what is kept, or what is kept of it becomes the clip.
 */
export const clipInputSchema = z.strictObject({
  from: timeSchema.optional(),
  to: timeSchema.optional(),
  lastSeconds: z
    .int()
    .min(1)
    .max(60)
    .optional()
    .describe("instead of from and to: until now, by the core's clock"),
  /** Without it the better stream that keeps anything of the time. */
  stream: streamRoleSchema.optional(),
  reason: z.string().max(500).optional(),
});
export type ClipInput = z.infer<typeof clipInputSchema>;

/** A stretch of a camera's pictures as an MP4 file, with the evidence of what it is. */
export const clipSchema = z.object({
  id: z.string(),
  cameraId: identifierSchema,
  /** As it was named then. */
  cameraName: z.string(),
  site: z.object({ id: identifierSchema, name: z.string() }),
  stream: streamRoleSchema,
  /** What was asked for. */
  from: timeSchema,
  to: timeSchema,
  /** When the first and the last picture came into the core; the first is a key frame. */
  startsAt: timeSchema,
  endsAt: timeSchema,
  /** How the camera encodes. */
  coding: codingSchema,
  /** Whether its pictures are the camera's own bytes; otherwise they were encoded anew, for players cannot read those. */
  copied: z.boolean(),
  width: z.int(),
  height: z.int(),
  frames: z.int(),
  bytes: z.int(),
  /** Of the file. */
  sha256: sha256Schema,
  madeAt: timeSchema,
  madeBy: z.string(),
  reason: z.string().optional(),
  /** The incident that it was cut for. */
  incidentId: identifierSchema.optional(),
  /** Its last picture as a file beside it: when it came into the core, and what it is. */
  still: z.object({ at: timeSchema, bytes: z.int(), sha256: sha256Schema }).optional(),
  /** Of the file. */
  url: z.string(),
});
export type Clip = z.infer<typeof clipSchema>;

export const clipsQuerySchema = z.strictObject({ cameraId: identifierSchema.optional() });

/** A tile of a wall that plays kept pictures instead of showing what comes. */
export const replaySchema = z.object({
  id: z.string(),
  tileId: identifierSchema,
  cameraId: identifierSchema,
  stream: streamRoleSchema,
  /** When its first and its last picture came into the core. */
  startsAt: timeSchema,
  endsAt: timeSchema,
  startedBy: z.string(),
});
export type Replay = z.infer<typeof replaySchema>;

export const replayInputSchema = z.strictObject({ secondsBack: z.int().min(1).max(60) });
