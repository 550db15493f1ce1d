import type { Problem } from "../../../layouts/problem.ts";
import type { Site } from "../../../layouts/site.ts";
import { validateSite } from "../../../layouts/validate.ts";

const known = new WeakMap<Site, readonly Problem[]>();

/**
 * `validateSite`, once for each site: a draft's sites are never written to, and each is judged at its edit and told after.
 * `before` is the site that it was made of.
 */
export function problemsOf(site: Site, before: Site | null = null): readonly Problem[] {
  const judged = known.get(site);
  if (judged !== undefined) return judged;
  const sound = before !== null && problemsOf(before).length === 0 ? before : null;
  const found = validateSite(site, sound);
  known.set(site, found);
  return found;
}
