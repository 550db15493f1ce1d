import { z } from "zod";
import { roleSchema } from "./role.ts";

const speed = z.number().min(-1).max(1);
const turning = { pan: speed.optional(), tilt: speed.optional() };

/**
 * What a camera's head is told. `continuous`: speeds, until `stop` or until none came anew for two seconds;
 * `relative`: a way; `absolute`: a place; pan and tilt from -1 (left, down) to 1, zoom from -1 (wider) to 1, as a
 * place from 0 to 1. An axis that is left out stays as it is.
 */
export const ptzOrderSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("continuous"), ...turning, zoom: speed.optional() }),
  z.strictObject({ kind: z.literal("relative"), ...turning, zoom: speed.optional() }),
  z.strictObject({ kind: z.literal("absolute"), ...turning, zoom: z.number().min(0).max(1).optional() }),
  z.strictObject({ kind: z.literal("preset"), preset: z.string().min(1).max(64) }),
  z.strictObject({ kind: z.literal("stop") }),
]);
export type PtzOrder = z.infer<typeof ptzOrderSchema>;

export const ptzPresetSchema = z.object({ token: z.string(), name: z.string() });
export type PtzPreset = z.infer<typeof ptzPresetSchema>;

/** What the head of a camera offers; `moves` is false where it has none. */
export const ptzSchema = z.object({ moves: z.boolean(), presets: z.array(ptzPresetSchema) });
export type Ptz = z.infer<typeof ptzSchema>;

/** Who steers a camera: from the first order until 15 s after the last, or until it is given up. */
export const ptzLockSchema = z.object({
  by: z.string(),
  role: roleSchema,
  since: z.iso.datetime(),
  until: z.iso.datetime(),
});
export type PtzLock = z.infer<typeof ptzLockSchema>;

/** The same as one session sees it: somebody at two desks steers from one of them. */
export const ptzLockFaceSchema = z.object({
  /** Null where nobody steers. */
  lock: ptzLockSchema.nullable(),
  /** Whether it is its own. */
  mine: z.boolean(),
  /** Whether it may take it from who steers: its role is a higher one, or it is the same person at another desk. */
  mayTakeOver: z.boolean(),
});
export type PtzLockFace = z.infer<typeof ptzLockFaceSchema>;
