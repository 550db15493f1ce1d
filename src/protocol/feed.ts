import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { streamRoleSchema } from "./camera.ts";
import { faultReportSchema } from "./fault.ts";
import { rungSchema } from "./ladder.ts";
import { pictureStateSchema } from "./truth.ts";

/** One feed: a stream of a camera as the camera encodes it, or on a rung of the ladder. */
export const feedRefSchema = z.object({
  cameraId: identifierSchema,
  stream: streamRoleSchema,
  rung: rungSchema.nullable(),
});
export type FeedRef = z.infer<typeof feedRefSchema>;

/** The same text for the same feed. */
export function feedKey({ cameraId, stream, rung }: FeedRef): string {
  return rung === null ? `${cameraId}/${stream}` : `${cameraId}/${stream}/${rung}`;
}

/** A running ingest of one stream, as the API gives it. */
export const feedSchema = z.object({
  ...feedRefSchema.shape,
  state: pictureStateSchema,
  /** As in RFC 6381, for instance `avc1.64001f`, or the coding's name; null before the first key frame. */
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
