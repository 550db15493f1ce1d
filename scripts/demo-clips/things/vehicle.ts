import { mix, rgb, times, type Colour } from "../colour.ts";
import type { Random } from "../random.ts";
import { drawBands, drawBox, drawShadow, placed, type Pose } from "../solid.ts";
import type { Point, View } from "../view.ts";

export type VehicleKind = "car" | "van" | "pickup" | "truck" | "bus" | "motorcycle";

export interface Vehicle {
  readonly kind: VehicleKind;
  readonly colour: Colour;
  readonly shirt: Colour;
  readonly pillion: boolean;
}

const paints = [
  0xe8e8e6, 0xd9dadb, 0x9aa0a6, 0x2a2d31, 0x8a1f22, 0x274b7a, 0xb9b4a8, 0x3d4a44, 0xf2f1ee,
] as const;
const shirts = [0xd05038, 0x3468a8, 0xe0b030, 0x50785a, 0x7a4a88, 0xc8c8c0, 0x2c3440, 0x1f8f8a] as const;
const angkot = [0x2f7d4f, 0x2b6ca3, 0xd8a51f] as const;

/** A vehicle of an Indonesian street: every second one a motorcycle. */
export function someVehicle(random: Random, motorcycles = 0.5): Vehicle {
  const rest: VehicleKind = random.pick([
    "car",
    "car",
    "car",
    "van",
    "van",
    "pickup",
    "truck",
    "bus",
  ] as const);
  const kind: VehicleKind = random.chance(motorcycles) ? "motorcycle" : rest;
  const paint = kind === "van" && random.chance(0.6) ? random.pick(angkot) : random.pick(paints);
  return { kind, colour: rgb(paint), shirt: rgb(random.pick(shirts)), pillion: random.chance(0.35) };
}

/** Metres from nose to tail. */
export function lengthOf(kind: VehicleKind): number {
  return { car: 4.2, van: 4.1, pickup: 5, truck: 7.4, bus: 8.6, motorcycle: 1.9 }[kind];
}

const glass = rgb(0x1c242b);
const tyre = rgb(0x17181a);
const headlight: Colour = [255, 244, 214];
const taillight: Colour = [255, 40, 24];

export function drawVehicle(view: View, vehicle: Vehicle, pose: Pose): void {
  if (vehicle.kind === "motorcycle") {
    drawMotorcycle(view, vehicle, pose);
    return;
  }
  const half = lengthOf(vehicle.kind) / 2;
  drawShadow(view, pose, 1, half);
  wheels(view, pose, half);
  bodies[vehicle.kind](view, pose, vehicle.colour, half);
  lamps(view, pose, half, vehicle.kind === "truck" || vehicle.kind === "bus" ? 0.95 : 0.72);
}

function wheels(view: View, pose: Pose, half: number): void {
  const tall = half > 3 ? 0.85 : 0.6;
  for (const forward of [-half * 0.6, half * 0.6]) {
    drawBox(
      view,
      pose,
      { left: -0.86, right: 0.86, bottom: 0, top: tall, back: forward - tall / 2, front: forward + tall / 2 },
      tyre,
    );
  }
}

type Body = (view: View, pose: Pose, colour: Colour, half: number) => void;

/** A cabin with windows on all sides. */
function cabin(
  view: View,
  pose: Pose,
  colour: Colour,
  bottom: number,
  top: number,
  back: number,
  front: number,
  rake: number,
): void {
  const extent = {
    ...{ left: -0.8, right: 0.8, bottom, top, back, front },
    taper: { side: 0.12, back: rake * 0.7, front: rake },
  };
  drawBox(view, pose, extent, colour, (name) =>
    name === "front" || name === "back" ? glass : mix(colour, glass, 0.82),
  );
}

