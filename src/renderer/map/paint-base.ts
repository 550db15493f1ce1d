import type { Coast } from "./coast.ts";
import { addLine, type Frame, pathOfRings, type ProjectedLine, projectLine } from "./mercator-path.ts";
import { earth } from "./palette.ts";

/** A coast as it is drawn. */
export interface ProjectedCoast {
  readonly rings: readonly ProjectedLine[];
  readonly borders: readonly ProjectedLine[];
}

export function projectCoast({ polygons, borders }: Coast): ProjectedCoast {
  return { rings: polygons.flat().map(projectLine), borders: borders.map(projectLine) };
}

/** Land, water and borders of countries. */
export function paintCoast(
  ctx: OffscreenCanvasRenderingContext2D,
  coast: ProjectedCoast,
  frame: Frame,
): void {
  ctx.fillStyle = earth.water;
  ctx.fillRect(0, 0, frame.width, frame.height);
  const land = pathOfRings(coast.rings, frame);
  ctx.fillStyle = earth.land;
  ctx.fill(land, "evenodd");
  ctx.strokeStyle = earth.coast;
  ctx.lineWidth = 1;
  ctx.lineJoin = "round";
  ctx.stroke(land);
  const borders = new Path2D();
  for (const line of coast.borders) addLine(borders, line, frame);
  ctx.strokeStyle = earth.border;
  ctx.setLineDash([6, 4]);
  ctx.stroke(borders);
  ctx.setLineDash([]);
}

/** The city's boundary, above everything else of the base. */
export function paintBoundary(
  ctx: OffscreenCanvasRenderingContext2D,
  rings: readonly ProjectedLine[],
  frame: Frame,
  linePx: number,
): void {
  ctx.strokeStyle = earth.boundary;
  ctx.lineWidth = linePx;
  ctx.lineJoin = "round";
  ctx.stroke(pathOfRings(rings, frame));
}
