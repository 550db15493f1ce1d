import { z } from "zod";
import { displaysSchema } from "../display.ts";
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
  listDisplays: route(
    "GET",
    "/api/displays",
    "viewer",
    "Displays of the core's own machine, with connector, monitor and size",
    null,
    200,
    displaysSchema,
  ),
  putDisplays: route(
    "PUT",
    "/api/displays",
    "technician",
    "The shell says which displays it finds",
    displaysSchema,
    204,
    null,
  ),
} as const;
