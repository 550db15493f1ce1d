import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { layoutTourSchema, wallTourActSchema, wallTourSchema } from "../layout-tour.ts";
import { route } from "./route.ts";

/** Tours of layouts: what a wall shows when nobody is at it. */
export const tourRoutes = {
  listTours: route(
    "GET",
    "/api/tours",
    "viewer",
    "All tours of layouts",
    null,
    200,
    z.array(layoutTourSchema),
  ),
  putTour: route(
    "PUT",
    "/api/tours/:id",
    "operator",
    "Add a tour of layouts, or replace it",
    layoutTourSchema,
    200,
    layoutTourSchema,
  ),
  removeTour: route("DELETE", "/api/tours/:id", "operator", "Remove a tour of layouts", null, 204, null),
  startTour: route(
    "PUT",
    "/api/walls/:id/tour",
    "operator",
    "Show a tour of layouts on a wall; its steps are one take to undo, and whoever takes something else pauses it",
    z.strictObject({ tourId: identifierSchema }),
    200,
    wallTourSchema,
  ),
  steerWallTour: route(
    "POST",
    "/api/walls/:id/tour",
    "operator",
    "Pause the tour of a wall, let it go on, or show its next layout",
    z.strictObject({ act: wallTourActSchema }),
    200,
    wallTourSchema,
  ),
  stopTour: route(
    "DELETE",
    "/api/walls/:id/tour",
    "operator",
    "End the tour of a wall; what it shows stays",
    null,
    204,
    null,
  ),
} as const;
