import { controllerModel, controllerModels } from "../controllers.ts";
import { uncovered } from "../coverage.ts";
import { type Panel, pixelsOf } from "../panel.ts";
import { PanelIndex } from "../panel-index.ts";
import type { Rect } from "../rect.ts";
import type { Site } from "../site.ts";
import { viewportsOf } from "../viewport.ts";
import type { Controller, PanelRef, Port } from "../wiring.ts";
import type { Findings } from "./findings.ts";
import type { Fresh } from "./fresh.ts";
import { checkIds } from "./walls.ts";

const nameOf = ({ wallId, panelId }: PanelRef): string => `${wallId}/${panelId}`;

function sameSet(a: Port, b: Port): boolean {
  const names = new Set(a.panels.map(nameOf));
  return names.size === b.panels.length && b.panels.every((ref) => names.has(nameOf(ref)));
}

/** How many pixels of a panel an output does not show, each asked once: a panel may be named thousands of times. */
class Shown {
  readonly #site: Site;
  readonly #dark = new Map<string, Map<Panel, number>>();
  readonly #viewports = new Map<string, readonly Rect[]>();

  constructor(site: Site) {
    this.#site = site;
  }

  darkOf(outputId: string, wallId: string, panel: Panel): number {
    const known = this.#dark.get(outputId) ?? new Map<Panel, number>();
    this.#dark.set(outputId, known);
    const dark =
      known.get(panel) ??
      uncovered(panel.canvas, this.#rects(outputId, wallId)).reduce(
        (sum, { width, height }) => sum + width * height,
        0,
      );
    known.set(panel, dark);
    return dark;
  }

  /** What the output shows of the wall, canvas pixels. */
  #rects(outputId: string, wallId: string): readonly Rect[] {
    const name = `${outputId}/${wallId}`;
    const rects =
      this.#viewports.get(name) ??
      viewportsOf(this.#site, outputId).flatMap((viewport) =>
        viewport.wallId === wallId ? [viewport.canvas] : [],
      );
    this.#viewports.set(name, rects);
    return rects;
  }
}

function checkPort(
  findings: Findings,
  panels: PanelIndex,
  shown: Shown,
  controller: Controller,
  port: Port,
  field: string,
  fresh: Fresh,
): void {
  port.panels.forEach((ref, index) => {
    if (findings.full || !fresh.hangs(ref)) return;
    const panel = panels.find(ref);
    const id = `${controller.id}/${port.id}`;
    if (panel === undefined) {
      findings.add("W2", `${field}.panels.${index}`, { id, list: "panels", missing: nameOf(ref) });
      return;
    }
    const dark = shown.darkOf(controller.outputId, ref.wallId, panel);
    if (panel.kind !== "led" || dark > 0) {
      const values = {
        ...{ port: id, panel: nameOf(ref), output: controller.outputId },
        ...{ shown: panel.kind === "led" ? pixelsOf(panel) - dark : 0, pixels: pixelsOf(panel) },
      };
      findings.add("W20", `${field}.panels.${index}`, values);
    }
  });
  if (port.spareOf === undefined) return;
  const original = controller.ports.find(({ id }) => id === port.spareOf);
  if (original === undefined || original.id === port.id) {
    findings.add("W2", `${field}.spareOf`, { id: port.id, list: "ports", missing: port.spareOf });
  } else if (original.spareOf !== undefined) {
    findings.add("W25", `${field}.spareOf`, {
      ...{ spare: port.id, original: original.id, of: original.spareOf },
    });
  } else if (!sameSet(original, port)) {
    const values = {
      spare: port.id,
      spareCount: port.panels.length,
      original: original.id,
      count: original.panels.length,
    };
    findings.add("W22", `${field}.spareOf`, values);
  }
}

/** W21: spare ports left out, because they come from the other end of another's cable. */
function checkMasters(findings: Findings, controllers: readonly Controller[]): void {
  const seen = new Map<string, Map<string, string>>();
  controllers.forEach((controller, at) => {
    controller.ports.forEach((port, portAt) => {
      if (port.spareOf !== undefined) return;
      port.panels.forEach((ref, index) => {
        const wall = seen.get(ref.wallId) ?? new Map<string, string>();
        seen.set(ref.wallId, wall);
        const name = `${controller.id}/${port.id}`;
        const first = wall.get(ref.panelId);
        if (first === undefined) wall.set(ref.panelId, name);
        else
          findings.add("W21", `controllers.${at}.ports.${portAt}.panels.${index}`, {
            ...{ panel: nameOf(ref), a: first, b: name },
          });
      });
    });
  });
}

/** W1 and W2 of controllers and ports, W20 to W23 and W25. */
export function checkWiring(findings: Findings, site: Site, fresh: Fresh): void {
  const controllers = site.controllers ?? [];
  const panels = new PanelIndex(site);
  const shown = new Shown(site);
  checkIds(findings, "controllers", controllers);
  controllers.forEach((controller, index) => {
    const field = `controllers.${index}`;
    checkIds(findings, `${field}.ports`, controller.ports);
    if (!site.outputs.some(({ id }) => id === controller.outputId)) {
      const values = { id: controller.id, list: "outputs", missing: controller.outputId };
      findings.add("W2", `${field}.outputId`, values);
    }
    if (controllerModel(controller.model) === null) {
      const values = { model: controller.model, known: Object.keys(controllerModels).join(", ") };
      findings.add("W23", `${field}.model`, values);
    }
    controller.ports.forEach((port, at) => {
      checkPort(findings, panels, shown, controller, port, `${field}.ports.${at}`, fresh);
    });
  });
  if (!fresh.sameCables) checkMasters(findings, controllers);
}
