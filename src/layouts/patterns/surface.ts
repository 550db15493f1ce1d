import type { Panel } from "../panel.ts";
import { intersection, type Rect } from "../rect.ts";
import type { Output, Site, Viewport } from "../site.ts";
import { canvasToOutput, mapRect } from "../viewport.ts";
import { type PatternTarget, targetRect } from "./target.ts";

/** A panel's place in the wiring. */
export interface Wired {
  readonly controller: string;
  readonly port: string;
  /** Counted from 1, and of how many. */
  readonly place: number;
  readonly count: number;
  /** Which of all cables of the site, counted from 0. */
  readonly cable: number;
}

/** A panel, as much of it as lies on the surface. */
export interface SurfacePanel {
  readonly panel: Panel;
  /** Its place in the wall's list, counted from 1. */
  readonly number: number;
  readonly rect: Rect;
  /** How the letters stand, so that they are upright on the wall. */
  readonly turn: Viewport["rotation"];
  readonly wired: Wired | null;
}

/** What one output shows of the surface. */
export interface SurfacePart {
  readonly rect: Rect;
  readonly turn: Viewport["rotation"];
  readonly output: Output;
}

/** What a pattern is drawn on: pixels of a wall's canvas, or of an output. */
export interface Surface {
  readonly rect: Rect;
  readonly name: string;
  /** How letters stand that belong to no panel. */
  readonly turn: Viewport["rotation"];
  readonly panels: readonly SurfacePanel[];
  readonly parts: readonly SurfacePart[];
}

type Described = Pick<Site, "walls" | "outputs" | "viewports" | "controllers">;

function wiringOf({ controllers = [] }: Described): Map<string, Wired> {
  const wiring = new Map<string, Wired>();
  let cable = 0;
  for (const { name, ports } of controllers) {
    for (const { id, panels, spareOf } of ports) {
      if (spareOf !== undefined) continue;
      panels.forEach(({ wallId, panelId }, index) => {
        const wired = { controller: name, port: id, place: index + 1, count: panels.length, cable };
        wiring.set(`${wallId}/${panelId}`, wired);
      });
      cable += 1;
    }
  }
  return wiring;
}

/**
 * What a pattern on `target` is drawn on; null where the site has it not. `seenOn` names the output that is looked
 * at: of two that show the same part of a wall, each tells its own name.
 */
export function surfaceOf(site: Described, target: PatternTarget, seenOn: string): Surface | null {
  const rect = targetRect(site, target);
  if (rect === null) return null;
  const wiring = wiringOf(site);
  const output = site.outputs.find(({ id }) => id === seenOn);
  const viewports = site.viewports.filter(({ outputId }) => outputId === seenOn);
  if (target.kind === "output") {
    const shown = viewports.map((viewport) => {
      const matrix = canvasToOutput(viewport);
      const wall = site.walls.find(({ id }) => id === viewport.wallId);
      const panels = (wall?.panels ?? []).flatMap((panel, index): SurfacePanel[] => {
        const part = intersection(panel.canvas, viewport.canvas);
        if (part === null) return [];
        const wired = wiring.get(`${viewport.wallId}/${panel.id}`) ?? null;
        const turn = viewport.rotation;
        return [{ panel, number: index + 1, rect: mapRect(matrix, part), turn, wired }];
      });
      return { panels, rect: viewport.output, turn: viewport.rotation };
    });
    return {
      rect,
      name: output?.name ?? target.outputId,
      turn: shown[0]?.turn ?? 0,
      panels: shown.flatMap(({ panels }) => panels),
      parts: shown.flatMap(({ rect: part, turn }) =>
        output === undefined ? [] : [{ rect: part, turn, output }],
      ),
    };
  }
  const wall = site.walls.find(({ id }) => id === target.wallId);
  const panels = (wall?.panels ?? []).flatMap((panel, index): SurfacePanel[] => {
    if (target.kind === "panel" && panel.id !== target.panelId) return [];
    const wired = wiring.get(`${target.wallId}/${panel.id}`) ?? null;
    return [{ panel, number: index + 1, rect: panel.canvas, turn: 0, wired }];
  });
  const parts = viewports.flatMap((viewport): SurfacePart[] => {
    const part = viewport.wallId === target.wallId ? intersection(viewport.canvas, rect) : null;
    return part === null || output === undefined ? [] : [{ rect: part, turn: 0, output }];
  });
  const name = wall?.name ?? target.wallId;
  return {
    ...{ rect, turn: 0, panels, parts },
    name: target.kind === "panel" ? `${name} · ${target.panelId}` : name,
  };
}
