import type { Problem } from "../../../layouts/problem.ts";
import type { Site } from "../../../layouts/site.ts";
import { validateSite } from "../../../layouts/validate.ts";

const known = new WeakMap<Site, readonly Problem[]>();

/** `validateSite`, once for each site: a draft's sites are never written to, and each is judged at its edit and told after. */
export function problemsOf(site: Site): readonly Problem[] {
  const before = known.get(site);
  if (before !== undefined) return before;
  const found = validateSite(site);
  known.set(site, found);
  return found;
}
