import { z } from "zod";
import { feedSchema } from "../feed.ts";
import { route } from "./route.ts";

/** What the core reads. */
export const feedRoutes = {
  listFeeds: route("GET", "/api/feeds", "viewer", "Running ingests", null, 200, z.array(feedSchema)),
} as const;
