import { controllerLoads } from "./load.ts";
import type { Problem } from "./problem.ts";
import type { Site, Wall } from "./site.ts";
import { Findings } from "./validation/findings.ts";

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
  wall.panels.forEach(({ id, kind }, index) => {
    if (kind === "led" && !wired.has(id)) {
      const values = { panel: id, wall: wall.id, wired: wired.size, panels: wall.panels.length };
      findings.add("P4", `${field}.panels.${index}`, values);
    }
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

/** Rules P*: what may be stored and is told to the technician. At most 100. */
export function advise(site: Site): Problem[] {
  const findings = new Findings();
  checkLoads(findings, site);
  site.walls.forEach((wall, index) => {
    const field = `walls.${index}`;
    checkWired(findings, site, wall, field);
    checkRoom(findings, site, wall, field);
  });
  return findings.list;
}
