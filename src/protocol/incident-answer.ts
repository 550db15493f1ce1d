import { z } from "zod";
import { incidentStatusSchema } from "./incident.ts";

/** What was done here to an incident of a source, as it is told to that source. */
export const incidentAnswerSchema = z.object({
  what: z.union([incidentStatusSchema, z.enum(["note", "assigned", "accepted", "done"])]),
  at: z.iso.datetime(),
  by: z.string(),
  text: z.string().optional(),
  outcome: z.string().optional(),
  agencyId: z.string().optional(),
});
export type IncidentAnswer = z.infer<typeof incidentAnswerSchema>;
