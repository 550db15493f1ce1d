import { route } from "./route.ts";

/** What a technician sends to who helps. */
export const supportRoutes = {
  supportBundle: route(
    "GET",
    "/api/support",
    "technician",
    "Logs, versions, site, cameras, feeds and outputs as one ZIP archive, without secrets",
    null,
    200,
    {
      media: "application/zip",
      ranges: false,
      headers: { "content-disposition": "The name of the file" },
    },
  ),
} as const;
