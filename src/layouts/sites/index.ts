import { costOf, purchases } from "../budget.ts";
import { uncovered } from "../coverage.ts";
import { followSite } from "../fit.ts";
import type { Layout } from "../layout.ts";
import type { Site } from "../site.ts";
import type { Controller, PanelRef } from "../wiring.ts";
import { bekasi } from "./bekasi.ts";
import { bitung } from "./bitung.ts";
import { pontianak, pontianakThree } from "./pontianak.ts";
import { tangerang } from "./tangerang.ts";
import { tarakanMonitors, tarakanWindow } from "./tarakan.ts";

/** A site and the layouts that an empty data folder gets with it. */
export interface Preset {
  readonly site: Site;
  readonly layouts: Layout[];
}

/** The known sites by name. Stages of one site have its id, the name of the first. Each call makes a new one. */
export const presets = {
  bekasi,
  bitung,
  pontianak,
  "pontianak-3": pontianakThree,
  tangerang,
  tarakan: tarakanWindow,
  "tarakan-2x2": () => tarakanMonitors(2),
  "tarakan-3x3": () => tarakanMonitors(3),
} as const satisfies Record<string, () => Preset>;

export type PresetName = keyof typeof presets;

export function isPresetName(name: string): name is PresetName {
  return Object.hasOwn(presets, name);
}

/** The stages through which a site grows, in order, by the name of the preset of each. */
export const stages = {
  bekasi: ["bekasi"],
  bitung: ["bitung"],
  pontianak: ["pontianak", "pontianak-3"],
  tangerang: ["tangerang"],
  tarakan: ["tarakan", "tarakan-2x2", "tarakan-3x3"],
} as const satisfies Record<string, readonly PresetName[]>;

/** A stage of a site, what it needs that is not there, and what that costs; null where a price is not known. */
export interface StageCost {
  readonly stage: PresetName;
  readonly panels: number;
  readonly rupiah: number | null;
}

/** What each of some stages would cost from where the site stands, at its prices. */
export function stageCosts(site: Pick<Site, "walls" | "prices">, some: readonly PresetName[]): StageCost[] {
  return some.map((stage) => {
    const needed = purchases(site, presets[stage]().site);
    const panels = needed.reduce((sum, { count }) => sum + count, 0);
    return { stage, panels, rupiah: costOf(needed) };
  });
}

/** The last stage that a budget of whole rupiah buys; null where it buys none, or no price is known. */
export function stageWithin(costs: readonly StageCost[], budget: number): PresetName | null {
  return costs.findLast(({ rupiah }) => rupiah !== null && rupiah <= budget)?.stage ?? null;
}

/**
 * A site moved to another stage: the walls, outputs and viewports of that preset under the site's own id, name, zone and
 * rooms, and its layouts following, so that what operators made is kept. Of its wiring stays what can still hang there.
 */
export function moveToStage(site: Site, layouts: readonly Layout[], stage: PresetName): Preset {
  const { walls, outputs, viewports, notes, rooms } = presets[stage]().site;
  const kept = new Set(site.rooms.map((room) => room.id));
  const next: Site = {
    ...site,
    rooms: [...site.rooms, ...rooms.filter((room) => !kept.has(room.id))],
    walls,
    outputs,
    viewports,
    notes,
  };
  if (next.controllers !== undefined) {
    const controllers = keptWiring(next, next.controllers);
    if (controllers.length > 0) next.controllers = controllers;
    else delete next.controllers;
  }
  return { site: next, layouts: followSite(layouts, site, next) };
}

/** Controllers of an output that is there, with the panels that it still shows whole [W20]. */
function keptWiring({ walls, outputs, viewports }: Site, controllers: readonly Controller[]): Controller[] {
  return controllers.flatMap((controller): Controller[] => {
    if (!outputs.some(({ id }) => id === controller.outputId)) return [];
    const hangs = ({ wallId, panelId }: PanelRef) => {
      const panel = walls.find(({ id }) => id === wallId)?.panels.find(({ id }) => id === panelId);
      const shown = viewports.filter(
        (each) => each.wallId === wallId && each.outputId === controller.outputId,
      );
      return (
        panel?.kind === "led" &&
        uncovered(
          panel.canvas,
          shown.map(({ canvas }) => canvas),
        ).length === 0
      );
    };
    const filled = controller.ports
      .map((port) => ({ ...port, panels: port.panels.filter(hangs) }))
      .filter(({ panels }) => panels.length > 0);
    const there = new Set(filled.map(({ id }) => id));
    const ports = filled.filter(({ spareOf }) => spareOf === undefined || there.has(spareOf));
    return ports.length === 0 ? [] : [{ ...controller, ports }];
  });
}
