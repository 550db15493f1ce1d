import { z } from "zod";
import { geoPointSchema } from "../layouts/geography.ts";
import { identifierSchema } from "../layouts/identifier.ts";
import { faultReportSchema } from "./fault.ts";
import { fieldMappingSchema } from "./field-mapping.ts";
import { incidentFields, severitySchema } from "./incident.ts";
import { reportSchema } from "./report.ts";

const noLogin = (text: string) => !/^[a-z]+:\/\/[^/?#]*@/i.test(text);
const LOGIN_APART = "the login goes into its own fields";

const webAddressSchema = z
  .url({ protocol: /^https?$/ })
  .max(2048)
  .refine(noLogin, LOGIN_APART);
const brokerAddressSchema = z
  .url({ protocol: /^mqtts?$/ })
  .max(2048)
  .refine(noLogin, LOGIN_APART);

/** How the source's secret is shown to a web server; absent: it is not. */
const webLoginSchema = z.discriminatedUnion("scheme", [
  z.strictObject({ scheme: z.literal("basic"), username: z.string().min(1).max(256) }),
  z.strictObject({ scheme: z.literal("bearer") }),
  z.strictObject({ scheme: z.literal("header"), name: z.string().regex(/^[A-Za-z0-9-]{1,64}$/) }),
]);
export type WebLogin = z.infer<typeof webLoginSchema>;

const webFields = { url: webAddressSchema, login: webLoginSchema.optional() };

/** One adapter each: how the source is reached, and how what it says is read. */
export const sourceAdapterSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("webhook"),
    /** Seconds by which the sender's clock and ours may differ. */
    windowS: z.int().min(10).max(86_400).default(300),
    /** Absent: what is sent are reports of our own form. */
    mapping: fieldMappingSchema.optional(),
    /** Told, signed the same way, of what is done here to incidents that came from it. */
    callback: webAddressSchema.optional(),
  }),
  /** CAP 1.2 by Atom or RSS, or a single alert. */
  z.strictObject({
    kind: z.literal("cap"),
    ...webFields,
    /** Of several languages the one that is shown (BCP 47); where it is missing English, else the first. */
    language: z.string().min(2).max(35).default("id"),
  }),
  z.strictObject({
    kind: z.literal("bmkg"),
    /** The folder of the three files. */
    url: webAddressSchema.default("https://data.bmkg.go.id/DataMKG/TEWS/"),
    leastMagnitude: z.number().min(0).max(10).default(0),
    /** Only what is within this many kilometres of a place, or may bring a tsunami; absent: all. */
    near: geoPointSchema.extend({ km: z.number().min(1).max(20_000) }).optional(),
  }),
  z.strictObject({
    kind: z.literal("open311"),
    ...webFields,
    jurisdiction: z.string().min(1).max(200).optional(),
    /** How far back requests are asked for, days; the standard allows 90. */
    days: z.int().min(1).max(90).default(7),
    /** What service codes mean here. */
    kinds: z.record(z.string().min(1).max(120), incidentFields.kind).optional(),
  }),
  z.strictObject({ kind: z.literal("geojson"), ...webFields, mapping: fieldMappingSchema }),
  z.strictObject({ kind: z.literal("json"), ...webFields, mapping: fieldMappingSchema }),
  z.strictObject({
    kind: z.literal("mqtt"),
    url: brokerAddressSchema,
    username: z.string().min(1).max(256).optional(),
    topics: z.array(z.string().min(1).max(1000)).min(1).max(32),
    mapping: fieldMappingSchema,
  }),
  z.strictObject({
    kind: z.literal("csv"),
    /** A folder of the core's machine. */
    folder: z.string().min(1).max(1000),
    mapping: fieldMappingSchema,
  }),
]);
export type SourceAdapter = z.infer<typeof sourceAdapterSchema>;
export type AdapterKind = SourceAdapter["kind"];
export type AdapterOf<Kind extends AdapterKind> = Extract<SourceAdapter, { kind: Kind }>;

/** What stands in for what a source does not say. */
const sourceDefaultsSchema = z.strictObject({
  kind: incidentFields.kind.default("other"),
  severity: severitySchema.default("medium"),
  /** Minutes after which an incident expires whose source names no end; absent: never. */
  lifetimeMin: z.int().min(1).max(525_600).optional(),
});
export type SourceDefaults = z.infer<typeof sourceDefaultsSchema>;

const sourceFields = {
  /** As it is named on the glass, unless it names somebody itself. */
  name: z.string().min(1).max(120),
  enabled: z.boolean(),
  adapter: sourceAdapterSchema,
  /** Seconds between two askings; of what comes by itself without meaning. */
  everyS: z.int().min(5).max(86_400),
  defaults: sourceDefaultsSchema,
};

export const sourcePhases = ["off", "waiting", "asking", "listening", "failing"] as const;

