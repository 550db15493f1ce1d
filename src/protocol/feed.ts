import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { streamRoleSchema } from "./camera.ts";
import { faultReportSchema } from "./fault.ts";
import { pictureStateSchema } from "./truth.ts";

export const rungSchema = z.enum(["360p", "720p", "1080p"]);

/** A running ingest of one stream, as the API gives it. */
export const feedSchema = z.object({
  cameraId: identifierSchema,
  stream: streamRoleSchema,
  /** Null where the stream is passed on as the camera encoded it. */
  rung: rungSchema.nullable(),
  state: pictureStateSchema,
  /** As in RFC 6381, for instance `avc1.64001f`; null before the first key frame. */
  codec: z.string().nullable(),
  width: z.int().nullable(),
  height: z.int().nullable(),
  /** Frames a second over the last seconds; 0 while none arrive. */
  fps: z.number(),
  /** bit/s over the last seconds. */
  bitrate: z.number(),
  lastFrameAt: z.iso.datetime().nullable(),
  restarts: z.int(),
  error: faultReportSchema.optional(),
});
export type Feed = z.infer<typeof feedSchema>;
