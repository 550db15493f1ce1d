import { controllerModel, portPixels } from "../../../layouts/controllers.ts";
import { pixelsOf } from "../../../layouts/panel.ts";
import type { Site } from "../../../layouts/site.ts";
import type { Pixels } from "../../../layouts/units.ts";
import type { Controller, PanelRef, Port } from "../../../layouts/wiring.ts";
import { freeId } from "./panels.ts";
import { unplugged } from "./walls.ts";

/** By what a wall is to be wired: the model of its controllers, and what these send. */
export type Cabling = Pick<Controller, "model" | "bits" | "hertz">;

type OpenPort = Omit<Port, "panels"> & { panels: PanelRef[]; pixels: Pixels };
type OpenController = Omit<Controller, "ports"> & { ports: OpenPort[]; pixels: Pixels };

/** Pictures a second for which a controller's pixels are given. */
const RATED_HERTZ = 60;

/** Panels of a port at most, as `siteSchema` has it. */
const MOST_OF_PORT = 1024;

/** Pixels that a port, and all ports together, carry; none where the model is not known. */
function limitsOf(cabling: Cabling): { readonly port: Pixels; readonly whole: Pixels } {
  const model = controllerModel(cabling.model);
  if (model === null) return { port: 0, whole: 0 };
  const whole = Math.floor((model.pixels * RATED_HERTZ) / Math.max(RATED_HERTZ, cabling.hertz));
  return { port: portPixels(model, cabling), whole };
}

const drives = ({ ports }: Pick<Controller, "ports">, wallId: string): boolean =>
  ports.some(({ panels }) => panels.some((ref) => ref.wallId === wallId));

/** The controllers that drive panels of a wall, in the site's order. */
export function controllersOf({ controllers = [] }: Site, wallId: string): Controller[] {
  return controllers.filter((controller) => drives(controller, wallId));
}

/**
 * Controllers without some panels of a wall, filled panel by panel: a port to its limit, then one that has no panels, then
 * a further port, then a further controller. What is there already keeps its name, bits, pictures a second and spares.
 */
export class Cables {
  private readonly controllers: OpenController[];
  /** Controllers that drove the wall, which are filled first. */
  private readonly own: ReadonlySet<string>;
  /** Controllers that drove nothing, and need not. */
  private readonly idle: ReadonlySet<string>;
  private open: { readonly controller: OpenController; readonly port: OpenPort } | null = null;

  constructor(site: Site, wallId: string, gone: (panelId: string) => boolean) {
    const sizes = new Map(
      site.walls.flatMap(({ id, panels }) =>
        panels.map((panel) => [`${id}/${panel.id}`, pixelsOf(panel)] as const),
      ),
    );
    const before = site.controllers ?? [];
    this.own = new Set(controllersOf(site, wallId).map(({ id }) => id));
    this.idle = new Set(
      before.flatMap(({ id, ports }) => (ports.every(({ panels }) => panels.length === 0) ? [id] : [])),
    );
    const bare = unplugged(site, (onWall, panelId) => onWall === wallId && gone(panelId));
    this.controllers = (bare.controllers ?? []).map((controller) => {
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

  /** The next panel begins a new cable. */
  begin(): void {
    this.open = null;
  }

  /** The next panel goes behind what hangs on the last port that `on` names, no spare; a new cable where it names none. */
  goOn(outputId: string, on: (controllerId: string, port: Port) => boolean): void {
    const ports = this.controllers
      .filter((each) => each.outputId === outputId)
      .flatMap((controller) => controller.ports.map((port) => ({ controller, port })));
    this.open =
      ports.findLast(({ controller, port }) => port.spareOf === undefined && on(controller.id, port)) ?? null;
  }

  /** Puts a panel on the open cable of an output; where no port carries it, the pixels that one could, else null. */
  add(outputId: string, cabling: Cabling, ref: PanelRef, pixels: Pixels): Pixels | null {
    const may = this.controllers
      .filter((each) => each.outputId === outputId && each.model === cabling.model)
      .toSorted((a, b) => Number(this.own.has(b.id)) - Number(this.own.has(a.id)));
    const { open } = this;
    if (open !== null && may.includes(open.controller) && carries(open.controller, open.port, pixels)) {
      this.put(open.controller, open.port, ref, pixels);
      return null;
    }
    for (const controller of may) {
      const port = freePort(controller);
      if (port === null || !carries(controller, port, pixels)) continue;
      if (!controller.ports.includes(port)) controller.ports.push(port);
      this.put(controller, port, ref, pixels);
      return null;
    }
    // Controllers of one output send alike.
    const controller = this.further(outputId, may[0] ?? cabling);
    const [port] = controller.ports;
    if (port === undefined || !carries(controller, port, pixels)) {
      const { port: most, whole } = limitsOf(controller);
      return Math.min(most, whole);
    }
    this.controllers.push(controller);
    this.put(controller, port, ref, pixels);
    return null;
  }

  /** As the site has them; those that now drive nothing, and did, are gone. */
  get closed(): Controller[] {
    const used = this.controllers.filter(
      ({ id, ports }) => this.idle.has(id) || ports.some(({ panels }) => panels.length > 0),
    );
    return used.map(({ id, name, model, outputId, bits, hertz, ports }) => ({
      ...{ id, name, model, outputId, bits, hertz },
      ports: ports.map((port) => ({
        ...{ id: port.id, panels: port.panels },
        ...(port.spareOf !== undefined && { spareOf: port.spareOf }),
      })),
    }));
  }

  private further(outputId: string, { model, bits, hertz }: Cabling): OpenController {
    const number = this.controllers.length + 1;
    const id = freeId(`ctl-${number}`, new Set(this.controllers.map((each) => each.id)));
    const ports = [{ id: "port-1", panels: [], pixels: 0 }];
    return { id, name: `${number} · ${model}`, model, outputId, bits, hertz, ports, pixels: 0 };
  }

  private put(controller: OpenController, port: OpenPort, ref: PanelRef, pixels: Pixels): void {
    port.panels.push(ref);
    // A spare comes from the other end of the same cable [W22].
    for (const spare of controller.ports) if (spare.spareOf === port.id) spare.panels.unshift(ref);
    port.pixels += pixels;
    controller.pixels += pixels;
    this.open = { controller, port };
  }
}

function carries(controller: OpenController, port: OpenPort, pixels: Pixels): boolean {
  const { port: most, whole } = limitsOf(controller);
  const room = port.pixels + pixels <= most && controller.pixels + pixels <= whole;
  return room && port.panels.length < MOST_OF_PORT;
}

/** The first port without panels, or one that the model has besides; null where all are taken. */
function freePort({ model, ports }: OpenController): OpenPort | null {
  const empty = ports.find(({ spareOf, panels }) => spareOf === undefined && panels.length === 0);
  if (empty !== undefined) return empty;
  if (ports.length >= (controllerModel(model)?.ports ?? 0)) return null;
  const id = freeId(`port-${ports.length + 1}`, new Set(ports.map((port) => port.id)));
  return { id, panels: [], pixels: 0 };
}
