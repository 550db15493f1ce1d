import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { severitySchema } from "../layouts/severity.ts";
import { incidentStatusSchema } from "./incident.ts";
import { outputStateSchema } from "./output.ts";
import { roleSchema } from "./role.ts";
import { takerSchema } from "./taker.ts";
import { pictureStateSchema } from "./truth.ts";
import { curtainSchema, wallLockSchema } from "./wall.ts";

/** How the walls and the city stood when a shift was handed over, with the names that things had then. */
export const openMattersSchema = z.object({
  at: z.iso.datetime(),
  /** Those that are not closed, the most urgent first. */
  incidents: z.array(
    z.object({
      id: identifierSchema,
      severity: severitySchema,
      status: incidentStatusSchema,
      text: z.string(),
      place: z.string().optional(),
      since: z.iso.datetime(),
      /** Of an exercise. */
      drill: z.literal(true).optional(),
      /** Who took note of it. */
      acknowledgedBy: z.string().optional(),
      /** The agencies that were asked and are not done, with how far each is. */
      agencies: z
        .array(z.object({ name: z.string(), state: z.enum(["asked", "accepted", "arrived", "helpAsked"]) }))
        .optional(),
    }),
  ),
  /** Cameras that somebody watches and that send nothing. */
  cameras: z.array(z.object({ cameraId: identifierSchema, name: z.string(), state: pictureStateSchema })),
  /** Displays that no page shows. */
  outputs: z.array(
    z.object({ outputId: identifierSchema, name: z.string(), state: outputStateSchema.shape.state }),
  ),
  /** Layouts that were edited since their wall was handed over before, or for half a day, the last one first. */
  layouts: z
    .array(
      z.object({
        layoutId: identifierSchema,
        wallId: identifierSchema,
        name: z.string(),
        /** Edits that were kept, and who made them. */
        changes: z.int().min(1),
        by: z.array(z.string()),
        lastAt: z.iso.datetime(),
      }),
    )
    .optional(),
  walls: z.array(
    z.object({
      wallId: identifierSchema,
      name: z.string(),
      /** What people call what is on it; null where it has no name. */
      layout: z.string().nullable(),
      /** Whether it was changed since it was taken. */
      changed: z.boolean(),
      takenAt: z.iso.datetime().nullable(),
      takenBy: z.string().nullable(),
      takenAs: takerSchema.optional(),
      cameras: z.array(z.object({ cameraId: identifierSchema, name: z.string() })),
      curtain: curtainSchema.nullable(),
      lock: wallLockSchema.nullable(),
    }),
  ),
});
export type OpenMatters = z.infer<typeof openMattersSchema>;

/** A signature: whose account, with which role, and when. */
const signatureSchema = z.object({ name: z.string(), role: roleSchema, at: z.iso.datetime() });
export type Signature = z.infer<typeof signatureSchema>;

/** A shift as it was handed over. It is never changed; taking it over is added once. */
export const handoverSchema = z.object({
  id: z.string(),
  /** Its name as it was given. */
  shift: z.string(),
  notes: z.string(),
  matters: openMattersSchema,
  from: signatureSchema,
  /** Null while nobody took it over. */
  to: signatureSchema.nullable(),
});
export type Handover = z.infer<typeof handoverSchema>;

export const handoverFaceSchema = handoverSchema.omit({ matters: true });
export type HandoverFace = z.infer<typeof handoverFaceSchema>;

/** What shows that a signature is one's own: the PIN, or the password. */
const proof = { pin: z.string().min(1).max(64).optional(), password: z.string().min(1).max(1024).optional() };

/** `wallIds`: the walls that are handed over; left out: all that who signs sees. */
export const handoverInputSchema = z.strictObject({
  shift: z.string().trim().min(1).max(60),
  notes: z.string().trim().max(8_000).default(""),
  wallIds: z.array(identifierSchema).min(1).max(32).optional(),
  ...proof,
});

/** Who takes a shift over signs at whichever desk; `name` left out: as who is signed in there. */
export const takeOverSchema = z.strictObject({ name: z.string().min(1).max(120).optional(), ...proof });
