import { z } from "zod";
import { siteSchema } from "../layouts/site.ts";

/** A site that is shown before it is stored. */
export const siteTrialSchema = z.object({
  id: z.string(),
  /** Who tries it. */
  by: z.string(),
  /** When the stored site comes back by itself. */
  endsAt: z.iso.datetime(),
});
export type SiteTrial = z.infer<typeof siteTrialSchema>;

/** The trial alone, for those who ask every second: a site of 2,000 panels is long. */
export const runningTrialSchema = z.object({ trial: siteTrialSchema.nullable() });

/** The site as the glass shows it: the stored one, or one that is tried. */
export const shownSiteSchema = runningTrialSchema.extend({ site: siteSchema });
