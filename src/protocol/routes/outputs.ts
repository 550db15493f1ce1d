import { z } from "zod";
import { outputStateSchema } from "../output.ts";
import { route } from "./route.ts";

/** The pages that show the walls. */
export const outputRoutes = {
  listOutputs: route(
    "GET",
    "/api/outputs",
    "viewer",
    "Outputs and what they show",
    null,
    200,
    z.array(outputStateSchema),
  ),
  outputCode: route(
    "POST",
    "/api/outputs/:id/code",
    "technician",
    "A one-time address that gives an output page its cookie",
    null,
    201,
    z.object({ url: z.string(), expiresAt: z.iso.datetime() }),
  ),
} as const;
