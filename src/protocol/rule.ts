import { z } from "zod";
import { geoAreaSchema, geoPointSchema } from "../layouts/geography.ts";
import { identifierSchema } from "../layouts/identifier.ts";
import { incidentFields, severitySchema } from "./incident.ts";

/** How soon somebody must act, the most urgent first, as ANSI/ISA-18.2 asks of every alarm. */
export const rulePriorities = ["urgent", "high", "medium", "low"] as const;
export const rulePrioritySchema = z.enum(rulePriorities);
export type RulePriority = z.infer<typeof rulePrioritySchema>;

/** Where an incident must be: in an area, or within so many metres of a point. */
export const rulePlaceSchema = z.union([
  z.strictObject({ area: geoAreaSchema }),
  z.strictObject({ centre: geoPointSchema, radiusM: z.number().positive().max(500_000) }),
]);
export type RulePlace = z.infer<typeof rulePlaceSchema>;

const timeOfDaySchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "a time of day is written as 07:30");

/**
 * When it must arrive, in the site's zone. Past midnight where `until` is not after `from`; the whole day where both are
 * the same.
 */
export const ruleTimesSchema = z.strictObject({
  /** Of the day on which it begins, by ISO 8601: 1 is Monday. Every day where it is left out. */
  days: z.array(z.int().min(1).max(7)).min(1).max(7).optional(),
  from: timeOfDaySchema,
  until: timeOfDaySchema,
});
export type RuleTimes = z.infer<typeof ruleTimesSchema>;

/** Each that is given must hold; of a list one of it. */
const whenSchema = z.strictObject({
  kinds: z.array(incidentFields.kind).min(1).max(64).optional(),
  severities: z.array(severitySchema).min(1).max(4).optional(),
  places: z.array(rulePlaceSchema).min(1).max(16).optional(),
  /** As the incident names its source. */
  sources: z.array(incidentFields.source).min(1).max(64).optional(),
  /** Configured sources. */
  sourceIds: z.array(identifierSchema).min(1).max(64).optional(),
  times: z.array(ruleTimesSchema).min(1).max(16).optional(),
});

const doSchema = z
  .strictObject({
    cameras: z
      .strictObject({
        count: z.int().min(1).max(9),
        wallId: identifierSchema,
        withinM: z.number().positive().max(50_000),
      })
      .optional(),
    layoutId: identifierSchema.optional(),
    /** Where the layout goes. */
    wallId: identifierSchema.optional(),
    sound: z.literal(true).optional(),
    /** Asks for an operator. */
    alert: z.literal(true).optional(),
  })
  .refine(({ layoutId, wallId }) => (layoutId === undefined) === (wallId === undefined), {
    message: "a layout needs a wall, and a wall a layout",
    path: ["wallId"],
  })
  .refine(({ sound, alert }) => sound === undefined || alert !== undefined, {
    message: "a sound needs an alert",
    path: ["sound"],
  })
  .refine(({ cameras, layoutId, alert }) => cameras ?? layoutId ?? alert, {
    message: "a rule must do something",
  });

const ruleFields = {
  name: z.string().min(1).max(80),
  enabled: z.boolean().default(true),
  /** Of several, the lower goes first. */
  order: z.int().min(0).max(10_000).default(100),
  when: whenSchema,
  do: doSchema,
  /** How long its cameras and layout stay: until the incident is over, or for so many minutes at most. */
  until: z.union([z.literal("closed"), z.int().min(1).max(1440)]).default("closed"),
  priority: rulePrioritySchema.default("medium"),
};

export const ruleInputSchema = z.strictObject({ id: identifierSchema.optional(), ...ruleFields });
export type RuleInput = z.input<typeof ruleInputSchema>;

export const ruleSchema = z.object({
  id: identifierSchema,
  ...ruleFields,
  /** It does nothing about incidents that are older than this. */
  changedAt: z.iso.datetime(),
});
export type Rule = z.infer<typeof ruleSchema>;

/** Cameras that a rule brings, or would bring, to a wall. */
export const raisedCameraSchema = z.object({
  cameraId: identifierSchema,
  distanceM: z.number(),
  /** Whether it looks at the place; null where nobody knows where it looks. */
  sees: z.boolean().nullable(),
  /** It is lost at present. */
  lost: z.boolean(),
});
export type RaisedCamera = z.infer<typeof raisedCameraSchema>;

/** What a rule has on a wall because of incidents at one place, or will have once there is room for it. */
export const raiseSchema = z.object({
  id: z.string(),
  ruleId: identifierSchema,
  ruleName: z.string(),
  wallId: identifierSchema,
  incidentIds: z.array(identifierSchema).min(1),
  priority: rulePrioritySchema,
  cameras: z.array(raisedCameraSchema),
  layoutId: identifierSchema.nullable(),
  since: z.iso.datetime(),
  /** When it came to the wall; absent while it waits. */
  raisedAt: z.iso.datetime().optional(),
  endsAt: z.iso.datetime().optional(),
});
export type Raise = z.infer<typeof raiseSchema>;

export const ruleTrialInputSchema = z
  .strictObject({
    rule: ruleInputSchema,
    /** Incidents that occurred at or after, and before. */
    from: z.iso.datetime({ offset: true }),
    until: z.iso.datetime({ offset: true }),
  })
  .refine(({ from, until }) => Date.parse(from) < Date.parse(until), {
    message: "it ends before it begins",
    path: ["until"],
  });

/** What a rule would have done. */
export const ruleTrialSchema = z.object({
  /** Incidents that were looked at: the newest of that time. */
  looked: z.int(),
  /** Whether there were more than were looked at. */
  more: z.boolean(),
  matched: z.int(),
  /** How many more layout changes and alerts it would have asked for than the governor lets through at once. */
  heldChanges: z.int(),
  heldAlerts: z.int(),
  /** The newest of those that match. */
  incidents: z.array(
    z.object({
      id: identifierSchema,
      text: z.string(),
      kind: z.string(),
      severity: severitySchema,
      receivedAt: z.iso.datetime(),
      cameras: z.array(raisedCameraSchema),
      heldChange: z.boolean(),
      heldAlert: z.boolean(),
    }),
  ),
});
export type RuleTrial = z.infer<typeof ruleTrialSchema>;
