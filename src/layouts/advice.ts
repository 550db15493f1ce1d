import { type Axis, axesOf, toLit } from "./axis.ts";
import { uncovered, unlit } from "./coverage.ts";
import { controllerLoads } from "./load.ts";
import { type Panel, pixelsOf } from "./panel.ts";
import type { Problem } from "./problem.ts";
import { bottom, right } from "./rect.ts";
import type { Site, Wall } from "./site.ts";
import { extent, Findings, places } from "./validation/findings.ts";
import { outputsShowing, viewportsOf } from "./viewport.ts";

function checkLoads(findings: Findings, site: Site): void {
  const loads = controllerLoads(site);
  for (const { controller, ports, pixels, limit, portCount } of loads) {
    const field = `controllers.${site.controllers?.indexOf(controller)}`;
    const { bits, hertz, id } = controller;
    if (pixels > limit) findings.add("P2", field, { controller: id, pixels, limit, hertz });
    if (ports.length > portCount)
      findings.add("P3", field, { controller: id, ports: ports.length, portCount });
    ports.forEach((load, index) => {
      if (load.pixels <= load.limit) return;
      const values = { port: `${id}/${load.port.id}`, pixels: load.pixels, limit: load.limit, bits, hertz };
      findings.add("P1", `${field}.ports.${index}`, values);
    });
  }
}

function checkWired(findings: Findings, site: Site, wall: Wall, field: string): void {
  const wired = new Set(
    (site.controllers ?? []).flatMap(({ ports }) =>
      ports.flatMap(({ panels }) =>
        panels.flatMap(({ wallId, panelId }) => (wallId === wall.id ? [panelId] : [])),
      ),
    ),
  );
  if (wired.size === 0) return;
  wall.panels.forEach((panel, index) => {
    if (panel.kind !== "led" || wired.has(panel.id)) return;
    const at = `${field}.panels.${index}`;
    const shown = shownOf(site, wall, panel);
    const pixels = pixelsOf(panel);
    if (shown.length === 0 || shown.some((part) => part.pixels === pixels)) {
      const values = { panel: panel.id, wall: wall.id, wired: wired.size, panels: wall.panels.length };
      findings.add("P4", at, values);
    } else {
      const parts = shown.map((part) => `${part.outputId} ${part.pixels} px`).join(", ");
      findings.add("P7", at, { panel: panel.id, wall: wall.id, pixels, shown: parts });
    }
  });
}

/** How many pixels of a panel each output shows, spares left out; outputs that show none are. */
function shownOf(site: Site, wall: Wall, panel: Panel): { outputId: string; pixels: number }[] {
  return outputsShowing(site, wall.id, panel.canvas)
    .filter(({ spareOf }) => spareOf === undefined)
    .map(({ id }) => {
      const parts = viewportsOf(site, id).filter(({ wallId }) => wallId === wall.id);
      const dark = uncovered(
        panel.canvas,
        parts.map(({ canvas }) => canvas),
      ).reduce((sum, { width, height }) => sum + width * height, 0);
      return { outputId: id, pixels: pixelsOf(panel) - dark };
    });
}

function checkRoom(findings: Findings, site: Site, wall: Wall, field: string): void {
  const room = site.rooms.find(({ id }) => id === wall.roomId);
  const { widthMm, heightMm, bends } = wall;
  const longest = Math.max(room?.widthMm ?? Number.POSITIVE_INFINITY, room?.depthMm ?? 0);
  if (widthMm !== undefined && (bends ?? []).length === 0 && widthMm > longest) {
    findings.add("P5", field, { wall: wall.id, width: widthMm, room: wall.roomId, longest });
  }
  const reach = (heightMm ?? 0) + (wall.standing?.baseMm ?? 0);
  if (room?.heightMm !== undefined && reach > room.heightMm) {
    findings.add("P6", field, { wall: wall.id, reach, room: room.id, height: room.heightMm });
  }
}

/** P8. What lies behind bezels along a whole row or column belongs to every wall of monitors, and is not told. */
function checkLit(findings: Findings, wall: Wall, field: string): void {
  const { x, y } = axesOf(wall);
  const along = (axis: Axis, start: number, end: number) => toLit(axis, end) - toLit(axis, start);
  const dark = unlit(wall)
    .map((rect) => ({
      rect,
      pixels: along(x, rect.x, right(rect)) * along(y, rect.y, bottom(rect)),
    }))
    .filter(({ pixels }) => pixels > 0)
    .toSorted((a, b) => b.pixels - a.pixels);
  const [most] = dark;
  if (most === undefined) return;
  findings.add("P8", `${field}.canvas`, {
    ...{ wall: wall.id, pixels: extent(wall.canvas), rect: places(most.rect) },
    dark: dark.reduce((sum, { pixels }) => sum + pixels, 0),
  });
}

/** Rules P*: what may be stored and is told to the technician. At most 100. */
export function advise(site: Site): Problem[] {
  const findings = new Findings();
  checkLoads(findings, site);
  site.walls.forEach((wall, index) => {
    const field = `walls.${index}`;
    checkWired(findings, site, wall, field);
    checkRoom(findings, site, wall, field);
    checkLit(findings, wall, field);
  });
  return findings.list;
}
