import { z } from "zod";
import { geoAreaSchema, geoPointSchema } from "../layouts/geography.ts";
import { identifierSchema } from "../layouts/identifier.ts";
import { severities, type Severity, severitySchema } from "../layouts/severity.ts";

export { severities, severitySchema, type Severity };

const webAddressSchema = z.url({ protocol: /^https?$/ }).max(2048);

/** Something to look at or listen to, at its own address; never loaded by the glass. */
export const incidentMediaSchema = z.object({
  kind: z.enum(["picture", "video", "sound", "document"]),
  url: webAddressSchema,
  title: z.string().max(200).optional(),
});
export const incidentLinkSchema = z.object({ url: webAddressSchema, title: z.string().max(200).optional() });

/** Who told of it. Operators see it; the glass, viewers and agencies' crews never do. */
export const reporterSchema = z.object({
  name: z.string().max(120).optional(),
  phone: z.string().max(40).optional(),
});

/** What is said of one thing that happened, by a person or by a source. */
export const incidentFields = {
  /** One of `knownKinds`, or a word of the source's own. */
  kind: z.string().min(1).max(64),
  severity: severitySchema,
  text: z.string().min(1).max(500),
  description: z.string().max(8000).optional(),
  place: z.string().max(200).optional(),
  location: geoPointSchema.optional(),
  area: geoAreaSchema.optional(),
  /** Who supplied it; named on the glass. */
  source: z.string().min(1).max(120),
  occurredAt: z.iso.datetime({ offset: true }),
  expiresAt: z.iso.datetime({ offset: true }).optional(),
  media: z.array(incidentMediaSchema).max(32).optional(),
  links: z.array(incidentLinkSchema).max(32).optional(),
  reporter: reporterSchema.optional(),
};

export const incidentStatusSchema = z.enum(["open", "acknowledged", "closed"]);
export type IncidentStatus = z.infer<typeof incidentStatusSchema>;

/** Fields that a source goes on telling of what an operator may have changed meanwhile. */
export const contestedFields = [
  "kind",
  "severity",
  "text",
  "description",
  "place",
  "location",
  "area",
  "occurredAt",
  "expiresAt",
  "status",
] as const;

/** A source says something else than an operator did; the operator's stands until somebody chooses. */
const conflictSchema = z.object({
  field: z.enum(contestedFields),
  /** The source's, as JSON; null where it says nothing any more. */
  theirs: z.json(),
  at: z.iso.datetime(),
});
export type Conflict = z.infer<typeof conflictSchema>;

/** An agency that was asked to follow up. */
export const assignmentSchema = z.object({
  agencyId: identifierSchema,
  assignedAt: z.iso.datetime(),
  assignedBy: z.string(),
  acceptedAt: z.iso.datetime().optional(),
  acceptedBy: z.string().optional(),
  /** Its crew said that it is there. */
  arrivedAt: z.iso.datetime().optional(),
  /** Its crew asked for help, the last time. */
  helpAskedAt: z.iso.datetime().optional(),
  doneAt: z.iso.datetime().optional(),
  /** Its checklist as it was when the agency was asked, with what is done of it. */
  steps: z
    .array(z.object({ text: z.string(), doneAt: z.iso.datetime().optional(), doneBy: z.string().optional() }))
    .optional(),
});
export type Assignment = z.infer<typeof assignmentSchema>;

/** Agencies that are asked at once. */
export const assignInputSchema = z.strictObject({ agencyIds: z.array(identifierSchema).min(1).max(16) });

/** PATCH of an assignment: what the agency said to the desk, or one step of its checklist. */
export const assignmentPatchSchema = z.strictObject({
  said: z.enum(["accepted", "arrived", "done"]).optional(),
  step: z.strictObject({ index: z.int().min(0).max(39), done: z.boolean() }).optional(),
});
export type AssignmentPatch = z.infer<typeof assignmentPatchSchema>;

