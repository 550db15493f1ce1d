import { z } from "zod";
import { raiseSchema, ruleInputSchema, ruleSchema, ruleTrialInputSchema, ruleTrialSchema } from "../rule.ts";
import { route } from "./route.ts";

/** What happens by itself when an incident arrives. */
export const ruleRoutes = {
  listRules: route("GET", "/api/rules", "operator", "Rules, in their order", null, 200, z.array(ruleSchema)),
  addRule: route("POST", "/api/rules", "technician", "Add a rule", ruleInputSchema, 201, ruleSchema, true),
  getRule: route("GET", "/api/rules/:id", "operator", "One rule", null, 200, ruleSchema, true),
  putRule: route(
    "PUT",
    "/api/rules/:id",
    "technician",
    "Replace a rule",
    ruleInputSchema,
    200,
    ruleSchema,
    true,
  ),
  removeRule: route("DELETE", "/api/rules/:id", "technician", "Remove a rule", null, 204, null, true),
  tryRule: route(
    "POST",
    "/api/rules/try",
    "technician",
    "What a rule would have done about past incidents",
    ruleTrialInputSchema,
    200,
    ruleTrialSchema,
  ),
  listRaises: route(
    "GET",
    "/api/raises",
    "operator",
    "What rules have on the walls, or are about to",
    null,
    200,
    z.array(raiseSchema),
  ),
  endRaise: route(
    "DELETE",
    "/api/raises/:id",
    "operator",
    "End what a rule has on a wall before its time",
    null,
    204,
    null,
  ),
} as const;
