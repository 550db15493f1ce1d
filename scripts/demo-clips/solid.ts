import type { Colour } from "./colour.ts";
import type { Face } from "./light.ts";
import type { Point, View } from "./view.ts";

/** Where something stands: metres, and its heading in degrees to the right of away-from-the-camera. */
export interface Pose {
  readonly x: number;
  readonly y?: number;
  readonly z: number;
  readonly heading?: number;
}

/** A point of a thing (right, up, forward) in the scene. */
export function placed(pose: Pose, [right, up, forward]: Point): Point {
  const angle = ((pose.heading ?? 0) * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [pose.x + right * cos + forward * sin, (pose.y ?? 0) + up, pose.z - right * sin + forward * cos];
}

export interface Extent {
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly top: number;
  readonly back: number;
  readonly front: number;
  /** How much narrower the top is on each of its four sides. */
  readonly taper?: { side?: number; back?: number; front?: number };
}

/** Which of the four lights falls on a side whose normal points this way. */
function lightOf(normalX: number, normalZ: number): Face {
  if (Math.abs(normalX) > Math.abs(normalZ)) {
    return normalX > 0 ? "right" : "left";
  }
  return "front";
}

/** Draws the sides of a box that the camera sees, then its top. `side` may change the colour of a side. */
export function drawBox(
  view: View,
  pose: Pose,
  extent: Extent,
  colour: Colour,
  side: (name: "front" | "back" | "left" | "right", corners: readonly Point[]) => Colour | null = () => null,
  shines = false,
): void {
  const { left, right, bottom, top, back, front, taper = {} } = extent;
  const [ts, tb, tf] = [taper.side ?? 0, taper.back ?? 0, taper.front ?? 0];
  const at = (x: number, y: number, z: number) => placed(pose, [x, y, z]);
  const low = [
    at(left, bottom, back),
    at(right, bottom, back),
    at(right, bottom, front),
    at(left, bottom, front),
  ] as const;
  const high = [
    at(left + ts, top, back + tb),
    at(right - ts, top, back + tb),
    at(right - ts, top, front - tf),
    at(left + ts, top, front - tf),
  ] as const;
  const sides = [
    ["back", [low[0], low[1], high[1], high[0]]],
    ["right", [low[1], low[2], high[2], high[1]]],
    ["front", [low[2], low[3], high[3], high[2]]],
    ["left", [low[3], low[0], high[0], high[3]]],
  ] as const;
  for (const [name, corners] of sides) {
    const [a, b] = corners;
    const [nx, nz] = [b[2] - a[2], a[0] - b[0]];
    const seen = (a[0] - view.pose.x) * nx + (a[2] - view.pose.z) * nz < 0;
    if (seen) {
      const own = side(name, corners) ?? colour;
      if (shines) {
        view.shine(corners, own, 0.9);
      } else {
        view.face(corners, own, lightOf(nx, nz));
      }
    }
  }
  if (view.pose.y > (high[0][1] + high[2][1]) / 2) {
    view.face(high, colour, "top");
  } else if (view.pose.y < low[0][1]) {
    view.face(low, colour, "flat");
  }
}

export interface Band {
  /** Height of its upper edge. */
  readonly to: number;
  readonly colour: Colour;
  readonly shines?: boolean;
}

/** A box in bands of colour one above the other, from its bottom to the `to` of the last. */
export function drawBands(view: View, pose: Pose, extent: Omit<Extent, "top">, bands: readonly Band[]): void {
  const { taper = {} } = extent;
  const tall = (bands.at(-1)?.to ?? extent.bottom) - extent.bottom;
  const inset = (up: number) => {
    const share = (up - extent.bottom) / tall;
    return {
      side: (taper.side ?? 0) * share,
      back: (taper.back ?? 0) * share,
      front: (taper.front ?? 0) * share,
    };
  };
  let bottom = extent.bottom;
  for (const { to, colour, shines = false } of bands) {
    const [low, high] = [inset(bottom), inset(to)];
    const band = {
      left: extent.left + low.side,
      right: extent.right - low.side,
      bottom,
      top: to,
      back: extent.back + low.back,
      front: extent.front - low.front,
      taper: { side: high.side - low.side, back: high.back - low.back, front: high.front - low.front },
    };
    drawBox(view, pose, band, colour, () => null, shines);
    bottom = to;
  }
}

/** A point on a side drawn by drawBox: u from its first corner to its second, v upwards, both 0 to 1. */
export function onSide(corners: readonly Point[], u: number, v: number): Point {
  const [a = [0, 0, 0], b = a, c = b, d = a] = corners;
  const mixPoint = (p: Point, q: Point, share: number): Point => [
    p[0] + (q[0] - p[0]) * share,
    p[1] + (q[1] - p[1]) * share,
    p[2] + (q[2] - p[2]) * share,
  ];
  return mixPoint(mixPoint(a, b, u), mixPoint(d, c, u), v);
}

/** A rectangle on a side, as shares of it. */
export function patch(corners: readonly Point[], u0: number, v0: number, u1: number, v1: number): Point[] {
  return [onSide(corners, u0, v0), onSide(corners, u1, v0), onSide(corners, u1, v1), onSide(corners, u0, v1)];
}

/** A soft dark patch on the ground under something. */
export function drawShadow(view: View, pose: Pose, halfWidth: number, halfLength: number): void {
  const { shadow, faces } = view.lighting.light;
  const reach = shadow > 0.2 ? (faces.right > faces.left ? -0.7 : 0.7) : 0;
  for (const grow of [1, 1.25]) {
    const points: Point[] = [];
    for (let step = 0; step < 16; step += 1) {
      const angle = (step / 16) * 2 * Math.PI;
      const bend = (value: number) => Math.sign(value) * Math.abs(value) ** 0.6;
      const x = bend(Math.cos(angle)) * halfWidth * grow + (Math.cos(angle) * reach > 0 ? reach : 0);
      points.push(placed({ ...pose, y: 0.01 }, [x, 0, bend(Math.sin(angle)) * halfLength * grow]));
    }
    view.paint(points, `rgba(8,10,14,${Math.max(0.14, shadow) * 0.7})`);
  }
}
