import { uncovered } from "../../../layouts/coverage.ts";
import { type Panel, pixelsOf } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import type { Pixels } from "../../../layouts/units.ts";
import { outputsOf } from "../../../layouts/viewport.ts";
import type { Controller, PanelRef } from "../../../layouts/wiring.ts";
import { Cables, type Cabling, controllersOf } from "./cables.ts";
import { serpentine } from "./order.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { say } from "./sentences.ts";
import { unwired } from "./walls.ts";

/** By what a wall is wired of which nothing else is known. */
const FIRST: Cabling = { model: "gigabit-10", bits: 8, hertz: 60 };

/** By what an output is wired already: for the wall, else for another; null where nothing hangs on it. */
function cablingAt(site: Site, wallId: string, outputId: string): Cabling | null {
  const at = ({ outputId: id }: Controller) => id === outputId;
  return controllersOf(site, wallId).find(at) ?? site.controllers?.find(at) ?? null;
}

/** By what a wall is wired already, or would be by itself: as the first of its outputs on which something hangs. */
export function cablingOf(site: Site, wallId: string): Cabling {
  const found = outputsOf(site, wallId).flatMap(({ id }) => cablingAt(site, wallId, id) ?? []);
  const { model, bits, hertz } = found[0] ?? FIRST;
  return { model, bits, hertz };
}

/** The output, no spare, that shows the LED panel whole; null where none does. */
function outputOf(site: Site, wall: Wall, panel: Panel): string | null {
  if (panel.kind !== "led") return null;
  const whole = outputsOf(site, wall.id).find(({ id, spareOf }) => {
    if (spareOf !== undefined) return false;
    const shown = site.viewports.filter(({ wallId, outputId }) => wallId === wall.id && outputId === id);
    return (
      uncovered(
        panel.canvas,
        shown.map(({ canvas }) => canvas),
      ).length === 0
    );
  });
  return whole?.id ?? null;
}

const tooLarge = (panel: Panel, { model }: Cabling, limit: Pixels) =>
  refusedFor(say("panelTooLarge", { panel: panel.id, pixels: pixelsOf(panel), model, limit }));

/**
 * All LED panels of a wall wired anew: those of each output in a serpentine along columns or rows, on the controllers that
 * drive them or others of that model; `cabling` null: each output by what it is wired by. Panels that no output shows
 * whole hang on nothing, which P7 tells.
 */
export function wireSerpentine(
  site: Site,
  wallId: string,
  cabling: Cabling | null,
  along: "columns" | "rows",
): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return { site };
  const byOutput = Map.groupBy(wall.panels, (panel) => outputOf(site, wall, panel));
  const cables = new Cables(site, wallId, () => true);
  let wired = 0;
  for (const { id: outputId } of outputsOf(site, wallId)) {
    const by = cabling ?? cablingAt(site, wallId, outputId) ?? cablingOf(site, wallId);
    cables.begin();
    for (const panel of serpentine(byOutput.get(outputId) ?? [], along)) {
      const limit = cables.add(outputId, by, { wallId, panelId: panel.id }, pixelsOf(panel));
      if (limit !== null) return tooLarge(panel, by, limit);
      wired += 1;
    }
  }
  if (wired === 0) return refusedFor(say("nothingToWire", { wall: wallId }));
  return checked(site, { ...site, controllers: cables.closed });
}

/**
 * One panel at the end of a cable, from wherever it hung: of the cable that `after` hangs on, or else the last one of the
 * wall; null begins a new cable.
 */
export function wireNext(
  site: Site,
  wallId: string,
  panelId: string,
  cabling: Cabling | null,
  after: PanelRef | null,
): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  const panel = wall?.panels.find(({ id }) => id === panelId);
  if (wall === undefined || panel === undefined) return { site };
  const outputId = outputOf(site, wall, panel);
  if (outputId === null) return refusedFor(say("notWireable", { panel: panelId }));
  const last = after === null ? null : portOf(site, after, outputId);
  const by = cabling ?? last?.controller ?? cablingAt(site, wallId, outputId) ?? cablingOf(site, wallId);
  const cables = new Cables(site, wallId, (id) => id === panelId);
  if (after !== null)
    cables.goOn(outputId, (controllerId, { id, panels }) =>
      last === null
        ? panels.some((ref) => ref.wallId === wallId)
        : last.controller.id === controllerId && last.port.id === id,
    );
  const limit = cables.add(outputId, by, { wallId, panelId }, pixelsOf(panel));
  if (limit !== null) return tooLarge(panel, by, limit);
  return checked(site, { ...site, controllers: cables.closed });
}

/** The port of an output, no spare, that a panel hangs on. */
function portOf({ controllers = [] }: Site, { wallId, panelId }: PanelRef, outputId: string) {
  for (const controller of controllers) {
    if (controller.outputId !== outputId) continue;
    const port = controller.ports.find(
      ({ spareOf, panels }) =>
        spareOf === undefined && panels.some((ref) => ref.wallId === wallId && ref.panelId === panelId),
    );
    if (port !== undefined) return { controller, port };
  }
  return null;
}

/** What all controllers that drive a wall send to panels; their other walls get it too. */
export function setSending(
  site: Site,
  wallId: string,
  sending: Partial<Pick<Controller, "bits" | "hertz">>,
): Outcome {
  const its = new Set(controllersOf(site, wallId));
  const { controllers = [] } = site;
  return checked(site, {
    ...site,
    controllers: controllers.map((each) => (its.has(each) ? { ...each, ...sending } : each)),
  });
}

/** A wall without cables. */
export function unwire(site: Site, wallId: string): Outcome {
  return checked(
    site,
    unwired(site, (onWall) => onWall === wallId),
  );
}
