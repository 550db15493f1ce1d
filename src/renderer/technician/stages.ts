import { articleOf } from "../../layouts/budget.ts";
import { panelModels } from "../../layouts/library.ts";
import type { Panel } from "../../layouts/panel.ts";
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

/** What the site and the stages of its family plan to buy, with what one costs; null where nobody has said. */
export function articlesOf(site: Site): {
  readonly article: string;
  /** Of the library; null of a panel that is not in it. */
  readonly name: string | null;
  /** One of them. */
  readonly panel: Panel;
  readonly rupiah: number | null;
}[] {
  const names: Readonly<Record<string, { readonly name: string }>> = panelModels;
  const stagesOfIt = [site, ...stagesOf(site).map((name) => presets[name]().site)];
  const planned = stagesOfIt
    .flatMap(({ walls }) => walls.flatMap(({ panels }) => panels))
    .filter(({ status }) => status === "planned");
  return [...new Map(planned.map((panel) => [articleOf(panel), panel]))].map(([article, panel]) => ({
    article,
    panel,
    name: Object.hasOwn(names, article) ? (names[article]?.name ?? null) : null,
    rupiah: site.prices?.find((price) => price.article === article)?.rupiah ?? null,
  }));
}

/** The site with what one panel of an article costs, as somebody assumes it. */
export function withPrice(site: Site, article: string, rupiah: number): Site {
  const others = (site.prices ?? []).filter((price) => price.article !== article);
  return { ...site, prices: [...others, { article, rupiah }] };
}
