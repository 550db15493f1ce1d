import { monthQuerySchema, monthSchema } from "../month.ts";
import { route, withQuery } from "./route.ts";

/** What a month of incidents was like. */
export const monthRoutes = {
  month: withQuery(
    route(
      "GET",
      "/api/reports/month",
      "viewer",
      "A month's incidents in figures, and how soon they were answered",
      null,
      200,
      monthSchema,
    ),
    monthQuerySchema,
  ),
  monthTable: withQuery(
    route(
      "GET",
      "/api/reports/month/incidents",
      "viewer",
      "A month's incidents as CSV (RFC 4180); who reported them only to operators",
      null,
      200,
      {
        ...{ media: "text/csv; charset=utf-8; header=present", ranges: false },
        headers: { "content-disposition": "The name of the file" },
      },
    ),
    monthQuerySchema,
  ),
} as const;
