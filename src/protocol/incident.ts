import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

export const severities = ["critical", "high", "medium", "low"] as const;
export const severitySchema = z.enum(severities);
export type Severity = z.infer<typeof severitySchema>;

const incidentFields = {
  kind: z.string().min(1).max(64),
  severity: severitySchema,
  text: z.string().min(1).max(500),
  place: z.string().max(200).optional(),
  location: z.object({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }).optional(),
  /** Who supplied it; named on the glass. */
  source: z.string().min(1).max(120),
  occurredAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
};

export const incidentStatusSchema = z.enum(["open", "acknowledged", "closed"]);

export const incidentSchema = z.object({
  id: identifierSchema,
  ...incidentFields,
  status: incidentStatusSchema,
  receivedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Grows by one with every change. */
  version: z.int(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentInputSchema = z.strictObject({
  ...incidentFields,
  source: incidentFields.source.optional(),
  occurredAt: incidentFields.occurredAt.optional(),
});
export type IncidentInput = z.infer<typeof incidentInputSchema>;

export const incidentPatchSchema = z.strictObject({
  severity: severitySchema.optional(),
  text: incidentFields.text.optional(),
  place: incidentFields.place,
  expiresAt: incidentFields.expiresAt.nullable(),
  status: incidentStatusSchema.optional(),
});
export type IncidentPatch = z.infer<typeof incidentPatchSchema>;