/** Incidents that join one, at most. */
export const MOST_JOINED = 64;

export const incidentSchema = z.object({
  id: identifierSchema,
  ...incidentFields,
  status: incidentStatusSchema,
  receivedAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  /** Grows by one with every change. */
  version: z.int(),
  /** The configured source that reports it; absent where a person did. */
  sourceId: identifierSchema.optional(),
  acknowledgedAt: z.iso.datetime().optional(),
  acknowledgedBy: z.string().optional(),
  closedAt: z.iso.datetime().optional(),
  closedBy: z.string().optional(),
  /** What came of it, told when it was closed. */
  outcome: z.string().max(500).optional(),
  assignments: z.array(assignmentSchema).max(32).optional(),
  conflicts: z.array(conflictSchema).max(contestedFields.length).optional(),
  /** Somebody saw that it is the same as this one, which stands for both. */
  joinedTo: identifierSchema.optional(),
  /** Those that joined it. */
  joined: z.array(identifierSchema).max(MOST_JOINED).optional(),
  /** Of an exercise: nothing happened. */
  drill: z.literal(true).optional(),
});
export type Incident = z.infer<typeof incidentSchema>;

export const incidentInputSchema = z.strictObject({
  ...incidentFields,
  source: incidentFields.source.optional(),
  occurredAt: incidentFields.occurredAt.optional(),
});
export type IncidentInput = z.infer<typeof incidentInputSchema>;

/** PATCH: what is absent stays; `null` removes an optional field. */
export const incidentPatchSchema = z.strictObject({
  kind: incidentFields.kind.optional(),
  severity: severitySchema.optional(),
  text: incidentFields.text.optional(),
  description: incidentFields.description.nullable(),
  place: incidentFields.place.nullable(),
  location: incidentFields.location.nullable(),
  area: incidentFields.area.nullable(),
  expiresAt: incidentFields.expiresAt.nullable(),
  reporter: incidentFields.reporter.nullable(),
  status: incidentStatusSchema.optional(),
  outcome: z.string().max(500).optional(),
  /** Settles conflicts: each of these fields is from here on what the source says. */
  takeTheirs: z.array(z.enum(contestedFields)).optional(),
  /** Settles conflicts: each of these fields stays as it is. */
  keepOurs: z.array(z.enum(contestedFields)).optional(),
});
export type IncidentPatch = z.infer<typeof incidentPatchSchema>;

/** Incidents of one answer, at most. */
export const LONGEST_LIST = 1000;

/** Which incidents are asked for. */
export const incidentsQuerySchema = z.strictObject({
  /** `standing`: neither closed nor expired. */
  status: z.enum(["standing", "open", "acknowledged", "closed"]).optional(),
  severity: severitySchema.optional(),
  kind: incidentFields.kind.optional(),
  sourceId: identifierSchema.optional(),
  agencyId: identifierSchema.optional(),
  /** Words that its text, place or description has. */
  words: z.string().min(1).max(200).optional(),
  /** Occurred at or after, and before. */
  from: z.iso.datetime({ offset: true }).optional(),
  until: z.iso.datetime({ offset: true }).optional(),
  /** `urgent`: worst first, and among equals the newest. */
  order: z.enum(["newest", "urgent"]).optional(),
  /** 1000 where it is left out. */
  limit: z.coerce.number().int().min(1).max(LONGEST_LIST).optional(),
  /** How many of the first are left out. */
  skip: z.coerce.number().int().min(0).max(1_000_000).optional(),
});
export type IncidentsQuery = z.infer<typeof incidentsQuerySchema>;

/** How many stand: neither closed nor expired. */
export const incidentCountsSchema = z.object({
  standing: z.int(),
  open: z.int(),
  critical: z.int(),
  high: z.int(),
  medium: z.int(),
  low: z.int(),
});
export type IncidentCounts = z.infer<typeof incidentCountsSchema>;
