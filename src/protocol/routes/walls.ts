import { z } from "zod";
import { identifierSchema } from "../../layouts/identifier.ts";
import { admissionQuerySchema, admissionSchema } from "../admission.ts";
import { editedWallSchema, editRequestSchema } from "../edits.ts";
import { replayInputSchema, replaySchema } from "../minute.ts";
import { tileTourSchema, tourActSchema } from "../tour.ts";
import { curtainSchema, takeSchema, wallLockSchema, wallOnGlassSchema } from "../wall.ts";
import { route, withQuery } from "./route.ts";

const tilesSchema = z.array(identifierSchema).min(1).max(256);

/** What is on the glass, and taking something to it. */
export const wallRoutes = {
  getWall: route("GET", "/api/walls/:id", "viewer", "What is on a wall", null, 200, wallOnGlassSchema),
  admission: withQuery(
    route(
      "GET",
      "/api/walls/:id/admission",
      "operator",
      "Whether the display PCs can carry a layout, and what would be lowered first; a take is never refused for it",
      null,
      200,
      admissionSchema,
    ),
    admissionQuerySchema,
  ),
  startReplay: route(
    "POST",
    "/api/walls/:id/tiles/:tileId/replay",
    "operator",
    "Play the last seconds of a tile's camera in it, then go back to live",
    replayInputSchema,
    201,
    replaySchema,
  ),
  stopReplay: route(
    "DELETE",
    "/api/walls/:id/tiles/:tileId/replay",
    "operator",
    "Go back to live at once",
    null,
    204,
    null,
  ),
  steerTour: route(
    "POST",
    "/api/walls/:id/tiles/:tileId/tour",
    "operator",
    "Hold the tour of a tile for five minutes, let it go on, or show its next camera; a restart of the core forgets that",
    z.strictObject({ act: tourActSchema }),
    200,
    tileTourSchema,
  ),
  take: route(
    "POST",
    "/api/walls/:id/take",
    "operator",
    "Put a layout on the glass",
    z.strictObject({ layoutId: identifierSchema }),
    202,
    z.object({ takeId: z.string() }),
  ),
  undo: route(
    "POST",
    "/api/walls/:id/undo",
    "operator",
    "Bring the wall before the last take back",
    null,
    202,
    z.object({ takeId: z.string() }),
  ),
  editWall: route(
    "POST",
    "/api/walls/:id/edits",
    "operator",
    "Change some of what is on the glass; the change is a take, and is undone as one",
    editRequestSchema,
    202,
    editedWallSchema,
  ),
  hide: route(
    "POST",
    "/api/walls/:id/hide",
    "operator",
    "Show the standby picture at once, in the place of some tiles or of the whole wall",
    z.strictObject({ tileIds: tilesSchema.optional() }),
    200,
    curtainSchema,
  ),
  show: route(
    "POST",
    "/api/walls/:id/show",
    "operator",
    "Show what was hidden, in some tiles or on the whole wall",
    z.strictObject({ tileIds: tilesSchema.optional() }),
    204,
    null,
  ),
  lock: route(
    "PUT",
    "/api/walls/:id/lock",
    "operator",
    "Keep what is on the wall as it is",
    wallLockSchema.pick({ reason: true }).strict(),
    200,
    wallLockSchema,
  ),
  unlock: route(
    "DELETE",
    "/api/walls/:id/lock",
    "operator",
    "Let the wall be changed again",
    null,
    204,
    null,
  ),
  getTake: route("GET", "/api/takes/:id", "viewer", "How far a take is", null, 200, takeSchema),
} as const;
