import { z } from "zod";
import { identifierSchema } from "./identifier.ts";

/** No panel costs a million million rupiah. */
export const MOST_RUPIAH = 1_000_000_000_000;

/** What one panel of an article costs at this site, and where that was published; without a source it is assumed. */
export const priceSchema = z.object({
  /** As `articleOf` of `budget.ts` names it. */
  article: identifierSchema,
  /** Whole rupiah. */
  rupiah: z.int().min(0).max(MOST_RUPIAH),
  source: z.url().max(300).optional(),
});
