import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { assignmentSchema, type Incident, incidentSchema } from "./incident.ts";

/** An incident as the glass tells of it: nothing of who reported it, nor of which person does what about it. */
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
    acknowledgedAt: true,
    version: true,
    drill: true,
  })
  .extend({
    /** Agencies that were asked to follow up, and how far they are. */
    agencies: z
      .array(
        assignmentSchema
          .pick({ agencyId: true, assignedAt: true, acceptedAt: true, doneAt: true })
          .extend({ name: z.string().optional() }),
      )
      .optional(),
    /** Cameras that are near it and may see it, the nearest first. */
    nearCameraIds: z.array(identifierSchema).optional(),
    /** Since when nothing was heard of its source, ms since 1970 on the core's clock; absent while it answers. */
    silentSince: z.number().optional(),
  });
export type GlassIncident = z.infer<typeof glassIncidentSchema>;

/** What the glass is told of an incident, without what others know of it: what is near, and its source's silence. */
export function onGlass(incident: Incident): GlassIncident {
  return glassIncidentSchema.parse(
    incident.assignments === undefined ? incident : { ...incident, agencies: incident.assignments },
  );
}
