import { z } from "zod";
import { patternInputSchema, shownPatternSchema } from "../pattern.ts";
import { route } from "./route.ts";

/** Test patterns; `:target` is `wall:ID`, `panel:WALL:ID` or `output:ID`. */
export const patternRoutes = {
  listPatterns: route(
    "GET",
    "/api/patterns",
    "viewer",
    "The test patterns on the glass, later ones above earlier ones",
    null,
    200,
    z.array(shownPatternSchema),
  ),
  showPattern: route(
    "PUT",
    "/api/patterns/:target",
    "technician",
    "Show a test pattern on a wall, panel or output, for 10 minutes or as long as it is said",
    patternInputSchema,
    200,
    shownPatternSchema,
  ),
  endPattern: route(
    "DELETE",
    "/api/patterns/:target",
    "technician",
    "End the test pattern of a wall, panel or output",
    null,
    204,
    null,
  ),
  endPatterns: route("DELETE", "/api/patterns", "technician", "End all test patterns", null, 204, null),
} as const;
