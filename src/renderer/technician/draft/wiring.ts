import { controllerModel, portPixels } from "../../../layouts/controllers.ts";
import { uncovered } from "../../../layouts/coverage.ts";
import { type Panel, pixelsOf } from "../../../layouts/panel.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { outputsOf } from "../../../layouts/viewport.ts";
import type { Controller, PanelRef } from "../../../layouts/wiring.ts";
import { serpentine } from "./order.ts";
import { checked, type Outcome, refusedFor } from "./outcome.ts";
import { freeId } from "./panels.ts";
import { say } from "./sentences.ts";
import { unwired } from "./walls.ts";

/** How cables are to run: by which controllers, what these send, and along which lines. */
export interface Cabling {
  readonly model: string;
  readonly bits: Controller["bits"];
  readonly hertz: number;
}

type OpenPort = { id: string; panels: PanelRef[]; pixels: number; spareOf?: string | undefined };
type OpenController = Omit<Controller, "ports"> & { ports: OpenPort[]; pixels: number };

/** Pictures a second for which a controller's pixels are given. */
const RATED_HERTZ = 60;

/** Controllers that are filled panel by panel: a port to its limit, then the next, then a further controller. */
class Cables {
  readonly controllers: OpenController[];
  private readonly cabling: Cabling;
  private readonly portLimit: number;
  private readonly limit: number;
  private readonly portCount: number;

  constructor(site: Site, cabling: Cabling) {
    const model = controllerModel(cabling.model);
    this.cabling = cabling;
    this.portLimit = model === null ? 0 : portPixels(model, cabling);
    this.limit =
      model === null ? 0 : Math.floor((model.pixels * RATED_HERTZ) / Math.max(RATED_HERTZ, cabling.hertz));
    this.portCount = model?.ports ?? 0;
    const sizes = new Map(
      site.walls.flatMap(({ id, panels }) =>
        panels.map((panel) => [`${id}/${panel.id}`, pixelsOf(panel)] as const),
      ),
    );
    this.controllers = (site.controllers ?? []).map((controller) => {
      const ports = controller.ports.map((port) => ({
        ...port,
        panels: [...port.panels],
        pixels: port.panels.reduce((sum, ref) => sum + (sizes.get(`${ref.wallId}/${ref.panelId}`) ?? 0), 0),
      }));
      // What a spare carries, another port carries already.
      const own = ports.filter(({ spareOf }) => spareOf === undefined);
      return { ...controller, ports, pixels: own.reduce((sum, { pixels }) => sum + pixels, 0) };
    });
  }

  fits(pixels: number): boolean {
    return pixels <= Math.min(this.portLimit, this.limit);
  }

  get portPixels(): number {
    return this.portLimit;
  }

  /** Puts a panel at the end of the open cable of an output. `fresh` begins a new cable. */
  add(outputId: string, ref: PanelRef, pixels: number, fresh: boolean): void {
    const { model, bits, hertz } = this.cabling;
    const last = this.controllers.findLast(
      (each) =>
        each.outputId === outputId && each.model === model && each.bits === bits && each.hertz === hertz,
    );
    const port = last?.ports.findLast(({ spareOf }) => spareOf === undefined);
    const room = last !== undefined && last.pixels + pixels <= this.limit;
    if (room && !fresh && port !== undefined && port.pixels + pixels <= this.portLimit) {
      this.put(last, port, ref, pixels);
    } else if (room && last.ports.length < this.portCount) {
      const next = {
        id: freeId(`port-${last.ports.length + 1}`, new Set(last.ports.map(({ id }) => id))),
        panels: [],
        pixels: 0,
      };
      last.ports.push(next);
      this.put(last, next, ref, pixels);
    } else {
      const id = freeId(
        `ctl-${this.controllers.length + 1}`,
        new Set(this.controllers.map((each) => each.id)),
      );
      const port = { id: "port-1", panels: [], pixels: 0 };
      const name = `${this.controllers.length + 1} · ${model}`;
      const next: OpenController = { id, name, model, outputId, bits, hertz, ports: [port], pixels: 0 };
      this.controllers.push(next);
      this.put(next, port, ref, pixels);
    }
  }

  /** As the site has them. */
  get closed(): Controller[] {
    return this.controllers.map(({ id, name, model, outputId, bits, hertz, ports }) => ({
      ...{ id, name, model, outputId, bits, hertz },
      ports: ports.map(({ id, panels, spareOf }) => ({
        id,
        panels,
        ...(spareOf !== undefined && { spareOf }),
      })),
    }));
  }

  private put(controller: OpenController, port: OpenPort, ref: PanelRef, pixels: number): void {
    port.panels.push(ref);
    // A spare comes from the other end of the same cable [W22].
    for (const spare of controller.ports) if (spare.spareOf === port.id) spare.panels.unshift(ref);
    port.pixels += pixels;
    controller.pixels += pixels;
  }
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

/**
 * All LED panels of a wall wired anew: those of each output in a serpentine along columns or rows. Panels that no output
 * shows whole hang on nothing, which P7 tells.
 */
export function wireSerpentine(
  site: Site,
  wallId: string,
  cabling: Cabling,
  along: "columns" | "rows",
): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return { site };
  const bare = unwired(site, (onWall) => onWall === wallId);
  const byOutput = Map.groupBy(wall.panels, (panel) => outputOf(site, wall, panel));
  const cables = new Cables(bare, cabling);
  let wired = 0;
  for (const { id: outputId } of outputsOf(site, wallId)) {
    serpentine(byOutput.get(outputId) ?? [], along).forEach((panel, index) => {
      if (!cables.fits(pixelsOf(panel))) return;
      cables.add(outputId, { wallId, panelId: panel.id }, pixelsOf(panel), index === 0);
      wired += 1;
    });
  }
  const large = wall.panels.find((panel) => panel.kind === "led" && !cables.fits(pixelsOf(panel)));
  if (large !== undefined) return refusedFor(tooLarge(large, cabling, cables.portPixels));
  if (wired === 0) return refusedFor(say("nothingToWire", { wall: wallId }));
  return checked(site, { ...bare, controllers: cables.closed });
}

const tooLarge = (panel: Panel, { model }: Cabling, limit: number) =>
  say("panelTooLarge", { panel: panel.id, pixels: pixelsOf(panel), model, limit });

/** One panel at the end of the open cable, from wherever it hung; `fresh` begins a new cable. */
export function wireNext(
  site: Site,
  wallId: string,
  panelId: string,
  cabling: Cabling,
  fresh: boolean,
): Outcome {
  const wall = site.walls.find(({ id }) => id === wallId);
  const panel = wall?.panels.find(({ id }) => id === panelId);
  if (wall === undefined || panel === undefined) return { site };
  const outputId = outputOf(site, wall, panel);
  if (outputId === null) return refusedFor(say("notWireable", { panel: panelId }));
  const bare = unwired(site, (onWall, id) => onWall === wallId && id === panelId);
  const cables = new Cables(bare, cabling);
  if (!cables.fits(pixelsOf(panel))) return refusedFor(tooLarge(panel, cabling, cables.portPixels));
  cables.add(outputId, { wallId, panelId }, pixelsOf(panel), fresh);
  return checked(site, { ...bare, controllers: cables.closed });
}

/** A wall without cables. */
export function unwire(site: Site, wallId: string): Outcome {
  return checked(
    site,
    unwired(site, (onWall) => onWall === wallId),
  );
}
