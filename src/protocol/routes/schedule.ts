import { z } from "zod";
import { scheduleEntrySchema, scheduleSchema } from "../schedule.ts";
import { route } from "./route.ts";

/** What comes to walls by the clock. */
export const scheduleRoutes = {
  getSchedule: route(
    "GET",
    "/api/schedule",
    "viewer",
    "What comes to walls by the clock of the site, and what is next on each",
    null,
    200,
    scheduleSchema,
  ),
  putScheduleEntry: route(
    "PUT",
    "/api/schedule/:id",
    "operator",
    "Add an entry to the schedule of a wall, or replace it; it counts from its next time on",
    scheduleEntrySchema,
    200,
    scheduleEntrySchema,
  ),
  removeScheduleEntry: route(
    "DELETE",
    "/api/schedule/:id",
    "operator",
    "Remove an entry from a schedule",
    null,
    204,
    null,
  ),
  skipScheduleEntry: route(
    "POST",
    "/api/schedule/:id/skip",
    "operator",
    "Leave the next time of an entry out, this once, or take that back",
    z.strictObject({ skip: z.boolean() }),
    204,
    null,
  ),
} as const;
