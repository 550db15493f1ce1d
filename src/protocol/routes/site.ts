import { z } from "zod";
import { siteSchema } from "../../layouts/site.ts";
import { runningTrialSchema, shownSiteSchema, siteTrialSchema } from "../site-trial.ts";
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
  siteSchema: route(
    "GET",
    "/api/site/schema",
    "viewer",
    "The JSON Schema of a site file",
    null,
    200,
    z.record(z.string(), z.unknown()),
  ),
  shownSite: route(
    "GET",
    "/api/site/shown",
    "viewer",
    "The site as the glass shows it, which may be one that is tried",
    null,
    200,
    shownSiteSchema,
    true,
  ),
  siteTrial: route(
    "GET",
    "/api/site/trial",
    "viewer",
    "Who tries a site, and until when",
    null,
    200,
    runningTrialSchema,
  ),
  trySite: route(
    "POST",
    "/api/site/trial",
    "technician",
    "Show a site for 15 s; unless it is confirmed the stored one comes back",
    siteSchema,
    201,
    siteTrialSchema,
    true,
  ),
  confirmSite: route(
    "POST",
    "/api/site/trial/:id/confirm",
    "technician",
    "Store the site that is tried",
    null,
    200,
    siteSchema,
    true,
  ),
  endTrial: route(
    "DELETE",
    "/api/site/trial/:id",
    "technician",
    "Bring the stored site back at once",
    null,
    204,
    null,
  ),
} as const;
