import type { FaceRect, Panel } from "../../../layouts/panel.ts";
import { bottom, intersection, right, same } from "../../../layouts/rect.ts";
import type { Site, Viewport, Wall } from "../../../layouts/site.ts";
import type { Millimetres } from "../../../layouts/units.ts";
import { canvasToOutput, mapRect, rotatedSize } from "../../../layouts/viewport.ts";

/** What surrounds panels: millimetres of the face, and pixels of the canvas. In one pass: it is asked at every edit. */
export function extentOf(panels: readonly Panel[]) {
  const extent = {
    ...{ leftMm: Infinity, topMm: Infinity, rightMm: -Infinity, bottomMm: -Infinity },
    ...{ left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity },
  };
  for (const { xMm, yMm, widthMm, heightMm, canvas } of panels) {
    extent.leftMm = Math.min(extent.leftMm, xMm);
    extent.topMm = Math.min(extent.topMm, yMm);
    extent.rightMm = Math.max(extent.rightMm, xMm + widthMm);
    extent.bottomMm = Math.max(extent.bottomMm, yMm + heightMm);
    extent.left = Math.min(extent.left, canvas.x);
    extent.top = Math.min(extent.top, canvas.y);
    extent.right = Math.max(extent.right, right(canvas));
    extent.bottom = Math.max(extent.bottom, bottom(canvas));
  }
  return extent;
}

/** The same as a rectangle of the face. */
export function blockOf(panels: readonly Panel[]): FaceRect {
  const { leftMm, topMm, rightMm, bottomMm } = extentOf(panels);
  return { xMm: leftMm, yMm: topMm, widthMm: rightMm - leftMm, heightMm: bottomMm - topMm };
}

/** Sums of decimal millimetres, to a thousandth. */
export function mm(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function shifted(wall: Wall, xMm: number, yMm: number, x: number, y: number): Wall {
  if (xMm === 0 && yMm === 0 && x === 0 && y === 0) return wall;
  return {
    ...wall,
    panels: wall.panels.map((panel) => ({
      ...panel,
      xMm: mm(panel.xMm + xMm),
      yMm: mm(panel.yMm + yMm),
      canvas: { ...panel.canvas, x: panel.canvas.x + x, y: panel.canvas.y + y },
    })),
    ...(wall.bends !== undefined && {
      bends: wall.bends.map((bend) => ({ ...bend, xMm: mm(bend.xMm + xMm) })),
    }),
  };
}

/**
 * The wall standing so that what is on it stays where it is in the room, once `leftMm` of face were added at its left end
 * and `belowMm` at its lower edge (taken away: below 0). Its lower edge does not go below the floor.
 */
function stillStanding(wall: Wall, leftMm: Millimetres, belowMm: Millimetres): Wall {
  const { standing } = wall;
  if (standing === undefined || (leftMm === 0 && belowMm === 0)) return wall;
  // The left end lies where the first part of the face looks from, whatever bends come after it [G9].
  const along = (standing.facingDeg * Math.PI) / 180;
  return {
    ...wall,
    standing: {
      ...standing,
      xMm: mm(standing.xMm - leftMm * Math.cos(along)),
      yMm: mm(standing.yMm - leftMm * Math.sin(along)),
      baseMm: mm(Math.max(0, standing.baseMm - belowMm)),
    },
  };
}

/** The site with a wall's viewports changed or left out; the same list where none is, so that nobody draws it again. */
export function withViewports(site: Site, wallId: string, change: (each: Viewport) => Viewport | null): Site {
  const viewports = site.viewports.flatMap((each) => (each.wallId === wallId ? (change(each) ?? []) : each));
  const same =
    viewports.length === site.viewports.length &&
    viewports.every((viewport, index) => viewport === site.viewports[index]);
  return same ? site : { ...site, viewports };
}

/**
 * The site with other panels on a wall. Face and canvas grow where panels reach beyond them, to the left and up as well:
 * then everything on the wall moves along, and the wall stands that much further, so that in the room nothing moves. They
 * never shrink by themselves, because viewports hang on them. A viewport of exactly one panel's pixels, as that of a
 * monitor, goes where `follow` takes it: by itself it stays where it is on its output and has the panel's size there.
 */
export function withPanels(
  site: Site,
  wallId: string,
  change: (wall: Wall) => readonly Panel[],
  follow: (viewport: Viewport, before: Panel, after: Panel) => Viewport = (viewport, _, { canvas }) => ({
    ...viewport,
    canvas,
    output: { ...viewport.output, ...rotatedSize(canvas, viewport.rotation) },
  }),
): Site {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined) return site;
  const panels = [...change(wall)];
  const outer = extentOf(panels);
  const some = panels.length > 0;
  const [xMm, yMm, x, y] = some
    ? [outer.leftMm, outer.topMm, outer.left, outer.top].map((each) => Math.max(0, -each))
    : [0, 0, 0, 0];
  const grown = shifted({ ...wall, panels }, xMm ?? 0, yMm ?? 0, x ?? 0, y ?? 0);
  const most = extentOf(grown.panels);
  const sized: Wall = some
    ? {
        ...grown,
        widthMm: mm(
          Math.max((wall.widthMm ?? 0) + (wall.widthMm === undefined ? 0 : (xMm ?? 0)), most.rightMm),
        ),
        heightMm: mm(
          Math.max((wall.heightMm ?? 0) + (wall.heightMm === undefined ? 0 : (yMm ?? 0)), most.bottomMm),
        ),
        canvas: {
          width: Math.max(wall.canvas.width + (x ?? 0), most.right),
          height: Math.max(wall.canvas.height + (y ?? 0), most.bottom),
        },
      }
    : grown;
  // A wall that had no face stands where it begins.
  const belowMm = wall.heightMm === undefined ? 0 : (sized.heightMm ?? 0) - wall.heightMm - (yMm ?? 0);
  const next = stillStanding(sized, wall.widthMm === undefined ? 0 : (xMm ?? 0), mm(belowMm));
  const followed = withViewports(site, wallId, (viewport) => {
    const own = wall.panels.find(({ canvas }) => same(canvas, viewport.canvas));
    const now = own === undefined ? undefined : panels.find(({ id }) => id === own.id);
    const moved =
      own === undefined || now === undefined || now.canvas === own.canvas
        ? viewport
        : follow(viewport, own, now);
    if (x === 0 && y === 0) return moved;
    const { canvas } = moved;
    return { ...moved, canvas: { ...canvas, x: canvas.x + (x ?? 0), y: canvas.y + (y ?? 0) } };
  });
  return { ...followed, walls: site.walls.map((each) => (each.id === wallId ? next : each)) };
}

