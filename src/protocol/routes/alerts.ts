import { z } from "zod";
import {
  alertFiguresSchema,
  alertsSchema,
  figuresQuerySchema,
  shelfInputSchema,
  shelfSchema,
} from "../alert.ts";
import { route, withQuery } from "./route.ts";

/** What asks for an operator. */
export const alertRoutes = {
  listAlerts: route(
    "GET",
    "/api/alerts",
    "operator",
    "What waits for this operator; an incident that is acknowledged waits no longer",
    null,
    200,
    alertsSchema,
  ),
  alertFigures: withQuery(
    route(
      "GET",
      "/api/alerts/figures",
      "operator",
      "How many alerts there were, and how they were answered",
      null,
      200,
      alertFiguresSchema,
    ),
    figuresQuerySchema,
  ),
  listShelves: route(
    "GET",
    "/api/shelves",
    "operator",
    "What is shelved, and until when",
    null,
    200,
    z.array(shelfSchema),
  ),
  addShelf: route(
    "POST",
    "/api/shelves",
    "operator",
    "Keep rules from doing anything about a rule's, kind's, source's or place's incidents for a while",
    shelfInputSchema,
    201,
    shelfSchema,
  ),
  removeShelf: route(
    "DELETE",
    "/api/shelves/:id",
    "operator",
    "End a shelf before its time",
    null,
    204,
    null,
  ),
} as const;
