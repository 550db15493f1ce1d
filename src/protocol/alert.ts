import { z } from "zod";
import { geoPointSchema } from "../layouts/geography.ts";
import { identifierSchema } from "../layouts/identifier.ts";
import { incidentFields, severitySchema } from "./incident.ts";
import { rulePrioritySchema } from "./rule.ts";

/** What an operator can be told at once, and in how long, milliseconds: what EEMUA 191 and ISA-18.2 call manageable. */
export const ALERTS_AT_MOST = 6;
export const ALERTS_WINDOW_MS = 10 * 60_000;

/** A rule asks for an operator because of an incident. */
export const alertSchema = z.object({
  id: z.string(),
  ruleId: identifierSchema,
  ruleName: z.string(),
  incidentId: identifierSchema,
  kind: z.string(),
  severity: severitySchema,
  text: z.string(),
  place: z.string().optional(),
  location: geoPointSchema.optional(),
  source: z.string(),
  priority: rulePrioritySchema,
  sound: z.boolean(),
  drill: z.literal(true).optional(),
  since: z.iso.datetime(),
});
export type Alert = z.infer<typeof alertSchema>;

/** Alerts that an operator is told as one: at one place, or because there were too many. */
const alertItemSchema = z.object({
  id: z.string(),
  /** When this operator was told. */
  toldAt: z.iso.datetime(),
  count: z.int(),
  /** The most urgent of them. */
  alerts: z.array(alertSchema),
});
export type AlertItem = z.infer<typeof alertItemSchema>;

/** What waits for an operator. */
export const alertsSchema = z.object({
  /** The most urgent first. */
  told: z.array(alertItemSchema),
  /** Too many to be told yet: they are told as one when `until` has come. */
  held: z.object({ count: z.int(), until: z.iso.datetime(), alerts: z.array(alertSchema) }).nullable(),
  /** Alerts and raises that wait because somebody shelved them. */
  shelved: z.int(),
});
export type Alerts = z.infer<typeof alertsSchema>;

/** What is shelved: all that a rule does, all of a kind or a source, or all within so many metres of a point. */
const shelvedSchema = z.discriminatedUnion("by", [
  z.strictObject({ by: z.literal("rule"), ruleId: identifierSchema }),
  z.strictObject({ by: z.literal("kind"), kind: incidentFields.kind }),
  z.strictObject({ by: z.literal("source"), source: incidentFields.source }),
  z.strictObject({
    by: z.literal("place"),
    centre: geoPointSchema,
    radiusM: z.number().positive().max(50_000),
  }),
]);
export type Shelved = z.infer<typeof shelvedSchema>;

/** So long at most something is shelved, minutes: a day. */
export const SHELF_MINUTES = 24 * 60;

export const shelfInputSchema = z.strictObject({
  what: shelvedSchema,
  minutes: z.int().min(1).max(SHELF_MINUTES),
  reason: z.string().trim().min(1).max(200),
});
export type ShelfInput = z.infer<typeof shelfInputSchema>;

/** Rules do nothing about what is shelved until its end; what still stands then is done. */
export const shelfSchema = z.object({
  id: z.string(),
  what: shelvedSchema,
  reason: z.string(),
  by: z.string(),
  since: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type Shelf = z.infer<typeof shelfSchema>;

export const figuresQuerySchema = z.strictObject({
  /** How far back they go. */
  hours: z.coerce
    .number()
    .int()
    .min(1)
    .max(31 * 24)
    .default(24),
});

/** How the alerts of a time were, by the measures of ANSI/ISA-18.2, clause 16. */
export const alertFiguresSchema = z.object({
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  alerts: z.int(),
  /** In the ten minutes before `until`, and the most in any ten minutes. */
  lastTenMinutes: z.int(),
  peakTenMinutes: z.int(),
  /** Of the time, what had more than six alerts in the ten minutes before, 0 to 1. */
  floodShare: z.number(),
  /** Not answered yet, and those of them that are older than a day. */
  standing: z.int(),
  stale: z.int(),
  byPriority: z.array(z.object({ priority: rulePrioritySchema, count: z.int() })),
  /** Three of one source at one place within a minute, the worst first. */
  chattering: z.array(z.object({ source: z.string(), place: z.string(), count: z.int() })),
  mostFrequent: z.array(
    z.object({ ruleId: identifierSchema, ruleName: z.string(), kind: z.string(), count: z.int() }),
  ),
  /** From an alert to its answer by a person, seconds; null where none was answered. */
  response: z.object({ answered: z.int(), medianS: z.number().nullable(), p90S: z.number().nullable() }),
});
export type AlertFigures = z.infer<typeof alertFiguresSchema>;
