import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { severitySchema } from "./incident.ts";

/** Figures of a month of incidents, for whoever answers for them. */

/** A month of the site's calendar, as `2026-11`. */
export const monthQuerySchema = z.strictObject({
  month: z.string().regex(/^(?:19[789]\d|20\d\d)-(?:0[1-9]|1[0-2])$/, "a month as 2026-11"),
});

/** Outcomes by which the desk says that a report was false, in each of its languages. */
export const falseOutcomes: readonly string[] = ["Laporan palsu", "False report"];

/** How long something took, seconds, of those that have it: by nearest rank. */
const timesSchema = z.object({
  count: z.int(),
  medianS: z.number().nullable(),
  p95S: z.number().nullable(),
});
export type Times = z.infer<typeof timesSchema>;

const responseSchema = z.object({
  /** From when it was received until somebody took note of it, an agency was asked, and it was closed. */
  acknowledge: timesSchema,
  assign: timesSchema,
  close: timesSchema,
  /** From when an agency was asked until it accepted, and until its crew was there. */
  accept: timesSchema,
  arrive: timesSchema,
});
export type Response = z.infer<typeof responseSchema>;

/** Of incidents that occurred within the month, without those of drills and those that were made part of another. */
export const monthSchema = z.object({
  month: z.string(),
  zone: z.string(),
  from: z.iso.datetime(),
  until: z.iso.datetime(),
  incidents: z.int(),
  closed: z.int(),
  /** Closed with the outcome that says so. */
  falseReports: z.int(),
  /** Made part of another, and left out. */
  joined: z.int(),
  byKind: z.array(z.object({ kind: z.string(), count: z.int() })),
  bySeverity: z.array(z.object({ severity: severitySchema, count: z.int() })),
  bySource: z.array(z.object({ source: z.string(), count: z.int() })),
  response: responseSchema,
  /** Of the incidents that each agency was asked to follow up. */
  agencies: z.array(
    z.object({ agencyId: identifierSchema, name: z.string(), asked: z.int(), response: responseSchema }),
  ),
  /** What rules asked operators for; null of a month of which that is not kept any more. */
  alerts: z.object({ count: z.int(), answered: z.int() }).nullable(),
});
export type Month = z.infer<typeof monthSchema>;
