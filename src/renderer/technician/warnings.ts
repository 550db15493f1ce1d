import { advise } from "../../layouts/advice.ts";
import { uncovered, unshown } from "../../layouts/coverage.ts";
import type { Words } from "../../layouts/problem.ts";
import type { Rect } from "../../layouts/rect.ts";
import type { Site, Wall } from "../../layouts/site.ts";
import { problemsOf } from "./draft/verdict.ts";

/** What a warning is about, so that it can stand there. */
export type About =
  | { readonly kind: "panel"; readonly wallId: string; readonly id: string }
  | { readonly kind: "wall"; readonly id: string }
  | { readonly kind: "output"; readonly id: string }
  | { readonly kind: "site" };

export type Warning =
  | { readonly key: string; readonly about: About; readonly message: Words }
  /** Canvas pixels that nobody sees; its words are the page's. */
  | { readonly key: string; readonly about: About; readonly unshown: Rect };

/** What the field of a problem belongs to, as in `walls.0.panels.3.canvas`. */
export function aboutOf(field: string, site: Site): About {
  const [list, index, inner, innerIndex] = field.split(".");
  if (list === "walls") {
    const wall = site.walls[Number(index)];
    if (wall === undefined) return { kind: "site" };
    const panel = inner === "panels" ? wall.panels[Number(innerIndex)] : undefined;
    return panel === undefined
      ? { kind: "wall", id: wall.id }
      : { kind: "panel", wallId: wall.id, id: panel.id };
  }
  if (list === "outputs") {
    const output = site.outputs[Number(index)];
    if (output !== undefined) return { kind: "output", id: output.id };
  }
  if (list === "viewports") {
    const viewport = site.viewports[Number(index)];
    if (viewport !== undefined) return { kind: "output", id: viewport.outputId };
  }
  if (list === "controllers") {
    const controller = site.controllers?.[Number(index)];
    const [, , , port, , at] = field.split(".");
    const ref = controller?.ports[Number(port)]?.panels[Number(at)];
    if (ref !== undefined) return { kind: "panel", wallId: ref.wallId, id: ref.panelId };
    if (controller !== undefined) return { kind: "output", id: controller.outputId };
  }
  return { kind: "site" };
}

/**
 * What no output shows: of each panel, so that what lies behind bezels is not counted, or of the whole canvas where
 * there are no panels yet.
 */
function dark(site: Site, wall: Wall): Warning[] {
  if (wall.panels.length === 0) {
    return unshown(site, wall.id).map((rect) => ({
      key: `unshown ${wall.id} ${rect.x},${rect.y}`,
      about: { kind: "wall", id: wall.id },
      unshown: rect,
    }));
  }
  const shown = site.viewports.filter(({ wallId }) => wallId === wall.id).map(({ canvas }) => canvas);
  return wall.panels.flatMap((panel) =>
    uncovered(panel.canvas, shown).map((rect) => ({
      key: `unshown ${wall.id} ${panel.id} ${rect.x},${rect.y}`,
      about: { kind: "panel", wallId: wall.id, id: panel.id },
      unshown: rect,
    })),
  );
}

/** Every rule of the site that is broken, every advice, and every part of a wall that no output shows. */
export function warningsOf(site: Site): Warning[] {
  const broken = [...problemsOf(site), ...advise(site)].map(
    ({ rule, field, message }): Warning => ({
      key: `${rule} ${field}`,
      about: aboutOf(field, site),
      message,
    }),
  );
  return [...broken, ...site.walls.flatMap((wall) => dark(site, wall))];
}
