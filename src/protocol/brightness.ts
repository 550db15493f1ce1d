import { z } from "zod";
import { percentSchema } from "../layouts/brightness.ts";
import { identifierSchema } from "../layouts/identifier.ts";

/** What makes a display brighter and darker now. */
export const dimmerSchema = z.enum(["monitor", "layer", "processor"]);
export type Dimmer = z.infer<typeof dimmerSchema>;

/** How bright everything is to be now, for those who make it so. */
export const brightnessStateSchema = z.object({
  /** Percent; 100 where nobody has said. */
  percent: percentSchema,
  /** `schedule`: as the site says for this time of day. `manual`: as somebody said, until the schedule next changes it. */
  by: z.enum(["none", "schedule", "manual"]),
  /** Who said so. */
  name: z.string().nullable(),
  outputs: z.array(z.object({ outputId: identifierSchema, by: dimmerSchema })),
});
export type BrightnessState = z.infer<typeof brightnessStateSchema>;

/** By hand; null gives it back to the schedule. */
export const brightnessWishSchema = z.object({ percent: percentSchema.nullable() });

/** The outputs of one machine whose monitors follow by DDC/CI. */
export const monitorDimmersSchema = z.object({ outputIds: z.array(identifierSchema).max(128) });
