import { project } from "../../layouts/mercator.ts";
import type { Position } from "../../layouts/simplify.ts";

/** A line in the earth's square (layouts/mercator.ts), with the box around it. */
export interface ProjectedLine {
  /** x and y in turn. */
  readonly points: Float64Array;
  readonly box: readonly [number, number, number, number];
}

export function projectLine(line: readonly Position[]): ProjectedLine {
  const points = new Float64Array(line.length * 2);
  let [west, north, east, south] = [1, 1, 0, 0];
  for (const [index, [lon, lat]] of line.entries()) {
    const { x, y } = project({ lon, lat });
    points[2 * index] = x;
    points[2 * index + 1] = y;
    west = Math.min(west, x);
    east = Math.max(east, x);
    north = Math.min(north, y);
    south = Math.max(south, y);
  }
  return { points, box: [west, north, east, south] };
}

/** From the earth's square to pixels: `x * world + left`, `y * world + top`; what lies outside 0, 0, width, height is not seen. */
export interface Frame {
  readonly world: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Pixels beyond the frame up to which lines are followed, so that their ends are not seen. */
const BEYOND = 64;
/** Pixels below which a step is not drawn. */
const STEP = 0.4;

export function isSeen({ box: [west, north, east, south] }: ProjectedLine, frame: Frame): boolean {
  const { world, left, top, width, height } = frame;
  return (
    east * world + left >= -BEYOND &&
    west * world + left <= width + BEYOND &&
    south * world + top >= -BEYOND &&
    north * world + top <= height + BEYOND
  );
}

type Edge = readonly [at: number, of: 0 | 1, below: boolean];

/** The part of a ring on one side of a straight edge (Sutherland and Hodgman 1974). */
function cut(points: readonly number[], [at, of, below]: Edge): number[] {
  const kept: number[] = [];
  const inside = (value: number) => (below ? value <= at : value >= at);
  let [x0, y0] = [points.at(-2) ?? 0, points.at(-1) ?? 0];
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index] ?? 0, points[index + 1] ?? 0];
    const [before, now] = of === 0 ? [x0, x] : [y0, y];
    if (inside(before) !== inside(now)) {
      const share = (at - before) / (now - before);
      kept.push(x0 + share * (x - x0), y0 + share * (y - y0));
    }
    if (inside(now)) kept.push(x, y);
    [x0, y0] = [x, y];
  }
  return kept;
}

/** Pixels of a line in a frame, steps too small to see left out. */
export function pixelsOf({ points }: ProjectedLine, { world, left, top }: Frame): number[] {
  const pixels: number[] = [];
  let [lastX, lastY] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let index = 0; index < points.length; index += 2) {
    const x = (points[index] ?? 0) * world + left;
    const y = (points[index + 1] ?? 0) * world + top;
    const last = index === points.length - 2;
    if (!last && Math.abs(x - lastX) < STEP && Math.abs(y - lastY) < STEP) continue;
    pixels.push(x, y);
    [lastX, lastY] = [x, y];
  }
  return pixels;
}

/** Adds a closed ring to `path`, cut off beyond the frame: a coast goes on for millions of pixels there. */
function addRing(path: Path2D, ring: ProjectedLine, frame: Frame): void {
  if (!isSeen(ring, frame)) return;
  const edges: Edge[] = [
    [-BEYOND, 0, false],
    [frame.width + BEYOND, 0, true],
    [-BEYOND, 1, false],
    [frame.height + BEYOND, 1, true],
  ];
  let pixels = pixelsOf(ring, frame);
  for (const edge of edges) pixels = cut(pixels, edge);
  if (pixels.length < 6) return;
  path.moveTo(pixels[0] ?? 0, pixels[1] ?? 0);
  for (let index = 2; index < pixels.length; index += 2)
    path.lineTo(pixels[index] ?? 0, pixels[index + 1] ?? 0);
  path.closePath();
}

/** Closed rings as they lie in a frame. */
export function pathOfRings(rings: readonly ProjectedLine[], frame: Frame): Path2D {
  const path = new Path2D();
  for (const ring of rings) addRing(path, ring, frame);
  return path;
}

/** Adds an open line to `path`, in pieces where it leaves the frame. */
export function addLine(path: Path2D, line: ProjectedLine, frame: Frame): void {
  if (!isSeen(line, frame)) return;
  const pixels = pixelsOf(line, frame);
  const beyond = (a: number, b: number, size: number) =>
    Math.max(a, b) < -BEYOND || Math.min(a, b) > size + BEYOND;
  let down = false;
  for (let index = 2; index < pixels.length; index += 2) {
    const [x0, y0] = [pixels[index - 2] ?? 0, pixels[index - 1] ?? 0];
    const [x, y] = [pixels[index] ?? 0, pixels[index + 1] ?? 0];
    if (beyond(x0, x, frame.width) || beyond(y0, y, frame.height)) {
      down = false;
      continue;
    }
    if (!down) path.moveTo(x0, y0);
    path.lineTo(x, y);
    down = true;
  }
}
