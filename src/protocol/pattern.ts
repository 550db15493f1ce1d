import { z } from "zod";
import { patternNameSchema } from "../layouts/patterns/all.ts";
import { patternTargetSchema } from "../layouts/patterns/target.ts";

/** So long a test pattern stays unless it is said how long, seconds. */
export const PATTERN_SECONDS = 600;

export const patternInputSchema = z.strictObject({
  pattern: patternNameSchema,
  /** How long it stays; 10 minutes where it is left out. */
  seconds: z.int().min(1).max(86_400).optional(),
});

/** A test pattern on the glass. */
export const shownPatternSchema = z.object({
  /** Its target as it stands in addresses: `wall:ID`, `panel:WALL:ID` or `output:ID`. */
  id: z.string(),
  target: patternTargetSchema,
  pattern: patternNameSchema,
  startedBy: z.string(),
  startedAt: z.iso.datetime(),
  /** When it ends by itself. */
  endsAt: z.iso.datetime(),
});
export type ShownPattern = z.infer<typeof shownPatternSchema>;
