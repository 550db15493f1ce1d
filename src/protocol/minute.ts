import { z } from "zod";
import { streamRoleSchema } from "./camera.ts";

/** The last minute of every running feed, which the core keeps in memory: pictures of a moment, clips, replays. */

/** Headers of a picture of a moment. */
export const PICTURE_TIME_HEADER = "x-picture-time";
export const PICTURE_STREAM_HEADER = "x-picture-stream";

const timeSchema = z.iso.datetime({ offset: true });

/** Without `at` the newest picture, for which a camera that nobody watches is opened; without `stream` the better one. */
export const pictureQuerySchema = z.strictObject({
  at: timeSchema.optional(),
  stream: streamRoleSchema.optional(),
});
