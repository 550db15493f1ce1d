import { z } from "zod";
import { imageNameSchema, imageSchema, imageTypes } from "../image.ts";
import { route, uploading, withQuery } from "./route.ts";

/** Pictures that people upload for layouts. */
export const imageRoutes = {
  listImages: route(
    "GET",
    "/api/images",
    "viewer",
    "Uploaded pictures, by their names",
    null,
    200,
    z.array(imageSchema),
  ),
  addImage: withQuery(
    uploading(
      route(
        "POST",
        "/api/images",
        "operator",
        "Upload a picture: its bytes alone are the body. One that is there already is answered as it is",
        z.instanceof(Uint8Array),
        201,
        imageSchema,
      ),
      [...imageTypes, "application/octet-stream"],
    ),
    z.object({ name: imageNameSchema }),
  ),
  getImage: route("GET", "/api/images/:id", "viewer", "What is known of a picture", null, 200, imageSchema),
  imageFile: route("GET", "/api/images/:id/file", "viewer", "The picture itself", null, 200, {
    ...{ media: "image/*", ranges: false },
    headers: { "cache-control": "What is behind an id never changes" },
  }),
  removeImage: route(
    "DELETE",
    "/api/images/:id",
    "operator",
    "Remove a picture that no layout uses: who uploaded it, or a technician. For ten minutes it can be brought back",
    null,
    204,
    null,
  ),
  restoreImage: route(
    "POST",
    "/api/images/:id/restore",
    "operator",
    "Bring back a picture that was just removed, as it was: who removed it, or a technician",
    null,
    200,
    imageSchema,
  ),
} as const;
