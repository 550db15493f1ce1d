import { siteSchema } from "../../layouts/site.ts";
import { route } from "./route.ts";

/** The site: its rooms, walls and outputs. */
export const siteRoutes = {
  getSite: route("GET", "/api/site", "viewer", "The site", null, 200, siteSchema, true),
  putSite: route(
    "PUT",
    "/api/site",
    "technician",
    "Replace the site; layouts follow its canvases",
    siteSchema,
    200,
    siteSchema,
    true,
  ),
} as const;
