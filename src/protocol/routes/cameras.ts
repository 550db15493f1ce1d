import { z } from "zod";
import { cameraInputSchema, cameraPatchSchema, cameraSchema } from "../camera.ts";
import { importInputSchema, importedSchema } from "../import.ts";
import { PICTURE_STREAM_HEADER, PICTURE_TIME_HEADER, pictureQuerySchema } from "../minute.ts";
import { probeInputSchema, probeSchema } from "../probe.ts";
import { route, withQuery } from "./route.ts";

/** Cameras: the list of them, what they show, and getting to know one. */
export const cameraRoutes = {
  listCameras: route("GET", "/api/cameras", "viewer", "All cameras", null, 200, z.array(cameraSchema)),
  addCamera: route(
    "POST",
    "/api/cameras",
    "technician",
    "Add a camera",
    cameraInputSchema,
    201,
    cameraSchema,
    true,
  ),
  getCamera: route("GET", "/api/cameras/:id", "viewer", "One camera", null, 200, cameraSchema, true),
  editCamera: route(
    "PATCH",
    "/api/cameras/:id",
    "technician",
    "Edit a camera",
    cameraPatchSchema,
    200,
    cameraSchema,
    true,
  ),
  removeCamera: route("DELETE", "/api/cameras/:id", "technician", "Remove a camera", null, 204, null, true),
  picture: withQuery(
    route("GET", "/api/cameras/:id/picture", "viewer", "A camera's picture of a moment", null, 200, {
      media: "image/jpeg",
      headers: {
        [PICTURE_TIME_HEADER]: "When the picture came into the core, RFC 3339 with milliseconds",
        [PICTURE_STREAM_HEADER]: "The stream it is of: main or sub",
      },
      ranges: false,
    }),
    pictureQuerySchema,
  ),
  probeCamera: route(
    "POST",
    "/api/cameras/probe",
    "technician",
    "Watch a stream for some seconds: what it offers, what the wall does with it, and what is wrong",
    probeInputSchema,
    200,
    probeSchema,
  ),
  importCameras: route(
    "POST",
    "/api/cameras/import",
    "technician",
    "Add and change cameras from a file, or tell what that would do",
    importInputSchema,
    200,
    importedSchema,
  ),
} as const;
