import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { faultReportSchema } from "./fault.ts";
import { contestedFields } from "./incident.ts";
import { sha256Schema } from "./minute.ts";

/** What is kept of an incident's course: only ever added to. */
const eventSchema = z.discriminatedUnion("kind", [
  /** A source told of it for the first time, or a person did. */
  z.object({ kind: z.literal("reported"), source: z.string() }),
  /** Fields that a person or the source changed, each with what it was and is, as JSON. */
  z.object({
    kind: z.literal("changed"),
    changes: z.array(z.object({ field: z.string(), from: z.json(), to: z.json() })),
  }),
  z.object({ kind: z.literal("conflict"), fields: z.array(z.enum(contestedFields)) }),
  /** With an agency: between the desk and that agency's crew. */
  z.object({
    kind: z.literal("note"),
    text: z.string().min(1).max(4000),
    agencyId: identifierSchema.optional(),
  }),
  /** A step of the agency's checklist. */
  z.object({
    kind: z.literal("step"),
    step: z.string().max(500),
    done: z.boolean(),
    agencyId: identifierSchema.optional(),
  }),
  z.object({ kind: z.literal("assigned"), agencyId: identifierSchema }),
  z.object({ kind: z.literal("unassigned"), agencyId: identifierSchema }),
  z.object({ kind: z.literal("accepted"), agencyId: identifierSchema }),
  z.object({ kind: z.literal("done"), agencyId: identifierSchema }),
  z.object({ kind: z.literal("arrived"), agencyId: identifierSchema }),
  z.object({ kind: z.literal("needsHelp"), agencyId: identifierSchema }),
  /** A link for an agency's crew was made, or ended before its time. */
  z.object({
    kind: z.literal("crewLink"),
    agencyId: identifierSchema,
    change: z.enum(["made", "ended"]),
    sharesReporter: z.boolean(),
  }),
  /** A stretch of a camera's last minute that was kept because of it. */
  z.object({
    kind: z.literal("clip"),
    cameraId: identifierSchema,
    clipId: z.string(),
    /** Of the file, and when its first and its last picture came. */
    sha256: sha256Schema.optional(),
    startsAt: z.iso.datetime().optional(),
    endsAt: z.iso.datetime().optional(),
    /** The picture of the moment that it was cut for. */
    still: z.object({ at: z.iso.datetime(), sha256: sha256Schema }).optional(),
  }),
  /** A clip that was to be kept and is not; without a camera none was asked. */
  z.object({
    kind: z.literal("noClip"),
    cameraId: identifierSchema.optional(),
    /** Nothing ran of it; too many within the hour; no room on the disk; a restart came between; it failed. */
    why: z.enum(["notRunning", "tooMany", "noRoom", "cutOff", "failed"]),
    error: faultReportSchema.optional(),
  }),
  z.object({ kind: z.literal("clipRemoved"), cameraId: identifierSchema, clipId: z.string() }),
  z.object({ kind: z.literal("raised"), wallId: identifierSchema, cameraIds: z.array(identifierSchema) }),
  z.object({ kind: z.literal("restored"), wallId: identifierSchema }),
  /** Another one was seen to be the same, and is part of this one. */
  z.object({ kind: z.literal("joined"), incidentId: identifierSchema, text: z.string(), source: z.string() }),
  /** It was seen to be the same as another, which stands for both. */
  z.object({ kind: z.literal("joinedTo"), incidentId: identifierSchema, text: z.string() }),
  /** They are two again. */
  z.object({ kind: z.literal("split"), incidentId: identifierSchema, text: z.string() }),
  /** They look like one and are two; or somebody took that back. */
  z.object({
    kind: z.literal("apart"),
    incidentId: identifierSchema,
    text: z.string(),
    apart: z.boolean(),
  }),
  /** What was done here reached its source, or was refused there. */
  z.object({ kind: z.literal("sent"), what: z.string().max(60) }),
  z.object({ kind: z.literal("refused"), what: z.string().max(60), error: faultReportSchema }),
]);
export type IncidentEvent = z.infer<typeof eventSchema>;

export const incidentEntrySchema = z.object({
  /** Grows with every entry of all incidents. */
  seq: z.int(),
  incidentId: identifierSchema,
  at: z.iso.datetime(),
  /** A person, an agency's crew, a source, or `rule NAME`. */
  by: z.string().max(200),
  event: eventSchema,
});
export type IncidentEntry = z.infer<typeof incidentEntrySchema>;

/** `agencyId`: its crew reads it too. */
export const noteInputSchema = z.strictObject({
  text: z.string().trim().min(1).max(4000),
  agencyId: identifierSchema.optional(),
});
