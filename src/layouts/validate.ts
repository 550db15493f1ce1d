import type { Layout } from "./layout.ts";
import { type Problem, problemOf, type Values } from "./problem.ts";
import { contains, overlaps, type Rect, type Size } from "./rect.ts";
import { type Rule, rules } from "./rules.ts";
import type { Output, Panel, Site, Viewport, Wall } from "./site.ts";
import { rotatedSize } from "./viewport.ts";

/** More problems than this are not listed: nobody reads them, and a thousand panels in one place have half a million. */
const LISTED = 100;
/** Millimetres by which panels may seem to overlap; sums of decimal sizes are not exact. */
const SLACK_MM = 0.01;

class Findings {
  readonly list: Problem[] = [];

  add(rule: Rule, field: string, values: Values): void {
    if (this.list.length < LISTED) this.list.push(problemOf(rule, field, rules[rule], values));
  }

  /** Every pair that `clash` finds, the later one's index second; stops when enough is listed. */
  pairs<T>(
    items: readonly T[],
    clash: (a: T, b: T) => boolean,
    found: (a: T, b: T, at: number) => void,
  ): void {
    items.forEach((b, at) => {
      for (const a of items.slice(0, at)) {
        if (this.list.length >= LISTED) return;
        if (clash(a, b)) found(a, b, at);
      }
    });
  }
}

function places({ x, y, width, height }: Rect): string {
  return `${x},${y} ${width} x ${height}`;
}

function extent({ width, height }: Size): string {
  return `${width} x ${height}`;
}

function millimetres({ xMm, yMm, widthMm, heightMm }: Panel): string {
  return `${xMm},${yMm} ${widthMm} x ${heightMm}`;
}

function standTogether(a: Panel, b: Panel): boolean {
  return (
    a.xMm + SLACK_MM < b.xMm + b.widthMm &&
    b.xMm + SLACK_MM < a.xMm + a.widthMm &&
    a.yMm + SLACK_MM < b.yMm + b.heightMm &&
    b.yMm + SLACK_MM < a.yMm + a.heightMm
  );
}

