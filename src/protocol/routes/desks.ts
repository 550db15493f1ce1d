import { z } from "zod";
import { presenceInputSchema, presenceSchema } from "../presence.ts";
import { route } from "./route.ts";

/** Who else is at work, and what they change. */
export const deskRoutes = {
  events: route("GET", "/api/events", "viewer", "What changes from now on", null, 200, {
    ...{ media: "text/event-stream", ranges: false },
    headers: {},
  }),
  listPresence: route(
    "GET",
    "/api/presence",
    "viewer",
    "Desks that are open",
    null,
    200,
    z.array(presenceSchema),
  ),
  putPresence: route(
    "PUT",
    "/api/presence/:id",
    "viewer",
    "Say that a desk is open, every ten seconds, and what is before who sits there",
    presenceInputSchema,
    204,
    null,
  ),
  leave: route("DELETE", "/api/presence/:id", "viewer", "Close a desk", null, 204, null),
} as const;