function shell(view: View, pose: Pose, colour: Colour, half: number, top: number, width = 0.87): void {
  drawBox(
    view,
    pose,
    {
      left: -width,
      right: width,
      bottom: 0.28,
      top,
      back: -half,
      front: half,
      taper: { side: 0.05, front: 0.12, back: 0.06 },
    },
    colour,
    () => times(colour, 0.94),
  );
}

const bodies: Record<Exclude<VehicleKind, "motorcycle">, Body> = {
  car(view, pose, colour, half) {
    shell(view, pose, colour, half, 0.86);
    cabin(view, pose, colour, 0.86, 1.46, -half * 0.62, half * 0.46, 0.52);
  },
  van(view, pose, colour, half) {
    shell(view, pose, colour, half, 0.98, 0.84);
    cabin(view, pose, colour, 0.98, 1.84, -half * 0.97, half * 0.72, 0.34);
  },
  pickup(view, pose, colour, half) {
    shell(view, pose, colour, half, 0.95);
    drawBox(
      view,
      pose,
      { left: -0.74, right: 0.74, bottom: 0.8, top: 0.97, back: -half * 0.94, front: -0.1 },
      rgb(0x33332f),
    );
    cabin(view, pose, colour, 0.95, 1.7, -0.1, half * 0.55, 0.45);
  },
  truck(view, pose, colour, half) {
    drawBox(
      view,
      pose,
      { left: -1.05, right: 1.05, bottom: 0.5, top: 0.8, back: -half, front: half },
      rgb(0x2a2a2a),
    );
    const load = { left: -1.1, right: 1.1, bottom: 0.8, top: 2.7, back: -half, front: half * 0.42 };
    const head = {
      left: -1,
      right: 1,
      bottom: 0.6,
      top: 2.3,
      back: half * 0.5,
      front: half,
      taper: { front: 0.2 },
    };
    const drawHead = () => {
      drawBox(view, pose, head, colour);
      drawBox(
        view,
        pose,
        { ...head, left: -0.92, right: 0.92, bottom: 1.35, top: 2.1, front: half + 0.02 },
        glass,
      );
    };
    const drawLoad = () => drawBox(view, pose, load, rgb(0x4f6a58));
    const away = Math.cos(((pose.heading ?? 0) * Math.PI) / 180) > 0;
    for (const part of away ? [drawHead, drawLoad] : [drawLoad, drawHead]) {
      part();
    }
  },
  bus(view, pose, colour, half) {
    const body = { left: -1.15, right: 1.15, bottom: 0.4, back: -half, front: half, taper: { side: 0.05 } };
    drawBands(view, pose, body, [
      { to: 0.85, colour },
      { to: 1.15, colour: rgb(0x2b6ca3) },
      { to: 1.4, colour },
      { to: 2.35, colour: glass },
      { to: 2.9, colour },
    ]);
  },
};

function lamps(view: View, pose: Pose, half: number, up: number): void {
  const away = Math.cos(((pose.heading ?? 0) * Math.PI) / 180) > 0.1;
  const towards = Math.cos(((pose.heading ?? 0) * Math.PI) / 180) < -0.1;
  const { night } = view.lighting.light;
  for (const right of [-0.62, 0.62]) {
    const tail = placed(pose, [right, up, -half - 0.03]);
    const head = placed(pose, [right, up, half + 0.03]);
    if (away) {
      dot(view, tail, 0.11, taillight, night ? 1 : 0.75);
      if (night) {
        view.glow(tail, 0.7, taillight, 0.7);
      }
    } else if (towards) {
      dot(view, head, 0.12, headlight, night ? 1 : 0.7);
      if (night) {
        view.glow(head, 1.5, headlight, 0.95);
      }
    }
  }
  if (night) {
    beam(view, pose, half, 0.7);
  }
}

function dot(view: View, point: Point, metres: number, colour: Colour, alpha: number): void {
  const at = view.project(point);
  if (at !== null) {
    view.ctx.fillStyle = `rgba(${colour.join(",")},${alpha})`;
    view.ctx.beginPath();
    view.ctx.arc(at.x, at.y, Math.max(0.6, metres * at.scale), 0, 2 * Math.PI);
    view.ctx.fill();
  }
}

