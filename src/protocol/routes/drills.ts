import { drillScriptSchema, drillStartSchema, drillsSchema, runningDrillSchema } from "../drill.ts";
import { route } from "./route.ts";

/** Exercises: scripted incidents that are marked as such wherever they are shown. */
export const drillRoutes = {
  listDrills: route(
    "GET",
    "/api/drills",
    "operator",
    "Drills, and the one that runs",
    null,
    200,
    drillsSchema,
  ),
  putDrill: route(
    "PUT",
    "/api/drills/:id",
    "technician",
    "Write a drill, anew or over the one of this name",
    drillScriptSchema,
    200,
    drillScriptSchema,
  ),
  removeDrill: route("DELETE", "/api/drills/:id", "technician", "Remove a drill", null, 204, null),
  startDrill: route(
    "POST",
    "/api/drills/:id/start",
    "operator",
    "Play a drill; at most one runs",
    drillStartSchema,
    200,
    runningDrillSchema,
  ),
  stopDrill: route(
    "POST",
    "/api/drills/stop",
    "operator",
    "End the drill that runs, and close what it reported",
    null,
    204,
    null,
  ),
} as const;
