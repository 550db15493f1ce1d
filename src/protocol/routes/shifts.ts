import { z } from "zod";
import { shiftPlanSchema, shiftsSchema } from "../shift.ts";
import { route } from "./route.ts";

/** The hours in which the site's people work. */
export const shiftRoutes = {
  getShifts: route(
    "GET",
    "/api/shifts",
    "viewer",
    "The shifts of a day, and which is at work now",
    null,
    200,
    shiftPlanSchema,
  ),
  putShifts: route(
    "PUT",
    "/api/shifts",
    "technician",
    "Replace the shifts of a day",
    z.strictObject({ shifts: shiftsSchema }),
    200,
    shiftPlanSchema,
  ),
} as const;
