import { momentQuerySchema, pastChangesSchema, pastMomentSchema, pastQuerySchema } from "../wall-history.ts";
import { route, withQuery } from "./route.ts";

/** What was on the walls in the last 30 days; no video. */
export const historyRoutes = {
  wallChanges: withQuery(
    route(
      "GET",
      "/api/walls/:id/history",
      "operator",
      "What changed on a wall between two times: takes, states of tiles, incidents; oldest first",
      null,
      200,
      pastChangesSchema,
    ),
    pastQuerySchema,
  ),
  wallMoment: withQuery(
    route(
      "GET",
      "/api/walls/:id/history/moment",
      "operator",
      "A wall as it was at one moment",
      null,
      200,
      pastMomentSchema,
    ),
    momentQuerySchema,
  ),
} as const;
