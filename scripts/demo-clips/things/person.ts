import { mix, rgb, type Colour } from "../colour.ts";
import type { Random } from "../random.ts";
import { drawShadow, placed, type Pose } from "../solid.ts";
import type { View } from "../view.ts";

export interface Person {
  readonly shirt: Colour;
  readonly legs: Colour;
  readonly head: Colour;
  readonly skirt: boolean;
  readonly height: number;
  readonly phase: number;
}

const cloths = [
  0xb8483c, 0x3a6ea5, 0xe0c15a, 0x5d8a66, 0x8a5a98, 0xd8d4c8, 0x39424e, 0xcf7f9c, 0x2e8b86,
] as const;
const skin = rgb(0x9a6b4a);
const hair = rgb(0x1b1715);

export function somePerson(random: Random): Person {
  const skirt = random.chance(0.45);
  const shirt = rgb(random.pick(cloths));
  return {
    shirt,
    legs: skirt ? mix(shirt, rgb(0x202020), 0.35) : rgb(random.pick([0x2a3344, 0x3a332c, 0x55565a] as const)),
    head: skirt && random.chance(0.8) ? mix(rgb(random.pick(cloths)), rgb(0xffffff), 0.15) : hair,
    skirt,
    height: random.between(1.5, 1.74),
    phase: random.next(),
  };
}

/** `stride`: how many steps have been made; a whole number stands still upright. */
export function drawPerson(view: View, person: Person, pose: Pose, stride: number): void {
  const at = view.project([pose.x, pose.y ?? 0, pose.z]);
  if (at === null) {
    return;
  }
  const { ctx, lighting } = view;
  const metre = at.scale * (person.height / 1.65);
  const distance = view.distance([pose.x, 0, pose.z]);
  const paint = (colour: Colour) => lighting.css(colour, "front", pose.x, pose.z, distance);
  const swing = Math.sin(stride * 2 * Math.PI);
  drawShadow(view, pose, 0.26, 0.2);
  const foot = placed({ x: 0, z: 0, heading: pose.heading ?? 0 }, [0, 0, 1]);
  const sideways = Math.max(0.35, Math.abs(foot[0])) * 0.24 * swing * metre;
  ctx.lineCap = "round";
  if (person.skirt) {
    ctx.fillStyle = paint(person.legs);
    ctx.beginPath();
    ctx.moveTo(at.x - 0.17 * metre, at.y - 0.9 * metre);
    ctx.lineTo(at.x + 0.17 * metre, at.y - 0.9 * metre);
    ctx.lineTo(at.x + 0.24 * metre + sideways * 0.4, at.y - 0.05 * metre);
    ctx.lineTo(at.x - 0.24 * metre + sideways * 0.4, at.y - 0.05 * metre);
    ctx.fill();
  } else {
    ctx.strokeStyle = paint(person.legs);
    ctx.lineWidth = Math.max(0.8, 0.15 * metre);
    ctx.beginPath();
    ctx.moveTo(at.x - 0.06 * metre, at.y - 0.8 * metre);
    ctx.lineTo(at.x - 0.06 * metre + sideways, at.y - 0.03 * metre);
    ctx.moveTo(at.x + 0.06 * metre, at.y - 0.8 * metre);
    ctx.lineTo(at.x + 0.06 * metre - sideways, at.y - 0.03 * metre);
    ctx.stroke();
  }
  ctx.fillStyle = paint(person.shirt);
  ctx.beginPath();
  ctx.roundRect(at.x - 0.21 * metre, at.y - 1.4 * metre, 0.42 * metre, 0.62 * metre, 0.12 * metre);
  ctx.fill();
  ctx.strokeStyle = paint(mix(person.shirt, rgb(0x000000), 0.15));
  ctx.lineWidth = Math.max(0.6, 0.1 * metre);
  ctx.beginPath();
  for (const side of [-1, 1]) {
    ctx.moveTo(at.x + side * 0.21 * metre, at.y - 1.3 * metre);
    ctx.lineTo(at.x + side * (0.25 * metre + side * sideways * 0.4), at.y - 0.82 * metre);
  }
  ctx.stroke();
  ctx.fillStyle = paint(person.head);
  ctx.beginPath();
  ctx.ellipse(at.x, at.y - 1.54 * metre, 0.125 * metre, 0.145 * metre, 0, 0, 2 * Math.PI);
  ctx.fill();
  if (Math.cos(((pose.heading ?? 0) * Math.PI) / 180) < 0.3) {
    ctx.fillStyle = paint(skin);
    ctx.beginPath();
    ctx.ellipse(at.x, at.y - 1.52 * metre, 0.075 * metre, 0.1 * metre, 0, 0, 2 * Math.PI);
    ctx.fill();
  }
}
