import { articleOf } from "../../../layouts/budget.ts";
import { panelModels } from "../../../layouts/library.ts";
import type { Panel } from "../../../layouts/panel.ts";
import type { Wall } from "../../../layouts/site.ts";

/** Panels of a wall that are bought as one kind: of one model or size, and of one status. */
export interface PanelGroup {
  /** As the library calls it; null of a panel that it does not have. */
  readonly model: string | null;
  /** As prices name it. */
  readonly article: string;
  readonly kind: Panel["kind"];
  readonly status: Panel["status"];
  /** Upright, millimetres and pixels. */
  readonly widthMm: number;
  readonly heightMm: number;
  readonly pixelWidth: number;
  readonly pixelHeight: number;
  readonly count: number;
  /** Square metres of all of them, bezels included. */
  readonly area: number;
}

function modelName({ model }: Panel): string | null {
  const models: Readonly<Record<string, { readonly name: string }>> = panelModels;
  return model !== undefined && Object.hasOwn(models, model)
    ? (models[model]?.name ?? model)
    : (model ?? null);
}

/** One panel as a group, as it stands upright: a monitor that hangs on its side is the same article. */
function groupOf(panel: Panel): PanelGroup {
  const { kind, status, widthMm, heightMm, canvas, turn = 0 } = panel;
  const upright = turn === 0 || turn === 180;
  return {
    model: modelName(panel),
    article: articleOf(panel),
    kind,
    status,
    widthMm: upright ? widthMm : heightMm,
    heightMm: upright ? heightMm : widthMm,
    pixelWidth: upright ? canvas.width : canvas.height,
    pixelHeight: upright ? canvas.height : canvas.width,
    count: 1,
    area: (widthMm * heightMm) / 1e6,
  };
}

/** The panels of a wall by article and status, in the order in which they first come. */
export function panelGroups({ panels }: Pick<Wall, "panels">): PanelGroup[] {
  const groups = new Map<string, PanelGroup>();
  for (const panel of panels) {
    const { count, area, ...article } = groupOf(panel);
    const key = JSON.stringify(article);
    const before = groups.get(key);
    groups.set(key, { ...article, count: (before?.count ?? 0) + count, area: (before?.area ?? 0) + area });
  }
  return [...groups.values()];
}
