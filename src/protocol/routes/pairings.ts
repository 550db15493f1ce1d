import { z } from "zod";
import {
  openedPairingSchema,
  pairingAnswerSchema,
  pairingCodeSchema,
  waitingScreenSchema,
} from "../pairing.ts";
import { route } from "./route.ts";

/** Screens that show a code until somebody says which outputs they are. */
export const pairingRoutes = {
  openPairing: route(
    "POST",
    "/api/pairings",
    null,
    "A screen asks to be admitted: the code that it shows meanwhile",
    null,
    201,
    openedPairingSchema,
  ),
  claimPairing: route(
    "POST",
    "/api/pairings/:id/claim",
    null,
    "Whether the screen was told which outputs it is; once it was, the one-time address that it opens",
    z.strictObject({ secret: z.string().max(256) }),
    200,
    pairingAnswerSchema,
  ),
  listPairings: route(
    "GET",
    "/api/pairings",
    "technician",
    "Screens that wait to be told which outputs they are; never their codes",
    null,
    200,
    z.array(waitingScreenSchema),
  ),
  pairOutput: route(
    "POST",
    "/api/outputs/:id/pair",
    "technician",
    "The screen that shows this code is this output, or these, separated by commas",
    z.strictObject({ code: pairingCodeSchema }),
    204,
    null,
  ),
} as const;
