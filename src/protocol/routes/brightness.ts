import { brightnessStateSchema, brightnessWishSchema, monitorDimmersSchema } from "../brightness.ts";
import { route } from "./route.ts";

/** How bright the walls are. */
export const brightnessRoutes = {
  getBrightness: route(
    "GET",
    "/api/brightness",
    "viewer",
    "How bright the walls are to be now; LED processors follow it",
    null,
    200,
    brightnessStateSchema,
  ),
  setBrightness: route(
    "PUT",
    "/api/brightness",
    "operator",
    "Make the walls brighter or darker by hand, until the schedule next changes it",
    brightnessWishSchema,
    200,
    brightnessStateSchema,
  ),
  monitorsDim: route(
    "PUT",
    "/api/brightness/monitors",
    "technician",
    "A machine says which of its outputs' monitors follow by themselves; to be said again within a minute",
    monitorDimmersSchema,
    204,
    null,
  ),
} as const;
