import { controllerModel, controllerModels } from "../controllers.ts";
import { uncovered } from "../coverage.ts";
import { type Panel, pixelsOf } from "../panel.ts";
import type { Site } from "../site.ts";
import type { Controller, PanelRef, Port } from "../wiring.ts";
import type { Findings } from "./findings.ts";
import { checkIds } from "./walls.ts";

const nameOf = ({ wallId, panelId }: PanelRef): string => `${wallId}/${panelId}`;

function sameSet(a: Port, b: Port): boolean {
  const names = new Set(a.panels.map(nameOf));
  return names.size === b.panels.length && b.panels.every((ref) => names.has(nameOf(ref)));
}

/** Every panel of a site by its name: looked for one by one, 2,000 would be two million questions. */
function panelsByName({ walls }: Pick<Site, "walls">): ReadonlyMap<string, Panel> {
  return new Map(
    walls.flatMap((wall) =>
      wall.panels.map((panel) => [nameOf({ wallId: wall.id, panelId: panel.id }), panel] as const),
    ),
  );
}

function checkPort(
  findings: Findings,
  site: Site,
  panels: ReadonlyMap<string, Panel>,
  controller: Controller,
  port: Port,
  field: string,
): void {
  port.panels.forEach((ref, index) => {
    const at = `${field}.panels.${index}`;
    const panel = panels.get(nameOf(ref));
    const id = `${controller.id}/${port.id}`;
    if (panel === undefined) {
      findings.add("W2", at, { id, list: "panels", missing: nameOf(ref) });
      return;
    }
    const seen = site.viewports.filter(
      ({ wallId, outputId }) => wallId === ref.wallId && outputId === controller.outputId,
    );
    const dark = uncovered(
      panel.canvas,
      seen.map(({ canvas }) => canvas),
    ).reduce((sum, { width, height }) => sum + width * height, 0);
    if (panel.kind !== "led" || dark > 0) {
      const values = {
        ...{ port: id, panel: nameOf(ref), output: controller.outputId },
        ...{ shown: panel.kind === "led" ? pixelsOf(panel) - dark : 0, pixels: pixelsOf(panel) },
      };
      findings.add("W20", at, values);
    }
  });
  if (port.spareOf === undefined) return;
  const original = controller.ports.find(({ id }) => id === port.spareOf);
  if (original === undefined || original.id === port.id) {
    findings.add("W2", `${field}.spareOf`, { id: port.id, list: "ports", missing: port.spareOf });
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

/** W1 and W2 of controllers and ports, W20 to W23. */
export function checkWiring(findings: Findings, site: Site): void {
  const controllers = site.controllers ?? [];
  const panels = panelsByName(site);
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
      checkPort(findings, site, panels, controller, port, `${field}.ports.${at}`);
    });
  });
  const places = controllers.flatMap((controller, at) =>
    controller.ports.flatMap((port, portAt) =>
      port.spareOf !== undefined
        ? []
        : port.panels.map((ref, index) => ({
            ...{ ref, port: `${controller.id}/${port.id}` },
            field: `controllers.${at}.ports.${portAt}.panels.${index}`,
          })),
    ),
  );
  findings.twins(
    places,
    ({ ref }) => nameOf(ref),
    (a, b) => findings.add("W21", b.field, { panel: nameOf(b.ref), a: a.port, b: b.port }),
  );
}
