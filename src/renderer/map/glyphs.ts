import type { Severity } from "../../protocol/incident.ts";
import type { CameraMark } from "../../protocol/map.ts";
import { severityShapes } from "../ui/mark-shapes.ts";
import { isLost } from "./marks.ts";
import { palette, severityColour } from "./palette.ts";

type Context = OffscreenCanvasRenderingContext2D;

/** Of the box in which shapes are described. */
const SHAPE = 12;

const pathOfShape = (shape: string): Path2D => new Path2D(shape);

/** A severity's shape, `side` pixels, around 0, 0; hollow once somebody has taken care of it. */
export function drawSeverity(ctx: Context, severity: Severity, side: number, hollow: boolean): void {
  const path = pathOfShape(severityShapes[severity]);
  ctx.save();
  ctx.scale(side / SHAPE, side / SHAPE);
  ctx.translate(-SHAPE / 2, -SHAPE / 2);
  ctx.lineJoin = "round";
  // Against whatever lies beneath.
  ctx.strokeStyle = palette.onColour;
  ctx.lineWidth = 3.5;
  ctx.stroke(path);
  ctx.fillStyle = hollow ? palette.onColour : severityColour(severity);
  ctx.fill(path);
  if (hollow) {
    ctx.strokeStyle = severityColour(severity);
    ctx.lineWidth = 1.75;
    ctx.stroke(path);
  }
  ctx.restore();
}

/** How a camera's body is drawn: full while it gives a picture, else hollow; struck out where that is lost. */
function inkOf(state: CameraMark["state"]): { readonly fill: string; readonly line: string } {
  if (isLost({ state })) return { fill: palette.onColour, line: palette.high };
  if (state === "delayed" || state === "degraded") return { fill: palette.onColour, line: palette.medium };
  const full = state === "live" || state === "hidden";
  return { fill: full ? palette.dim : palette.onColour, line: palette.dim };
}

/** A camera's body and lens, `side` pixels wide, around 0, 0. */
function pathOfCamera(side: number): Path2D {
  const body = new Path2D();
  body.roundRect(-0.5 * side, -0.32 * side, 0.68 * side, 0.64 * side, 0.1 * side);
  body.moveTo(0.22 * side, 0);
  body.lineTo(0.5 * side, -0.26 * side);
  body.lineTo(0.5 * side, 0.26 * side);
  body.closePath();
  return body;
}

/** A camera `side` pixels wide, around 0, 0. */
export function drawCamera(ctx: Context, state: CameraMark["state"], side: number): void {
  const { fill, line } = inkOf(state);
  const body = pathOfCamera(side);
  ctx.lineJoin = "round";
  ctx.strokeStyle = palette.onColour;
  ctx.lineWidth = 0.3 * side;
  ctx.stroke(body);
  ctx.fillStyle = fill;
  ctx.fill(body);
  ctx.strokeStyle = line;
  ctx.lineWidth = 0.11 * side;
  ctx.stroke(body);
  if (!isLost({ state })) return;
  const stroke = new Path2D();
  stroke.moveTo(-0.55 * side, 0.55 * side);
  stroke.lineTo(0.55 * side, -0.55 * side);
  ctx.strokeStyle = palette.onColour;
  ctx.lineWidth = 0.32 * side;
  ctx.stroke(stroke);
  ctx.strokeStyle = palette.high;
  ctx.lineWidth = 0.13 * side;
  ctx.stroke(stroke);
}

/** What a camera at 0, 0 sees: a sector of `radius` pixels. Angles in degrees, the heading clockwise from north. */
export function drawSight(ctx: Context, heading: number, fovDeg: number, radius: number): void {
  const radians = (degrees: number) => ((degrees - 90) * Math.PI) / 180;
  ctx.beginPath();
  ctx.moveTo(0, 0);
  ctx.arc(0, 0, radius, radians(heading - fovDeg / 2), radians(heading + fovDeg / 2));
  ctx.closePath();
  ctx.fillStyle = "rgb(236 238 241 / 0.16)";
  ctx.fill();
  ctx.strokeStyle = "rgb(236 238 241 / 0.45)";
  ctx.lineWidth = 1;
  ctx.stroke();
}

/** A place that somebody picked: a cross that leaves its middle free. */
export function drawPicked(ctx: Context, side: number, colour: string): void {
  const path = new Path2D();
  path.arc(0, 0, 0.5 * side, 0, 2 * Math.PI);
  for (const [x, y] of [
    [1, 0],
    [-1, 0],
    [0, 1],
    [0, -1],
  ] as const) {
    path.moveTo(x * 0.35 * side, y * 0.35 * side);
    path.lineTo(x * 0.9 * side, y * 0.9 * side);
  }
  for (const [ink, width] of [
    [palette.onColour, 0.28],
    [colour, 0.12],
  ] as const) {
    ctx.strokeStyle = ink;
    ctx.lineWidth = width * side;
    ctx.stroke(path);
  }
}
