import { mix, rgb, times, type Colour } from "../colour.ts";
import type { Random } from "../random.ts";
import { drawBox, placed, type Pose } from "../solid.ts";
import type { Point, View } from "../view.ts";

export interface Stall {
  readonly pose: Pose;
  readonly awning: readonly [Colour, Colour];
  readonly goods: readonly Colour[];
  readonly width: number;
  readonly lamp: Colour;
}

const cloths: readonly [readonly [number, number], ...(readonly [number, number])[]] = [
  [0xc23b30, 0xe9e4d8],
  [0x2f67a8, 0xe9e4d8],
  [0x2d8a57, 0xdfe6d6],
  [0xe0a52b, 0xe8dfc8],
  [0x2c8a94, 0x2c8a94],
  [0x3f62a8, 0x3f62a8],
  [0xb5552e, 0xb5552e],
];
const goods = [0xd8452f, 0xe48f2a, 0x5f9a3a, 0xe9cf4f, 0x8a4f8a, 0xb98a5a, 0xd9d2b8, 0x3f7a4a] as const;

export function someStall(random: Random, pose: Pose): Stall {
  const [a, b] = random.pick(cloths);
  return {
    pose,
    awning: [rgb(a), rgb(b)],
    goods: Array.from({ length: 10 }, () => rgb(random.pick(goods))),
    width: random.between(2.7, 3.3),
    lamp: random.chance(0.7) ? [255, 220, 150] : [235, 245, 255],
  };
}

/** A market stall whose front faces the way its heading points away from. */
export function drawStall(view: View, { pose, awning, goods, width, lamp }: Stall): void {
  const half = width / 2;
  const { night } = view.lighting.light;
  const at = (x: number, y: number, z: number): Point => placed(pose, [x, y, z]);
  view.face(
    [at(-half, 0, 2.2), at(half, 0, 2.2), at(half, 2.4, 2.2), at(-half, 2.4, 2.2)],
    rgb(night ? 0x8a7a60 : 0x5a544a),
    "front",
  );
  for (const x of [-half, half]) {
    view.line([at(x, 0, 2.2), at(x, 2.6, 2.2)], rgb(0x6a6258), 0.08);
  }
  drawBox(
    view,
    pose,
    { left: -half + 0.1, right: half - 0.1, bottom: 0, top: 0.75, back: 0, front: 1.3 },
    rgb(0x7d6a50),
  );
  for (const [index, colour] of goods.entries()) {
    const column = index % 5;
    const row = Math.floor(index / 5);
    const x = -half + 0.35 + ((width - 0.7) * column) / 4;
    heap(view, at(x, 0.78 + row * 0.1, 0.3 + row * 0.6), colour, night);
  }
  if (night) {
    view.glow(at(0, 1.85, 0.3), 1.5, lamp, 0.85);
    view.glow(at(0, 1.85, 0.3), 0.25, [255, 252, 240], 1);
  }
  const stripes = 8;
  for (let stripe = 0; stripe < stripes; stripe += 1) {
    const [x0, x1] = [
      -half - 0.3 + ((width + 0.6) * stripe) / stripes,
      -half - 0.3 + ((width + 0.6) * (stripe + 1)) / stripes,
    ];
    const colour = awning[stripe % 2] ?? awning[0];
    view.face([at(x0, 2.15, -0.9), at(x1, 2.15, -0.9), at(x1, 2.75, 2.4), at(x0, 2.75, 2.4)], colour, "top");
    view.face(
      [at(x0, 1.9, -0.92), at(x1, 1.9, -0.92), at(x1, 2.15, -0.9), at(x0, 2.15, -0.9)],
      times(colour, 0.9),
      "front",
    );
  }
  for (const x of [-half - 0.2, half + 0.2]) {
    view.line([at(x, 0, -0.8), at(x, 2.1, -0.8)], rgb(0x6a6258), 0.07);
  }
}

function heap(view: View, point: Point, colour: Colour, night: boolean): void {
  const seen = view.project(point);
  if (seen === null) {
    return;
  }
  const lit = night ? mix(colour, rgb(0xffd9a0), 0.2) : colour;
  for (const [dx, dy, r, tone] of [
    [-0.13, 0.05, 0.15, 0.82],
    [0.13, 0.06, 0.15, 0.95],
    [0, 0.18, 0.15, 1.12],
  ] as const) {
    view.ctx.fillStyle = view.lighting.css(times(lit, tone), "top", point[0], point[2], view.distance(point));
    view.ctx.beginPath();
    view.ctx.ellipse(
      seen.x + dx * seen.scale,
      seen.y - dy * seen.scale,
      r * seen.scale,
      r * 0.75 * seen.scale,
      0,
      0,
      2 * Math.PI,
    );
    view.ctx.fill();
  }
}

/** A parasol over a seller on the ground. */
export function drawParasol(view: View, pose: Pose, colour: Colour): void {
  view.line([placed(pose, [0, 0, 0]), placed(pose, [0, 2.4, 0])], rgb(0xb8b2a4), 0.06);
  const steps = 10;
  for (let step = 0; step < steps; step += 1) {
    const [a, b] = [(step / steps) * 2 * Math.PI, ((step + 1) / steps) * 2 * Math.PI];
    const rim = (angle: number): Point => placed(pose, [Math.cos(angle) * 1.5, 1.95, Math.sin(angle) * 1.5]);
    view.face(
      [rim(a), rim(b), placed(pose, [0, 2.45, 0])],
      step % 2 === 0 ? colour : mix(colour, rgb(0xffffff), 0.75),
      "top",
    );
  }
}
