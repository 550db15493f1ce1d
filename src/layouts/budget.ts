import type { Panel } from "./panel.ts";
import type { Site } from "./site.ts";

type Bought = Pick<Panel, "kind" | "model" | "turn" | "widthMm" | "heightMm" | "canvas">;

/**
 * As what a panel is bought: the library's id, or else its kind, size and pixels, upright, as in
 * `lcd-1213.5x684.3-1920x1080`.
 */
export function articleOf({ kind, model, turn = 0, widthMm, heightMm, canvas }: Bought): string {
  if (model !== undefined) return model;
  const upright = turn === 0 || turn === 180;
  const [width, height] = upright ? [widthMm, heightMm] : [heightMm, widthMm];
  const [across, down] = upright ? [canvas.width, canvas.height] : [canvas.height, canvas.width];
  return `${kind}-${width}x${height}-${across}x${down}`;
}

/** Panels of one article that are to be bought. */
export interface Purchase {
  readonly article: string;
  readonly count: number;
  /** Of all of them; null where nobody has said what one costs. */
  readonly rupiah: number | null;
}

function counts(site: Pick<Site, "walls">, status: Panel["status"]): Map<string, number> {
  const found = new Map<string, number>();
  for (const panel of site.walls.flatMap(({ panels }) => panels)) {
    if (panel.status !== status) continue;
    const article = articleOf(panel);
    found.set(article, (found.get(article) ?? 0) + 1);
  }
  return found;
}

/**
 * What is to be bought for the planned panels of `stage`, by article, at the prices of `site` and less the panels that it
 * has; with the site itself as its stage, all of its planned ones.
 */
export function purchases(
  site: Pick<Site, "walls" | "prices">,
  stage: Pick<Site, "walls"> = site,
): Purchase[] {
  const here = stage === site ? new Map<string, number>() : counts(site, "present");
  return [...counts(stage, "planned")].flatMap(([article, planned]): Purchase[] => {
    const count = planned - (here.get(article) ?? 0);
    if (count <= 0) return [];
    const price = (site.prices ?? []).find((each) => each.article === article);
    return [{ article, count, rupiah: price === undefined ? null : count * price.rupiah }];
  });
}

/** What some purchases cost together; null where the price of one is not known. */
export function costOf(some: readonly Purchase[]): number | null {
  let sum = 0;
  for (const { rupiah } of some) {
    if (rupiah === null) return null;
    sum += rupiah;
  }
  return sum;
}
