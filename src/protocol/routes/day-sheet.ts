import { dayQuerySchema, daySheetSchema } from "../day-sheet.ts";
import { route, withQuery } from "./route.ts";

/** What was to be seen of each camera on a day. */
export const daySheetRoutes = {
  daySheet: withQuery(
    route(
      "GET",
      "/api/reports/day",
      "viewer",
      "How much of each camera was really visible on a day",
      null,
      200,
      daySheetSchema,
    ),
    dayQuerySchema,
  ),
  dayTable: withQuery(
    route("GET", "/api/reports/day/cameras", "viewer", "The same as CSV (RFC 4180)", null, 200, {
      ...{ media: "text/csv; charset=utf-8; header=present", ranges: false },
      headers: { "content-disposition": "The name of the file" },
    }),
    dayQuerySchema,
  ),
} as const;
