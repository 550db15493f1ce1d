import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";

/** What stands over a wall that is hidden: a layout of that wall; null: the site's logo and name. */
export const standbyChoiceSchema = z.object({ layoutId: identifierSchema.nullable() });

/** A picture that was uploaded, drawn wherever nothing else was chosen; null: none. */
export const logoChoiceSchema = z.object({ imageId: identifierSchema.nullable() });

/** What people see while a wall is hidden. */
export const standbySchema = z.object({
  logoId: identifierSchema.nullable(),
  walls: z.array(standbyChoiceSchema.extend({ wallId: identifierSchema })),
});
export type Standby = z.infer<typeof standbySchema>;