/** A viewport cut to the canvas; null where nothing of it is left. */
function cut(viewport: Viewport, width: number, height: number): Viewport | null {
  const canvas = intersection(viewport.canvas, { x: 0, y: 0, width, height });
  if (canvas === null) return null;
  return { ...viewport, canvas, output: mapRect(canvasToOutput(viewport), canvas) };
}

/** The wall cut to its panels: face, canvas and viewports end where they end. */
export function trimWall(site: Site, wallId: string): Site {
  const wall = site.walls.find(({ id }) => id === wallId);
  if (wall === undefined || wall.panels.length === 0) return site;
  const outer = extentOf(wall.panels);
  const width = outer.right - outer.left;
  const height = outer.bottom - outer.top;
  const belowMm = wall.heightMm === undefined ? 0 : mm(outer.bottomMm - wall.heightMm);
  const trimmed: Wall = {
    ...stillStanding(
      shifted(wall, -outer.leftMm, -outer.topMm, -outer.left, -outer.top),
      -outer.leftMm,
      belowMm,
    ),
    widthMm: mm(outer.rightMm - outer.leftMm),
    heightMm: mm(outer.bottomMm - outer.topMm),
    canvas: { width, height },
  };
  const followed = withViewports(site, wallId, (viewport) => {
    const { x, y } = viewport.canvas;
    const canvas = { ...viewport.canvas, x: x - outer.left, y: y - outer.top };
    return cut({ ...viewport, canvas }, width, height);
  });
  return { ...followed, walls: site.walls.map((each) => (each.id === wallId ? trimmed : each)) };
}

/** Controllers and ports without what `gone` names; they stay, though nothing is left on them. */
export function unplugged(site: Site, gone: (wallId: string, panelId: string) => boolean): Site {
  const { controllers } = site;
  if (controllers === undefined) return site;
  return {
    ...site,
    controllers: controllers.map((controller) => {
      if (!controller.ports.some(({ panels }) => panels.some((ref) => gone(ref.wallId, ref.panelId))))
        return controller;
      const ports = controller.ports.map((port) => ({
        ...port,
        panels: port.panels.filter((ref) => !gone(ref.wallId, ref.panelId)),
      }));
      return { ...controller, ports };
    }),
  };
}

/** Controllers without what `gone` names; ports stay, a controller of which nothing is left goes. */
export function unwired(site: Site, gone: (wallId: string, panelId: string) => boolean): Site {
  const { controllers } = site;
  if (controllers === undefined) return site;
  const untouched = new Set(controllers);
  const bare = unplugged(site, gone);
  return {
    ...bare,
    controllers: (bare.controllers ?? []).filter(
      (controller) => untouched.has(controller) || controller.ports.some(({ panels }) => panels.length > 0),
    ),
  };
}
