import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { assignmentSchema, incidentFields } from "./incident.ts";

const { source: _, occurredAt: __, expiresAt: ___, reporter: ____, ...told } = incidentFields;

/** What a drill says happens, at its time. Steps of one `ref` are about one incident. */
const drillStepSchema = z.discriminatedUnion("what", [
  z.strictObject({
    what: z.literal("reported"),
    /** Seconds after the drill's start. */
    atS: z.number().min(0).max(86_400),
    ref: identifierSchema,
    incident: z.strictObject(told),
    /** How long it stands if nobody ends it, seconds of the drill. */
    lastsS: z.number().positive().max(86_400).optional(),
  }),
  z.strictObject({
    what: z.literal("changed"),
    atS: z.number().min(0).max(86_400),
    ref: identifierSchema,
    severity: incidentFields.severity.optional(),
    text: incidentFields.text.optional(),
  }),
  z.strictObject({
    what: z.literal("ended"),
    atS: z.number().min(0).max(86_400),
    ref: identifierSchema,
    outcome: z.string().max(500).optional(),
  }),
]);
export type DrillStep = z.infer<typeof drillStepSchema>;

/** A scripted day of incidents. */
export const drillScriptSchema = z
  .strictObject({
    id: identifierSchema,
    name: z.string().min(1).max(120),
    steps: z.array(drillStepSchema).min(1).max(500),
  })
  .refine(
    ({ steps }) => {
      const reported = new Set<string>();
      return steps.toSorted(inTime).every(({ what, ref }) => {
        if (what === "reported") return !reported.has(ref) && reported.add(ref).size > 0;
        return reported.has(ref);
      });
    },
    { path: ["steps"], message: "an incident is reported once, before it changes or ends" },
  );
export type DrillScript = z.infer<typeof drillScriptSchema>;

/** Steps in the order in which they happen; those of one moment as they are listed. */
export function inTime(a: DrillStep, b: DrillStep): number {
  return a.atS - b.atS;
}

export const drillStartSchema = z.strictObject({
  /** How many times faster than it is written. */
  speed: z.number().min(0.1).max(1000).default(1),
});

/** A drill that is being played. */
export const runningDrillSchema = z.object({
  /** Of this playing of it, for its report. */
  runId: identifierSchema,
  scriptId: identifierSchema,
  name: z.string(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
  speed: z.number(),
  /** Steps that have happened, of how many. */
  done: z.int(),
  steps: z.int(),
  /** When the next one happens; absent after the last, and while it is paused. */
  nextAt: z.iso.datetime().optional(),
  /** Since when nothing more happens; what was reported goes on as it is. */
  pausedAt: z.iso.datetime().optional(),
});
export type RunningDrill = z.infer<typeof runningDrillSchema>;

export const drillsSchema = z.object({
  /** One that is made for this site and its cameras, then those that were written here. */
  scripts: z.array(drillScriptSchema),
  running: runningDrillSchema.nullable(),
});

/** A drill that was played, or is. */
export const drillRunSchema = z.object({
  id: identifierSchema,
  scriptId: identifierSchema,
  name: z.string(),
  startedAt: z.iso.datetime(),
  startedBy: z.string(),
  speed: z.number(),
  done: z.int(),
  steps: z.int(),
  /** For how long it was paused, milliseconds. */
  pausedMs: z.int(),
  /** Absent while it is played. */
  endedAt: z.iso.datetime().optional(),
  /** Absent also where the core ended in it. */
  endedBy: z.string().optional(),
});
export type DrillRun = z.infer<typeof drillRunSchema>;

const bySomebodySchema = z.object({ at: z.iso.datetime(), by: z.string() });

/** What happened in a drill: what was reported, and what people did about it. */
export const drillReportSchema = z.object({
  run: drillRunSchema,
  incidents: z.array(
    z.object({
      id: identifierSchema,
      kind: incidentFields.kind,
      severity: incidentFields.severity,
      text: z.string(),
      place: z.string().optional(),
      reportedAt: z.iso.datetime(),
      /** By a person; absent where nobody did. */
      acknowledged: bySomebodySchema.optional(),
      /** By a person; absent where the script or the end of the drill did, or it stands. */
      closed: bySomebodySchema.optional(),
      outcome: z.string().optional(),
      assignments: z.array(assignmentSchema),
    }),
  ),
});
export type DrillReport = z.infer<typeof drillReportSchema>;
