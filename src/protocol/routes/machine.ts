import { machineSchema } from "../machine.ts";
import { route } from "./route.ts";

/** The machine that the core runs on. */
export const machineRoutes = {
  getMachine: route(
    "GET",
    "/api/machine",
    "operator",
    "Disk, memory, database and clock of the core's machine",
    null,
    200,
    machineSchema,
  ),
} as const;
