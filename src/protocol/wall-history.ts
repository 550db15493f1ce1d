import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { tileSchema } from "../layouts/layout.ts";
import { sizeSchema } from "../layouts/rect.ts";
import { glassIncidentSchema } from "./glass-incident.ts";
import { incidentCountsSchema, severitySchema } from "./incident.ts";
import { takerSchema } from "./taker.ts";
import { pictureStateSchema } from "./truth.ts";

/** Days of which a wall's history is kept. */
export const HISTORY_DAYS = 30;

/** How a tile was; `unseen` where no page showed it, or said nothing of it. */
const pastTileSchema = z.object({
  tileId: identifierSchema,
  state: z.union([pictureStateSchema, z.literal("unseen")]),
  frozen: z.boolean(),
});
export type PastTile = z.infer<typeof pastTileSchema>;

/** Which tour a picture was a step of, and who started it. */
const pastTourSchema = z.object({
  id: identifierSchema,
  startedBy: z.string(),
  startedAs: takerSchema.optional(),
});

const pastTakeSchema = z.object({
  /** Of a step of a tour: the id of the first in that row of steps. */
  takeId: z.string(),
  layoutId: identifierSchema.nullable(),
  takenAt: z.iso.datetime(),
  takenBy: z.string(),
  takenAs: takerSchema.optional(),
  tour: pastTourSchema.optional(),
  /** As they were on the glass. */
  tiles: z.array(tileSchema),
});

/** What is kept of a wall whenever it is another. */
export const wallEventSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("take"), take: pastTakeSchema, canvas: sizeSchema }),
  /** Every tile of the take, whole at each change. */
  z.object({ kind: z.literal("states"), tiles: z.array(pastTileSchema) }),
]);
export type WallEvent = z.infer<typeof wallEventSchema>;

/** Something that was seen on the wall, to step to. */
const pastChangeSchema = z.discriminatedUnion("what", [
  z.object({
    what: z.literal("take"),
    at: z.iso.datetime(),
    by: z.string(),
    as: takerSchema.optional(),
    layoutId: identifierSchema.nullable(),
  }),
  /** Steps of a tour that nothing else came between, as one. */
  z.object({
    what: z.literal("tour"),
    /** The first of them in the time that is asked for. */
    at: z.iso.datetime(),
    /** The last of them in that time. */
    until: z.iso.datetime(),
    steps: z.int(),
    name: z.string(),
    by: z.string(),
    as: takerSchema.optional(),
  }),
  /** `wrong`: tiles that had no live picture from then on. */
  z.object({ what: z.literal("states"), at: z.iso.datetime(), wrong: z.int() }),
  z.object({
    what: z.literal("incident"),
    at: z.iso.datetime(),
    by: z.string(),
    incidentId: identifierSchema,
    /** What became of it; `changed` where it is another in some field. */
    became: z.enum(["reported", "changed", "acknowledged", "closed", "reopened"]),
    severity: severitySchema,
    text: z.string(),
  }),
]);
export type PastChange = z.infer<typeof pastChangeSchema>;

export const pastQuerySchema = z.strictObject({
  from: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }),
});
/** The newest of that time, at most; oldest first. */
export const PAST_CHANGES = 1000;
export const pastChangesSchema = z.array(pastChangeSchema).max(PAST_CHANGES);

export const momentQuerySchema = z.strictObject({ at: z.iso.datetime({ offset: true }) });

/** A wall as it was at one moment: what was taken, how its tiles were, and what its overlays told. */
export const pastMomentSchema = z.object({
  at: z.iso.datetime(),
  canvas: sizeSchema,
  /** Null before the first that is kept. */
  take: pastTakeSchema.nullable(),
  tiles: z.array(pastTileSchema),
  incidents: z.array(glassIncidentSchema),
  incidentCounts: incidentCountsSchema,
});
