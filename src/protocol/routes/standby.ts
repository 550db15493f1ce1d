import { logoChoiceSchema, standbyChoiceSchema, standbySchema } from "../standby.ts";
import { route } from "./route.ts";

/** What stands over a wall that is hidden. */
export const standbyRoutes = {
  getStandby: route(
    "GET",
    "/api/standby",
    "viewer",
    "What stands over each wall while it is hidden",
    null,
    200,
    standbySchema,
  ),
  putLogo: route(
    "PUT",
    "/api/standby/logo",
    "technician",
    "Choose the site's logo",
    logoChoiceSchema,
    200,
    logoChoiceSchema,
  ),
  putStandby: route(
    "PUT",
    "/api/standby/walls/:id",
    "operator",
    "Choose the layout that stands over a wall while it is hidden: of words, pictures and clocks alone",
    standbyChoiceSchema,
    200,
    standbyChoiceSchema,
  ),
} as const;
