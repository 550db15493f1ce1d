import { bezelsOf, type Panel } from "../panel.ts";
import { contains, type Rect } from "../rect.ts";
import type { Site, Wall } from "../site.ts";
import type { Fresh } from "./fresh.ts";
import { extent, type Findings, millimetresOf, places } from "./findings.ts";

/** Millimetres by which panels may seem to overlap; sums of decimal sizes are not exact. */
const SLACK_MM = 0.01;

/** W1 of one list. */
export function checkIds(findings: Findings, list: string, items: readonly { id: string }[]): void {
  findings.twins(
    items,
    ({ id }) => id,
    (_, { id }, index) => findings.add("W1", `${list}.${index}.id`, { list, id }),
  );
}

/** W3, W6 and W7 of one panel; `field` is asked for only where something is wrong. */
function checkPanel(findings: Findings, wall: Wall, canvas: Rect, panel: Panel, field: () => string): void {
  const { widthMm, heightMm } = wall;
  if (!contains(canvas, panel.canvas)) {
    const values = { panel: panel.id, rect: places(panel.canvas), canvas: extent(canvas) };
    findings.add("W3", `${field()}.canvas`, values);
  }
  if (
    panel.xMm < -SLACK_MM ||
    panel.yMm < -SLACK_MM ||
    (widthMm !== undefined && panel.xMm + panel.widthMm > widthMm + SLACK_MM) ||
    (heightMm !== undefined && panel.yMm + panel.heightMm > heightMm + SLACK_MM)
  ) {
    const face = `${widthMm ?? "–"} x ${heightMm ?? "–"}`;
    findings.add("W6", field(), { panel: panel.id, rect: millimetresOf(panel), face });
  }
  const { left, top, right, bottom } = bezelsOf(panel);
  if (left + right >= panel.widthMm || top + bottom >= panel.heightMm) {
    const size = `${panel.widthMm} x ${panel.heightMm}`;
    const { bezelMm } = panel;
    const bezel = typeof bezelMm === "number" ? bezelMm : `${left}, ${top}, ${right}, ${bottom}`;
    findings.add("W7", `${field()}.bezelMm`, { panel: panel.id, size, bezel });
  }
}

function checkPanels(findings: Findings, wall: Wall, field: string, fresh: Fresh): void {
  const { widthMm, heightMm, panels } = wall;
  const few = fresh.panelsOf(wall);
  if (fresh.names(wall)) checkIds(findings, `${field}.panels`, panels);
  if (panels.length > 0 && (widthMm === undefined || heightMm === undefined)) {
    findings.add("W8", field, { wall: wall.id, panels: panels.length });
  }
  const canvas = { x: 0, y: 0, ...wall.canvas };
  panels.forEach((panel, index) =>
    checkPanel(findings, wall, canvas, panel, () => `${field}.panels.${index}`),
  );
  findings.overlapping(
    panels,
    ({ canvas }) => canvas,
    (a, b, index) => {
      const values = { a: a.id, aRect: places(a.canvas), b: b.id, bRect: places(b.canvas) };
      findings.add("W4", `${field}.panels.${index}.canvas`, values);
    },
    0,
    few,
  );
  findings.overlapping(
    panels,
    (panel) => ({ x: panel.xMm, y: panel.yMm, width: panel.widthMm, height: panel.heightMm }),
    (a, b, index) => {
      const values = { a: a.id, aRect: millimetresOf(a), b: b.id, bRect: millimetresOf(b) };
      findings.add("W5", `${field}.panels.${index}`, values);
    },
    SLACK_MM,
    few,
  );
}

function checkBends(findings: Findings, wall: Wall, field: string): void {
  const bends = wall.bends ?? [];
  bends.forEach(({ xMm }, index) => {
    const before = bends[index - 1]?.xMm ?? 0;
    const behind = wall.widthMm ?? Number.POSITIVE_INFINITY;
    if (xMm <= before || xMm >= behind) {
      const values = { wall: wall.id, bend: xMm, before, behind: wall.widthMm ?? "–" };
      findings.add("W16", `${field}.bends.${index}`, values);
    }
    const crossed = wall.panels.find(
      (panel) => panel.xMm < xMm - SLACK_MM && panel.xMm + panel.widthMm > xMm + SLACK_MM,
    );
    if (crossed !== undefined) {
      const values = { wall: wall.id, bend: xMm, panel: crossed.id, rect: millimetresOf(crossed) };
      findings.add("W17", `${field}.bends.${index}`, values);
    }
  });
}

/** W1 to W8, W16 and W17. */
export function checkWalls(findings: Findings, site: Site, fresh: Fresh): void {
  checkIds(findings, "rooms", site.rooms);
  checkIds(findings, "walls", site.walls);
  site.walls.forEach((wall, index) => {
    const field = `walls.${index}`;
    if (!site.rooms.some((room) => room.id === wall.roomId)) {
      findings.add("W2", `${field}.roomId`, { id: wall.id, list: "rooms", missing: wall.roomId });
    }
    checkPanels(findings, wall, field, fresh);
    checkBends(findings, wall, field);
    const { viewing } = wall;
    if (viewing !== undefined && viewing.nearestMm > viewing.farthestMm) {
      const values = { wall: wall.id, nearest: viewing.nearestMm, farthest: viewing.farthestMm };
      findings.add("W18", `${field}.viewing`, values);
    }
  });
}
