import { controllerModel, portPixels } from "./controllers.ts";
import { pixelsOf } from "./panel.ts";
import { PanelIndex } from "./panel-index.ts";
import type { Site } from "./site.ts";
import type { Pixels } from "./units.ts";
import type { Controller, Port } from "./wiring.ts";

/** How much something drives, and how much it can. */
export interface Load {
  readonly pixels: Pixels;
  readonly limit: Pixels;
}

export interface PortLoad extends Load {
  readonly port: Port;
}

export interface ControllerLoad extends Load {
  readonly controller: Controller;
  /** Ports that it has. */
  readonly portCount: number;
  readonly ports: readonly PortLoad[];
}

/** Pictures a second for which `ControllerModel.pixels` is given. */
const RATED_HERTZ = 60;

/**
 * What every controller and port of a site drives, whatever the panels' status: a port must carry them when they are
 * bought. Spare ports count for themselves and not for their controller, whose picture they send a second time.
 * Controllers of unknown models are left out.
 */
export function controllerLoads(site: Pick<Site, "walls" | "controllers">): ControllerLoad[] {
  const panels = new PanelIndex(site);
  return (site.controllers ?? []).flatMap((controller): ControllerLoad[] => {
    const model = controllerModel(controller.model);
    if (model === null) return [];
    const ports = controller.ports.map((port): PortLoad => {
      const pixels = port.panels.reduce((sum, ref) => {
        const panel = panels.find(ref);
        return panel === undefined ? sum : sum + pixelsOf(panel);
      }, 0);
      return { port, pixels, limit: portPixels(model, controller) };
    });
    const pixels = ports.reduce(
      (sum, { port, pixels: each }) => (port.spareOf === undefined ? sum + each : sum),
      0,
    );
    const limit = Math.floor((model.pixels * RATED_HERTZ) / Math.max(RATED_HERTZ, controller.hertz));
    return [{ controller, ports, pixels, limit, portCount: model.ports }];
  });
}
