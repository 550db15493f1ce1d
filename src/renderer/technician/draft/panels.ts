import { bezelsOf, type Panel } from "../../../layouts/panel.ts";
import type { PanelModel } from "../../../layouts/library.ts";
import { overlaps } from "../../../layouts/rect.ts";
import type { Site, Viewport } from "../../../layouts/site.ts";
import type { Millimetres } from "../../../layouts/units.ts";
import { onCanvas } from "./canvas-place.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { say } from "./sentences.ts";
import { extentOf, mm, unwired, withPanels } from "./walls.ts";

/** Panels of one wall, by id. */
export interface Chosen {
  readonly wallId: string;
  readonly ids: ReadonlySet<string>;
}

/** `change` for each chosen panel, and its pixels put where its new millimetres say. */
function changed(
  site: Site,
  { wallId, ids }: Chosen,
  change: (panel: Panel) => Panel,
  follow?: (viewport: Viewport, before: Panel, after: Panel) => Viewport,
): Site {
  return withPanels(
    site,
    wallId,
    ({ panels }) => {
      const stay = panels.filter(({ id }) => !ids.has(id));
      const moved = onCanvas(panels.filter(({ id }) => ids.has(id)).map(change), stay);
      const now = new Map(moved.map((panel) => [panel.id, panel]));
      return panels.map((panel) => now.get(panel.id) ?? panel);
    },
    follow,
  );
}

/** The chosen panels that much further to the right and down. */
export function movePanels(site: Site, chosen: Chosen, dxMm: Millimetres, dyMm: Millimetres): Outcome {
  const wall = site.walls.find(({ id }) => id === chosen.wallId);
  if (wall === undefined || (dxMm === 0 && dyMm === 0)) return { site };
  if (wall.panels.every(({ id }) => chosen.ids.has(id))) return { site };
  return checked(
    site,
    changed(site, chosen, (panel) => ({ ...panel, xMm: mm(panel.xMm + dxMm), yMm: mm(panel.yMm + dyMm) })),
  );
}

const quarter = (turn: number): NonNullable<Panel["turn"]> => {
  const degrees = (turn + 360) % 360;
  return degrees === 90 || degrees === 180 || degrees === 270 ? degrees : 0;
};

function turned(panel: Panel): Panel {
  const { turn, ...rest } = panel;
  const { left, top, right, bottom } = bezelsOf(panel);
  const now = quarter((turn ?? 0) + 90);
  const { width, height } = panel.canvas;
  return {
    ...rest,
    widthMm: panel.heightMm,
    heightMm: panel.widthMm,
    bezelMm:
      typeof panel.bezelMm === "number"
        ? panel.bezelMm
        : { left: bottom, top: left, right: top, bottom: right },
    canvas: { ...panel.canvas, width: height, height: width },
    ...(now !== 0 && { turn: now }),
  };
}

/** The chosen panels turned clockwise by a quarter as one block, about its upper left corner. */
export function turnPanels(site: Site, chosen: Chosen): Outcome {
  const wall = site.walls.find(({ id }) => id === chosen.wallId);
  const block = wall?.panels.filter(({ id }) => chosen.ids.has(id)) ?? [];
  if (block.length === 0) return { site };
  const { leftMm, topMm, bottomMm } = extentOf(block);
  const next = changed(
    site,
    chosen,
    (panel) => ({
      ...turned(panel),
      xMm: mm(leftMm + (bottomMm - panel.yMm - panel.heightMm)),
      yMm: mm(topMm + (panel.xMm - leftMm)),
    }),
    // What a monitor hangs turned by, its picture is turned back by.
    (viewport, _, { canvas }) => ({ ...viewport, canvas, rotation: quarter(viewport.rotation - 90) }),
  );
  return checked(site, next);
}

export function removePanels(site: Site, { wallId, ids }: Chosen): Outcome {
  const left = withPanels(site, wallId, ({ panels }) => panels.filter(({ id }) => !ids.has(id)));
  return checked(
    site,
    unwired(left, (onWall, panelId) => onWall === wallId && ids.has(panelId)),
  );
}

