import { z } from "zod";
import { rectSchema } from "../layouts/rect.ts";
import { monitorIdSchema } from "../layouts/site.ts";

/** Who a monitor says that it is, by its EDID. */
export const monitorSchema = monitorIdSchema.extend({
  /** As it calls itself; empty where it does not. */
  name: z.string().max(64),
  widthMm: z.number().positive().optional(),
  heightMm: z.number().positive().optional(),
});
export type Monitor = z.infer<typeof monitorSchema>;

/** A display of the core's own machine, as its shell finds it; in pixels of the desktop. */
export const displaySchema = z.object({
  /** What it answers to: its own name and those of its connectors. */
  names: z.array(z.string().max(128)).max(16),
  rect: rectSchema,
  primary: z.boolean(),
  monitor: monitorSchema.optional(),
});
export type Display = z.infer<typeof displaySchema>;

export const displaysSchema = z.array(displaySchema).max(64);
