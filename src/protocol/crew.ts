import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { agencySchema } from "./agency.ts";
import { assignmentSchema, incidentFields, incidentStatusSchema, reporterSchema } from "./incident.ts";

/** How long a crew's link is good where nobody says otherwise, and at most, hours. */
export const CREW_LINK_HOURS = { usual: 12, most: 72 } as const;

/** What is known of a link that was given to an agency's crew; the link itself is shown once and not kept. */
export const crewLinkSchema = z.object({
  id: z.string(),
  agencyId: identifierSchema,
  createdAt: z.iso.datetime(),
  createdBy: z.string(),
  expiresAt: z.iso.datetime(),
  /** The crew sees who called. */
  sharesReporter: z.boolean(),
  /** When it was ended before its time. */
  endedAt: z.iso.datetime().optional(),
  /** When its page last asked. */
  openedAt: z.iso.datetime().optional(),
});
export type CrewLink = z.infer<typeof crewLinkSchema>;

export const crewLinkInputSchema = z.strictObject({
  agencyId: identifierSchema,
  hours: z.number().min(0.25).max(CREW_LINK_HOURS.most).optional(),
  sharesReporter: z.boolean().optional(),
});

/** A link that was just made. `token`: 128 bits, base64url; said this once. `path`: of its page. */
export const madeCrewLinkSchema = z.object({ link: crewLinkSchema, token: z.string(), path: z.string() });
export type MadeCrewLink = z.infer<typeof madeCrewLinkSchema>;

/** What a crew tells. `key`: made by the page once for each thing told, so that telling it again changes nothing. */
export const crewReportSchema = z.discriminatedUnion("what", [
  z.strictObject({ what: z.enum(["accepted", "arrived", "needsHelp", "done"]), key: z.uuid() }),
  z.strictObject({ what: z.literal("text"), key: z.uuid(), text: z.string().trim().min(1).max(1000) }),
  z.strictObject({
    what: z.literal("step"),
    key: z.uuid(),
    index: z.int().min(0).max(39),
    done: z.boolean(),
  }),
]);
export type CrewReport = z.infer<typeof crewReportSchema>;

/** What a crew sees of its incident: nothing of other agencies, and of the caller only what was shared. */
export const crewViewSchema = z.object({
  agency: agencySchema.pick({ id: true, name: true, shortName: true }),
  zone: z.string(),
  kind: incidentFields.kind,
  severity: incidentFields.severity,
  status: incidentStatusSchema,
  text: incidentFields.text,
  description: incidentFields.description,
  place: incidentFields.place,
  location: incidentFields.location,
  occurredAt: incidentFields.occurredAt,
  drill: z.literal(true).optional(),
  reporter: reporterSchema.optional(),
  assignment: assignmentSchema,
  /** What was written between the desk and this agency, oldest first. */
  notes: z.array(z.object({ at: z.iso.datetime(), by: z.string(), ours: z.boolean(), text: z.string() })),
  expiresAt: z.iso.datetime(),
});
export type CrewView = z.infer<typeof crewViewSchema>;