/** Whether `zone` is an IANA name that this machine knows; offsets such as +07:00 are not names. */
function isZone(zone: string): boolean {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

function checkIds(findings: Findings, list: string, items: readonly { id: string }[]): void {
  const seen = new Set<string>();
  items.forEach(({ id }, index) => {
    if (seen.has(id)) findings.add("W1", `${list}.${index}.id`, { list, id });
    seen.add(id);
  });
}

function checkPanels(findings: Findings, wall: Wall, field: string): void {
  const canvas = { x: 0, y: 0, ...wall.canvas };
  const { widthMm, heightMm, panels } = wall;
  checkIds(findings, `${field}.panels`, panels);
  if (panels.length > 0 && (widthMm === undefined || heightMm === undefined)) {
    findings.add("W8", field, { wall: wall.id, panels: panels.length });
  }
  panels.forEach((panel, index) => {
    const at = `${field}.panels.${index}`;
    if (!contains(canvas, panel.canvas)) {
      findings.add("W3", `${at}.canvas`, {
        panel: panel.id,
        rect: places(panel.canvas),
        canvas: extent(canvas),
      });
    }
    if (
      panel.xMm < -SLACK_MM ||
      panel.yMm < -SLACK_MM ||
      (widthMm !== undefined && panel.xMm + panel.widthMm > widthMm + SLACK_MM) ||
      (heightMm !== undefined && panel.yMm + panel.heightMm > heightMm + SLACK_MM)
    ) {
      const face = `${widthMm ?? "–"} x ${heightMm ?? "–"}`;
      findings.add("W6", at, { panel: panel.id, rect: millimetres(panel), face });
    }
    if (2 * panel.bezelMm >= Math.min(panel.widthMm, panel.heightMm)) {
      findings.add("W7", `${at}.bezelMm`, {
        panel: panel.id,
        size: `${panel.widthMm} x ${panel.heightMm}`,
        bezel: panel.bezelMm,
      });
    }
  });
  findings.pairs(
    panels,
    (a, b) => overlaps(a.canvas, b.canvas),
    (a, b, index) => {
      const values = { a: a.id, aRect: places(a.canvas), b: b.id, bRect: places(b.canvas) };
      findings.add("W4", `${field}.panels.${index}.canvas`, values);
    },
  );
  findings.pairs(panels, standTogether, (a, b, index) => {
    const values = { a: a.id, aRect: millimetres(a), b: b.id, bRect: millimetres(b) };
    findings.add("W5", `${field}.panels.${index}`, values);
  });
}

function checkWalls(findings: Findings, site: Site): void {
  site.walls.forEach((wall, index) => {
    if (!site.rooms.some((room) => room.id === wall.roomId)) {
      const values = { id: wall.id, list: "rooms", missing: wall.roomId };
      findings.add("W2", `walls.${index}.roomId`, values);
    }
    checkPanels(findings, wall, `walls.${index}`);
  });
}

/** Where an output is placed on a display of this machine: its connector, or its pixels of the desktop; else null. */
function displayOf({ placement, width, height }: Output): string | Rect | null {
  if (placement.kind !== "display") return null;
  if (placement.connector !== undefined) return placement.connector;
  const { x, y } = placement;
  return x === undefined || y === undefined ? null : { x, y, width, height };
}

function placeOf(output: Output): string {
  const display = displayOf(output);
  return display === null || typeof display === "string" ? (display ?? "–") : places(display);
}

function shareDisplay(a: Output, b: Output): boolean {
  const first = displayOf(a);
  const second = displayOf(b);
  if (first === null || second === null) return false;
  if (typeof first === "string" || typeof second === "string") return first === second;
  return overlaps(first, second);
}

function checkOutputs(findings: Findings, site: Site): void {
  site.outputs.forEach(({ id, placement }, index) => {
    if (placement.kind === "display" && (placement.x === undefined) !== (placement.y === undefined)) {
      const values = { output: id, x: placement.x ?? "–", y: placement.y ?? "–" };
      findings.add("W15", `outputs.${index}.placement`, values);
    }
  });
  findings.pairs(site.outputs, shareDisplay, (a, b, index) => {
    const values = { a: a.id, aPlace: placeOf(a), b: b.id, bPlace: placeOf(b) };
    findings.add("W14", `outputs.${index}.placement`, values);
  });
}

function checkViewport(findings: Findings, site: Site, viewport: Viewport, field: string): void {
  const { wallId, outputId, canvas, output, rotation } = viewport;
  const wall = site.walls.find(({ id }) => id === wallId);
  const target = site.outputs.find(({ id }) => id === outputId);
  const id = `${wallId} > ${outputId}`;
  if (wall === undefined) {
    findings.add("W2", `${field}.wallId`, { id, list: "walls", missing: wallId });
  } else if (!contains({ x: 0, y: 0, ...wall.canvas }, canvas)) {
    const values = { rect: places(canvas), wall: wallId, canvas: extent(wall.canvas) };
    findings.add("W9", `${field}.canvas`, values);
  }
  if (target === undefined) {
    findings.add("W2", `${field}.outputId`, { id, list: "outputs", missing: outputId });
  } else if (!contains({ x: 0, y: 0, width: target.width, height: target.height }, output)) {
    const values = { rect: places(output), output: outputId, size: extent(target) };
    findings.add("W10", `${field}.output`, values);
  }
  const turned = rotatedSize(canvas, rotation);
  if (turned.width !== output.width || turned.height !== output.height) {
    const values = { from: extent(canvas), rotation, to: extent(output) };
    findings.add("W11", `${field}.output`, values);
  }
}

/**
 * Where a site that fits `siteSchema` breaks a rule W* of SPEC.md; empty where it may be stored. At most 100 problems.
 */
export function validateSite(site: Site): Problem[] {
  const findings = new Findings();
  if (!isZone(site.zone)) findings.add("W13", "zone", { zone: site.zone });
  checkIds(findings, "rooms", site.rooms);
  checkIds(findings, "walls", site.walls);
  checkIds(findings, "outputs", site.outputs);
  checkWalls(findings, site);
  checkOutputs(findings, site);
  site.viewports.forEach((viewport, index) => {
    checkViewport(findings, site, viewport, `viewports.${index}`);
  });
  findings.pairs(
    site.viewports,
    (a, b) => a.outputId === b.outputId && overlaps(a.output, b.output),
    (a, b, index) => {
      const values = { output: b.outputId, aRect: places(a.output), bRect: places(b.output) };
      findings.add("W12", `viewports.${index}.output`, values);
    },
  );
  return findings.list;
}

/**
 * Where a layout that fits `layoutSchema` breaks a rule L1 to L4 of SPEC.md on this site; empty where it may be stored
 * and taken. At most 100 problems.
 */
export function validateLayout(layout: Layout, site: Pick<Site, "walls">): Problem[] {
  const findings = new Findings();
  const wall = site.walls.find(({ id }) => id === layout.wallId);
  if (wall === undefined) {
    const walls = site.walls.map(({ id }) => id).join(", ");
    findings.add("L1", "wallId", { wall: layout.wallId, walls });
  } else {
    const canvas = { x: 0, y: 0, ...wall.canvas };
    layout.tiles.forEach((tile, index) => {
      if (contains(canvas, tile.rect)) return;
      const values = { tile: tile.id, rect: places(tile.rect), canvas: extent(canvas) };
      findings.add("L2", `tiles.${index}.rect`, values);
    });
  }
  findings.pairs(
    layout.tiles,
    (a, b) => a.id === b.id,
    (_, b, index) => findings.add("L4", `tiles.${index}.id`, { id: b.id }),
  );
  findings.pairs(
    layout.tiles,
    (a, b) => a.z === b.z && overlaps(a.rect, b.rect),
    (a, b, index) => {
      const values = { a: a.id, aRect: places(a.rect), b: b.id, bRect: places(b.rect), z: b.z };
      findings.add("L3", `tiles.${index}`, values);
    },
  );
  return findings.list;
}
