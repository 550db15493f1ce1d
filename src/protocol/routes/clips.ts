import { z } from "zod";
import { clipInputSchema, clipSchema, clipsQuerySchema } from "../minute.ts";
import { route, withQuery } from "./route.ts";

/** Stretches of the last minute that are kept for good. */
export const clipRoutes = {
  makeClip: route(
    "POST",
    "/api/cameras/:id/clips",
    "operator",
    "Keep a stretch of the last minute for good",
    clipInputSchema,
    201,
    clipSchema,
  ),
  listClips: withQuery(
    route("GET", "/api/clips", "viewer", "Clips, newest first", null, 200, z.array(clipSchema)),
    clipsQuerySchema,
  ),
  getClip: route("GET", "/api/clips/:id", "viewer", "What is known of a clip", null, 200, clipSchema),
  clipFile: route("GET", "/api/clips/:id/file", "viewer", "The clip itself", null, 200, {
    ...{ media: "video/mp4", ranges: true },
    headers: { "content-disposition": "The name under which its checksum knows it" },
  }),
  clipStill: route(
    "GET",
    "/api/clips/:id/still",
    "viewer",
    "Its last picture, where one was kept beside it",
    null,
    200,
    { ...{ media: "image/jpeg", ranges: false }, headers: {} },
  ),
  clipChecksum: route(
    "GET",
    "/api/clips/:id/checksum",
    "viewer",
    "Its SHA-256 as `sha256sum -c` reads it, beside the file",
    null,
    200,
    { ...{ media: "text/plain; charset=utf-8", ranges: false }, headers: {} },
  ),
  clipRecord: route(
    "GET",
    "/api/clips/:id/record",
    "viewer",
    "Its record as it lies beside the file: what it shows, who made it, how to check it",
    null,
    200,
    { ...{ media: "application/json; charset=utf-8", ranges: false }, headers: {} },
  ),
  removeClip: route("DELETE", "/api/clips/:id", "technician", "Remove a clip and its file", null, 204, null),
} as const;
