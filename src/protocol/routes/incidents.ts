import { z } from "zod";
import { incidentInputSchema, incidentPatchSchema, incidentSchema } from "../incident.ts";
import { route } from "./route.ts";

/** What happened. */
export const incidentRoutes = {
  listIncidents: route(
    "GET",
    "/api/incidents",
    "viewer",
    "Incidents, newest first",
    null,
    200,
    z.array(incidentSchema),
  ),
  addIncident: route(
    "POST",
    "/api/incidents",
    "operator",
    "Report an incident",
    incidentInputSchema,
    201,
    incidentSchema,
    true,
  ),
  getIncident: route("GET", "/api/incidents/:id", "viewer", "One incident", null, 200, incidentSchema, true),
  editIncident: route(
    "PATCH",
    "/api/incidents/:id",
    "operator",
    "Acknowledge, correct or close an incident",
    incidentPatchSchema,
    200,
    incidentSchema,
    true,
  ),
} as const;
