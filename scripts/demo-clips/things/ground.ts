import { mix, rgb, times, type Colour } from "../colour.ts";
import { Random } from "../random.ts";
import type { Point, View } from "../view.ts";

/** A flat piece of ground, drawn in strips so that light and haze change with the distance. */
export function drawGround(
  view: View,
  area: { left: number; right: number; near: number; far: number; y?: number },
  colour: Colour,
): void {
  const { left, right, near, far, y = 0 } = area;
  let z = near;
  while (z < far) {
    const step = Math.max(0.8, (z - view.pose.z) * 0.05);
    const end = Math.min(far, z + step);
    const columns = view.lighting.lamps.length > 0 ? Math.min(64, Math.ceil((right - left) / 0.7)) : 1;
    for (let column = 0; column < columns; column += 1) {
      const a = left + ((right - left) * column) / columns;
      const b = left + ((right - left) * (column + 1)) / columns;
      const points: Point[] = [
        [a, y, z],
        [b + (b - a) * 0.3, y, z],
        [b + (b - a) * 0.3, y, end + step * 0.3],
        [a, y, end + step * 0.3],
      ];
      view.face(points, colour, "top");
    }
    z = end;
  }
}

/** Cracks, patches and stains, so that a surface is one that is used. */
export function drawWear(
  view: View,
  area: { left: number; right: number; near: number; far: number },
  seed: number,
  count: number,
): void {
  const random = new Random(seed);
  for (let stain = 0; stain < count; stain += 1) {
    const x = random.between(area.left, area.right);
    const z = random.between(area.near, area.far);
    const [w, d] = [random.between(0.06, 0.7), random.between(0.4, 3.2)];
    const points: Point[] = Array.from({ length: 12 }, (_, step) => {
      const angle = (step / 12) * 2 * Math.PI;
      const rough = random.between(0.7, 1.15);
      return [x + Math.cos(angle) * w * rough, 0.005, z + Math.sin(angle) * d * rough];
    });
    const alpha = random.between(0.02, 0.075);
    view.paint(points, random.chance(0.65) ? `rgba(0,0,0,${alpha})` : `rgba(255,255,255,${alpha * 0.6})`);
  }
}

/** A stripe of paint on the road, from one place to another. */
export function drawStripe(
  view: View,
  from: readonly [number, number],
  to: readonly [number, number],
  width: number,
  colour: Colour = rgb(0xd9d9d2),
): void {
  const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
  const [nx, nz] = [((to[1] - from[1]) / length) * (width / 2), ((from[0] - to[0]) / length) * (width / 2)];
  view.face(
    [
      [from[0] - nx, 0.008, from[1] - nz],
      [from[0] + nx, 0.008, from[1] + nz],
      [to[0] + nx, 0.008, to[1] + nz],
      [to[0] - nx, 0.008, to[1] - nz],
    ],
    colour,
    "top",
    0.85,
  );
}

/** A broken line away from the camera at `x`. */
export function drawDashes(view: View, x: number, near: number, far: number, dash = 3, gap = 4.5): void {
  for (let z = near; z < far; z += dash + gap) {
    drawStripe(view, [x, z], [x, Math.min(far, z + dash)], 0.14);
  }
}

/** A kerb along the street, painted black and white as in Indonesia. */
export function drawKerb(view: View, x: number, near: number, far: number, width = 0.35): void {
  for (let z = near, index = 0; z < far; z += 1.2, index += 1) {
    const colour = z - view.pose.z > 75 ? rgb(0x8d8d8b) : index % 2 === 0 ? rgb(0xd8d8d4) : rgb(0x2e2f31);
    const end = Math.min(far, z + 1.2);
    const side = x > view.pose.x ? x - width / 2 : x + width / 2;
    view.face(
      [
        [side, 0, z],
        [side, 0, end],
        [side, 0.2, end],
        [side, 0.2, z],
      ],
      colour,
      "front",
    );
    view.face(
      [
        [x - width / 2, 0.2, z],
        [x + width / 2, 0.2, z],
        [x + width / 2, 0.2, end],
        [x - width / 2, 0.2, end],
      ],
      times(colour, 0.95),
      "top",
    );
  }
}

/** Zebra crossing over a road along z, between `left` and `right`, at `z`. */
export function drawZebra(view: View, left: number, right: number, z: number, depth = 3): void {
  for (let x = left + 0.3; x < right - 0.3; x += 1) {
    drawStripe(view, [x, z], [x, z + depth], 0.5);
  }
}

/** Streaks of falling rain in front of everything, repeating after one loop. */
export function drawRain(view: View, seed: number, t: number, count: number): void {
  const { ctx, width, height } = view;
  const random = new Random(seed);
  ctx.strokeStyle = "rgba(190,205,225,0.16)";
  for (let drop = 0; drop < count; drop += 1) {
    const falls = random.whole(14, 22);
    const y = (((random.next() + falls * t) % 1) * 1.2 - 0.1) * height;
    const x = random.between(-0.05, 1.05) * width - y * 0.06;
    const length = height * random.between(0.02, 0.05);
    ctx.lineWidth = random.between(0.6, 1.5);
    ctx.beginPath();
    ctx.moveTo(x, y);
    ctx.lineTo(x - length * 0.08, y + length);
    ctx.stroke();
  }
}

/** Tone of asphalt: dark and slightly blue where it is wet. */
export function asphalt(wet: boolean): Colour {
  return wet ? mix(rgb(0x44474b), rgb(0x2a3038), 0.5) : rgb(0x57585a);
}
