import { z } from "zod";
import { meSchema } from "../me.ts";
import { credentialsSchema, sessionSchema } from "../session.ts";
import { route } from "./route.ts";

/** Whether the core runs, and who asks. */
export const sessionRoutes = {
  health: route(
    "GET",
    "/api/health",
    null,
    "Whether the core runs",
    null,
    200,
    z.object({ status: z.literal("ok") }),
  ),
  setUp: route(
    "POST",
    "/api/setup",
    null,
    "Set the first password of admin, from loopback, once",
    z.strictObject({ password: z.string().min(8).max(1024) }),
    201,
    sessionSchema,
  ),
  signIn: route("POST", "/api/session", null, "Sign in", credentialsSchema, 200, sessionSchema),
  signOut: route("DELETE", "/api/session", "viewer", "Sign out", null, 204, null),
  me: route("GET", "/api/me", null, "Who is asking", null, 200, meSchema),
} as const;
