import { z } from "zod";
import {
  incidentCountsSchema,
  incidentInputSchema,
  incidentPatchSchema,
  incidentSchema,
  incidentsQuerySchema,
} from "../incident.ts";
import { incidentEntrySchema, noteInputSchema } from "../incident-entry.ts";
import { route, withQuery } from "./route.ts";

/** What happened. */
export const incidentRoutes = {
  listIncidents: withQuery(
    route(
      "GET",
      "/api/incidents",
      "viewer",
      "Incidents, newest first; who reported them only to operators",
      null,
      200,
      z.array(incidentSchema),
      true,
    ),
    incidentsQuerySchema,
  ),
  countIncidents: route(
    "GET",
    "/api/incidents/counts",
    "viewer",
    "How many incidents stand: neither closed nor expired",
    null,
    200,
    incidentCountsSchema,
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
  incidentEntries: route(
    "GET",
    "/api/incidents/:id/entries",
    "operator",
    "The course of an incident, oldest first",
    null,
    200,
    z.array(incidentEntrySchema),
  ),
  incidentVersions: route(
    "GET",
    "/api/incidents/:id/versions",
    "operator",
    "Every state that an incident had, oldest first",
    null,
    200,
    z.array(incidentSchema),
  ),
  addNote: route(
    "POST",
    "/api/incidents/:id/notes",
    "operator",
    "Add a note to the course of an incident",
    noteInputSchema,
    204,
    null,
  ),
} as const;