/** How a source is doing; counts are of this run of the core. */
export const sourceStateSchema = z.object({
  phase: z.enum(sourcePhases),
  /** When it last answered as it should, and when it last told something new. */
  lastOkAt: z.iso.datetime().optional(),
  lastChangeAt: z.iso.datetime().optional(),
  nextAt: z.iso.datetime().optional(),
  error: faultReportSchema.optional(),
  /** By how much its clock is ahead of ours, milliseconds; its times of expiry are judged by it. */
  clockAheadMs: z.int().optional(),
  /** Reports that came, those that told of something for the first time, and those that could not be understood. */
  received: z.int(),
  new: z.int(),
  refused: z.int(),
  /** Why the last one was not understood. */
  lastRefusal: z.string().optional(),
  /** It ought to have been heard of by now, and was not since then: what it told may be out of date. */
  silentSince: z.iso.datetime().optional(),
  /** What was done here and it has not been told yet. */
  waitingAnswers: z.int(),
});
export type SourceState = z.infer<typeof sourceStateSchema>;

/** As it is stored: without its state and its secrets. */
export const storedSourceSchema = z.object({ id: identifierSchema, ...sourceFields });
export type StoredSource = z.infer<typeof storedSourceSchema>;

export const incidentSourceSchema = storedSourceSchema.extend({
  hasSecret: z.boolean(),
  state: sourceStateSchema,
});
export type IncidentSource = z.infer<typeof incidentSourceSchema>;

/** Write only. Of a webhook all that are good now, the first signs what is sent back; of others the first is shown. */
const secretsSchema = z.array(z.string().min(1).max(512)).max(4);

export const incidentSourceInputSchema = z.strictObject({
  ...sourceFields,
  /** Absent: made of its name. */
  id: identifierSchema.optional(),
  enabled: sourceFields.enabled.default(true),
  everyS: sourceFields.everyS.default(60),
  defaults: sourceDefaultsSchema.default({ kind: "other", severity: "medium" }),
  /** Absent: none; a webhook is given one. */
  secrets: secretsSchema.optional(),
});
export type IncidentSourceInput = z.infer<typeof incidentSourceInputSchema>;

/** What is absent stays; secrets only as long as they would go to the same host for the same user. */
export const incidentSourcePatchSchema = z.strictObject({
  name: sourceFields.name.optional(),
  enabled: sourceFields.enabled.optional(),
  adapter: sourceAdapterSchema.optional(),
  everyS: sourceFields.everyS.optional(),
  defaults: sourceDefaultsSchema.optional(),
  secrets: secretsSchema.optional(),
});
export type IncidentSourcePatch = z.infer<typeof incidentSourcePatchSchema>;

/** A source that was added; `secret`: the one that the core made for it, told this once. */
export const addedSourceSchema = incidentSourceSchema.extend({ secret: z.string().optional() });

/** What was not understood, and where. */
export const sourceRemarkSchema = z.object({
  /** Name or number of the thing that was sent; "" of the whole. */
  where: z.string(),
  field: z.string(),
  detail: z.string(),
});
export type SourceRemark = z.infer<typeof sourceRemarkSchema>;

export const sourceTrialInputSchema = z.strictObject({
  /** The stored source that this would take the place of: its secret is used where host and user are the same. */
  sourceId: identifierSchema.optional(),
  source: incidentSourceInputSchema,
  /** What a webhook or MQTT would send, as JSON; of these nothing is asked for. */
  sample: z.string().max(100_000).optional(),
});

/**
 * What came, for whoever chooses the fields of a mapping: only of what is read by one. Paths are written as a mapping
 * has them.
 */
export const sourceAnswerSchema = z.object({
  /** Lists in it, the longest first, at most 20; "" is all that came. */
  lists: z.array(z.object({ path: z.string(), count: z.int() })),
  /** The list that `fields` are of: the mapping's, else the longest of objects; absent where there is one thing alone. */
  items: z.string().optional(),
  /** Of the first few things, at most 200, each with the first value that was not empty, cut to 120 characters. */
  fields: z.array(z.object({ path: z.string(), value: z.string() })),
});
export type SourceAnswer = z.infer<typeof sourceAnswerSchema>;

/** What would become of a report. */
export const trialOutcomes = ["new", "changed", "ended", "same", "old"] as const;
export const sourceTrialSchema = z.object({
  /** How many reports came. */
  count: z.int(),
  /** The first of them, at most 50. */
  reports: z.array(
    z.object({
      report: reportSchema,
      outcome: z.enum(trialOutcomes),
      /** The incident that it would change, or be the same as. */
      incidentId: identifierSchema.optional(),
    }),
  ),
  /** At most 50. */
  remarks: z.array(sourceRemarkSchema),
  refused: z.int(),
  clockAheadMs: z.int().optional(),
  answer: sourceAnswerSchema.optional(),
});
export type SourceTrial = z.infer<typeof sourceTrialSchema>;
