import { z } from "zod";
import {
  handoverFaceSchema,
  handoverInputSchema,
  handoverSchema,
  openMattersSchema,
  takeOverSchema,
} from "../handover.ts";
import { route } from "./route.ts";

/** One shift hands the walls over to the next, signed by both. */
export const handoverRoutes = {
  openMatters: route(
    "GET",
    "/api/open-matters",
    "operator",
    "What would be handed over now: open incidents, cameras and displays that are lost, what is on the walls",
    null,
    200,
    openMattersSchema,
  ),
  listHandovers: route(
    "GET",
    "/api/handovers",
    "operator",
    "The last shifts that were handed over, the newest first",
    null,
    200,
    z.array(handoverFaceSchema),
  ),
  getHandover: route(
    "GET",
    "/api/handovers/:id",
    "operator",
    "One of them, with what was open then",
    null,
    200,
    handoverSchema,
  ),
  handOver: route(
    "POST",
    "/api/handovers",
    "operator",
    "Hand walls over, signed by who is signed in with their PIN or password; who sees all of them reads it",
    handoverInputSchema,
    201,
    handoverSchema,
  ),
  takeOver: route(
    "POST",
    "/api/handovers/:id/taking",
    "operator",
    "Take a shift over, signed by name with a PIN or password; never by who handed it over",
    takeOverSchema,
    200,
    handoverSchema,
  ),
} as const;
