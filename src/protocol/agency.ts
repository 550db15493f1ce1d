import { z } from "zod";
import { identifierSchema } from "../layouts/identifier.ts";
import { dialUriSchema } from "./dial.ts";
import { incidentFields } from "./incident.ts";

/** What an agency does at an incident of these kinds, step by step; no kinds: at any that has no list of its own. */
export const checklistSchema = z.strictObject({
  kinds: z.array(incidentFields.kind).max(32),
  steps: z.array(z.string().trim().min(1).max(300)).min(1).max(40),
});
export type Checklist = z.infer<typeof checklistSchema>;

/** One that is asked to follow up: the police, public works, the fire brigade. */
export const agencySchema = z.strictObject({
  id: identifierSchema,
  name: z.string().trim().min(1).max(120),
  /** For marks and lists: `Damkar`. */
  shortName: z.string().trim().min(1).max(24),
  /** The kinds of incident that it answers to; it is offered first at those. */
  kinds: z.array(incidentFields.kind).max(32),
  /** How it is called from the desk. */
  dial: z.array(dialUriSchema).max(8),
  checklists: z.array(checklistSchema).max(32),
});
export type Agency = z.infer<typeof agencySchema>;

/** PUT: the id stands in the address. */
export const agencyInputSchema = agencySchema.omit({ id: true });

/** An agency with its version, for `If-Match`. */
export const listedAgencySchema = z.object({ ...agencySchema.shape, version: z.int() });
export type ListedAgency = z.infer<typeof listedAgencySchema>;

/** The list for incidents of `kind`: one that names it, else the one for any kind; null where there is neither. */
export function checklistFor({ checklists }: Pick<Agency, "checklists">, kind: string): Checklist | null {
  return (
    checklists.find(({ kinds }) => kinds.includes(kind)) ??
    checklists.find(({ kinds }) => kinds.length === 0) ??
    null
  );
}