/** What the headlights throw on the road ahead. */
function beam(view: View, pose: Pose, half: number, strength: number): void {
  view.ctx.globalCompositeOperation = "lighter";
  for (let step = 6; step >= 1; step -= 1) {
    const reach = half + step * 1.7;
    const spread = 0.7 + step * 0.27;
    const points: Point[] = [
      [-0.7, 0.03, half],
      [0.7, 0.03, half],
      [spread, 0.03, reach],
      [-spread, 0.03, reach],
    ];
    view.paint(
      points.map((point) => placed(pose, point)),
      `rgba(255,238,200,${strength * 0.055})`,
    );
  }
  if (view.lighting.light.wet) {
    const points: Point[] = [
      [-0.9, 0.03, half],
      [0.9, 0.03, half],
      [0.7, 0.03, half + 14],
      [-0.7, 0.03, half + 14],
    ];
    view.paint(
      points.map((point) => placed(pose, point)),
      `rgba(255,240,210,0.05)`,
    );
  }
  view.ctx.globalCompositeOperation = "source-over";
}

function drawMotorcycle(view: View, { colour, shirt, pillion }: Vehicle, pose: Pose): void {
  drawShadow(view, pose, 0.4, 0.95);
  drawBox(view, pose, { left: -0.1, right: 0.1, bottom: 0.02, top: 0.58, back: 0.5, front: 0.95 }, tyre);
  drawBox(view, pose, { left: -0.1, right: 0.1, bottom: 0.02, top: 0.58, back: -0.95, front: -0.5 }, tyre);
  drawBox(
    view,
    pose,
    { left: -0.2, right: 0.2, bottom: 0.3, top: 0.8, back: -0.8, front: 0.5, taper: { front: 0.2 } },
    colour,
  );
  const away = Math.cos(((pose.heading ?? 0) * Math.PI) / 180) > 0;
  const seats = pillion ? [-0.5, 0] : [-0.15];
  for (const seat of away ? seats.toReversed() : seats) {
    rider(view, pose, seat, seat === seats.at(-1) ? shirt : rgb(0xc8c0b0));
  }
  const { night } = view.lighting.light;
  const tail = placed(pose, [0, 0.72, -0.98]);
  const head = placed(pose, [0, 0.92, 0.85]);
  if (away) {
    dot(view, tail, 0.08, taillight, night ? 1 : 0.8);
    if (night) {
      view.glow(tail, 0.5, taillight, 0.6);
    }
  } else {
    dot(view, head, 0.1, headlight, 0.95);
    if (night) {
      view.glow(head, 1.1, headlight, 0.85);
    }
  }
  if (night) {
    beam(view, pose, 0.9, 0.5);
  }
}

function rider(view: View, pose: Pose, seat: number, shirt: Colour): void {
  drawBox(
    view,
    pose,
    { left: -0.26, right: 0.26, bottom: 0.5, top: 0.82, back: seat - 0.1, front: seat + 0.4 },
    rgb(0x2a3344),
  );
  drawBox(
    view,
    pose,
    {
      left: -0.25,
      right: 0.25,
      bottom: 0.78,
      top: 1.38,
      back: seat - 0.15,
      front: seat + 0.15,
      taper: { side: 0.06 },
    },
    shirt,
  );
  const [x, y, z] = placed(pose, [0, 1.55, seat + 0.05]);
  const at = view.project([x, y, z]);
  if (at !== null) {
    const helmet = mix(shirt, rgb(0x202226), 0.65);
    view.ctx.fillStyle = view.lighting.css(helmet, "top", x, z, view.distance([x, y, z]));
    view.ctx.beginPath();
    view.ctx.arc(at.x, at.y, 0.17 * at.scale, 0, 2 * Math.PI);
    view.ctx.fill();
  }
}
