import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

/** What somebody has before them at a desk. */
export const presenceInputSchema = z.strictObject({
  wallId: identifierSchema,
  /** The layout that is prepared there. */
  layoutId: identifierSchema.nullable(),
  /** Of that layout, or where there is none of what is on the wall. */
  tileIds: z.array(identifierSchema).max(256),
});
export type PresenceInput = z.infer<typeof presenceInputSchema>;

/** One open desk; a desk that has not said so for `PRESENCE_MS` is none. */
export const presenceSchema = presenceInputSchema.extend({
  /** As its page called it. */
  id: z.string(),
  name: z.string(),
  since: z.iso.datetime(),
});
export type Presence = z.infer<typeof presenceSchema>;

/** How long a desk that does not say so is believed to be open, milliseconds. */
export const PRESENCE_MS = 25_000;
