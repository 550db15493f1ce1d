import { z } from "zod";
import { incidentFields } from "./incident.ts";

/**
 * What a source says of one thing that happens, in our words. The same thing told twice is one incident: by its
 * `externalId` within a source, and by its `sharedId` across all of them.
 */
export const reportSchema = z.object({
  externalId: z.string().min(1).max(500),
  /** The same in every source that tells of it, as `cap:SENDER,IDENTIFIER`; absent where there is nothing of the kind. */
  sharedId: z.string().min(1).max(700).optional(),
  /** Earlier reports of this source that this one takes the place of, by their `externalId`. */
  replaces: z.array(z.string().min(1).max(500)).max(256).optional(),
  /** When the source says that it wrote this; what is older than what is known changes nothing. */
  revisedAt: z.iso.datetime({ offset: true }).optional(),
  /** `ended`: it is over, or was no incident. Then `fields` may be left out. */
  change: z.enum(["report", "ended"]),
  /** Why it ended, in the source's words. */
  outcome: z.string().max(500).optional(),
  fields: z
    .object({
      ...incidentFields,
      /** Absent: the source's own name. */
      source: incidentFields.source.optional(),
      /** Absent: when it was received. */
      occurredAt: incidentFields.occurredAt.optional(),
      /** An exercise: nothing happened. */
      drill: z.literal(true).optional(),
    })
    .optional(),
});
export type Report = z.infer<typeof reportSchema>;
export type ReportFields = NonNullable<Report["fields"]>;