export function setStatus(site: Site, chosen: Chosen, status: Panel["status"]): Outcome {
  const { wallId, ids } = chosen;
  const next = withPanels(site, wallId, ({ panels }) =>
    panels.map((panel) => (ids.has(panel.id) && panel.status !== status ? { ...panel, status } : panel)),
  );
  return checked(site, next);
}

/** What can be entered of a panel; what is left out stays. Pixels follow millimetres unless they are given. */
export type PanelPatch = Partial<
  Pick<Panel, "xMm" | "yMm" | "widthMm" | "heightMm" | "bezelMm"> & {
    readonly canvas: Partial<Panel["canvas"]>;
  }
>;

export function setPanels(site: Site, chosen: Chosen, { canvas, ...patch }: PanelPatch): Outcome {
  if (canvas === undefined)
    return checked(
      site,
      changed(site, chosen, (panel) => ({ ...panel, ...patch })),
    );
  const { wallId, ids } = chosen;
  const next = withPanels(site, wallId, ({ panels }) =>
    panels.map((panel) =>
      ids.has(panel.id) ? { ...panel, ...patch, canvas: { ...panel.canvas, ...canvas } } : panel,
    ),
  );
  return checked(site, next);
}

/** `wanted`, or with a number behind it where that is taken. */
export function freeId(wanted: string, taken: ReadonlySet<string>): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number += 1) {
    const id = `${wanted.slice(0, 58)}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** Copies of the chosen panels beside them: to the right, below, or else beside the wall. Their ids come along. */
export function copyPanels(site: Site, { wallId, ids }: Chosen): Outcome & { readonly copies?: string[] } {
  const wall = site.walls.find(({ id }) => id === wallId);
  const originals = wall?.panels.filter(({ id }) => ids.has(id)) ?? [];
  if (wall === undefined || originals.length === 0) return { site };
  const block = extentOf(originals);
  const whole = extentOf(wall.panels);
  const free = ([dx, dy]: readonly [number, number]) =>
    originals.every(({ xMm, yMm, widthMm, heightMm }) => {
      const area = { x: xMm + dx + 0.01, y: yMm + dy + 0.01, width: widthMm - 0.02, height: heightMm - 0.02 };
      return !wall.panels.some((other) =>
        overlaps(area, { x: other.xMm, y: other.yMm, width: other.widthMm, height: other.heightMm }),
      );
    });
  const beside = [
    [block.rightMm - block.leftMm, 0],
    [0, block.bottomMm - block.topMm],
    [whole.rightMm - block.leftMm, 0],
  ] as const;
  const offset = beside.find(free);
  if (offset === undefined) return refusedFor(say("noRoomToCopy", { count: originals.length }));
  const taken = new Set(wall.panels.map(({ id }) => id));
  const copies = originals.map((panel) => {
    const id = freeId(panel.id, taken);
    taken.add(id);
    const [dx, dy] = offset;
    return { ...panel, id, xMm: mm(panel.xMm + dx), yMm: mm(panel.yMm + dy) };
  });
  const next = withPanels(site, wallId, ({ panels }) => [...panels, ...onCanvas(copies, panels)]);
  return { ...checked(site, next), copies: copies.map(({ id }) => id) };
}

/** One more panel of a kind, to the right of all others. */
export function addPanel(site: Site, wallId: string, kind: PanelModel, model: string): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return { site };
  const id = freeId(`p-${wall.panels.length + 1}`, new Set(wall.panels.map((panel) => panel.id)));
  const xMm = wall.panels.length === 0 ? 0 : extentOf(wall.panels).rightMm;
  const { widthMm, heightMm, bezelMm, pixels } = kind;
  const panel: Panel = {
    ...{ id, kind: kind.kind, status: "planned", model, xMm, yMm: 0, widthMm, heightMm, bezelMm },
    canvas: { x: 0, y: 0, ...pixels },
  };
  return checked(
    site,
    withPanels(site, wallId, ({ panels }) => [...panels, ...onCanvas([panel], panels)]),
  );
}
