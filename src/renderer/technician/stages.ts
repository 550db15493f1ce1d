import type { Site } from "../../layouts/site.ts";
import { moveToStage, presets, type PresetName, stages } from "../../layouts/sites/index.ts";

/** The stages of the family that the site comes from; none for a site of one's own. */
export function stagesOf(site: Site): readonly PresetName[] {
  const families: readonly (readonly PresetName[])[] = Object.values(stages);
  return families.find((family) => family.some((name) => presets[name]().site.id === site.id)) ?? [];
}

/** The arrangement alone: what a stage puts in the place of the site's own. */
function arrangement({ walls, outputs, viewports }: Site): string {
  return JSON.stringify({ walls, outputs, viewports });
}

/** The stage that the site stands at, or null where somebody has arranged it by hand since. */
export function stageOf(site: Site): PresetName | null {
  const now = arrangement(site);
  return stagesOf(site).find((name) => arrangement(presets[name]().site) === now) ?? null;
}

/** The site at another stage; its layouts are moved by the core when it is put there. */
export function siteAtStage(site: Site, stage: PresetName): Site {
  return moveToStage(site, [], stage).site;
}
