import { z } from "zod";

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
