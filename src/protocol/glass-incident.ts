import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { type Incident, incidentSchema } from "./incident.ts";

/** An incident as the glass tells of it: nothing of who reported it, nor of what is done about it behind the wall. */
export const glassIncidentSchema = incidentSchema
  .pick({
    id: true,
    kind: true,
    severity: true,
    status: true,
    text: true,
    place: true,
    location: true,
    source: true,
    sourceId: true,
    occurredAt: true,
    receivedAt: true,
    expiresAt: true,
    version: true,
    drill: true,
  })
  .extend({
    /** Agencies that were asked to follow up. */
    agencyIds: z.array(identifierSchema).optional(),
    /** Cameras that are near it and may see it, the nearest first. */
    nearCameraIds: z.array(identifierSchema).optional(),
    /** Since when nothing was heard of its source, ms since 1970 on the core's clock; absent while it answers. */
    silentSince: z.number().optional(),
  });
export type GlassIncident = z.infer<typeof glassIncidentSchema>;

/** What the glass is told of an incident. */
export function onGlass(incident: Incident): GlassIncident {
  const told = glassIncidentSchema.parse(incident);
  const agencyIds = incident.assignments?.map(({ agencyId }) => agencyId);
  return agencyIds === undefined ? told : { ...told, agencyIds };
}
