import { css, mix, rgb, times, type Colour } from "../colour.ts";
import { Random } from "../random.ts";
import type { View } from "../view.ts";

export interface Water {
  readonly near: number;
  readonly far: number;
  readonly left: number;
  readonly right: number;
  readonly colour: Colour;
  readonly seed: number;
  readonly swell: number;
}

/** The surface: the sky's colour grows with the distance, and waves glint on it. */
export function drawWater(view: View, water: Water, t: number): void {
  const { ctx, height } = view;
  const { sky, tint, haze } = view.lighting.light;
  const top = view.horizon;
  const gradient = ctx.createLinearGradient(0, top, 0, height);
  const body = times(water.colour, tint);
  gradient.addColorStop(0, css(mix(sky[2], haze, 0.4)));
  gradient.addColorStop(0.12, css(mix(body, sky[2], 0.55)));
  gradient.addColorStop(0.5, css(mix(body, sky[1], 0.25)));
  gradient.addColorStop(1, css(times(body, 0.82)));
  const { left, right, near, far } = water;
  view.paint(
    [
      [left, 0, near],
      [right, 0, near],
      [right, 0, far],
      [left, 0, far],
    ],
    "#000",
  );
  ctx.fillStyle = gradient;
  ctx.fill();
  ctx.save();
  ctx.clip();
  drawWaves(view, water, t);
  ctx.restore();
}

function drawWaves(view: View, water: Water, t: number): void {
  const { ctx } = view;
  const { sky, tint, night } = view.lighting.light;
  const random = new Random(water.seed);
  const bright = mix(sky[2], rgb(0xffffff), night ? 0.1 : 0.4);
  const dark = times(water.colour, times(tint, 0.5));
  const span = Math.min(water.far, 240) - water.near;
  for (let wave = 0; wave < 3200; wave += 1) {
    // Even on the screen rather than on the water: denser near the camera.
    const share = random.next() ** 2.4;
    const z = water.near + span * share;
    const away = z - view.pose.z;
    const reach = 34 + away * 2;
    const middle = view.pose.x + away * Math.tan((view.pose.yaw * Math.PI) / 180);
    const start = random.next() * reach;
    const x = middle - reach / 2 + start + Math.sin(2 * Math.PI * t + z) * 0.6;
    const beat = Math.sin(2 * Math.PI * (random.whole(3, 7) * t + random.next()));
    const light = random.chance(0.55);
    const long = random.between(0.12, 0.95) * (1 + z * 0.02);
    const strength = random.between(0.1, 0.34);
    const at = view.project([x, water.swell * beat * 0.12, z]);
    const seen = Math.max(0, beat * 0.6 + 0.4) * strength;
    if (at !== null && seen > 0.02) {
      ctx.fillStyle = css(light ? bright : dark, seen * (light ? 0.75 : 1));
      ctx.beginPath();
      ctx.ellipse(
        at.x,
        at.y,
        long * at.scale,
        Math.max(0.45, 0.035 * at.scale * (1 + water.swell)),
        0,
        0,
        2 * Math.PI,
      );
      ctx.fill();
    }
  }
}

/** The broken image of a light on the water below it. */
export function drawReflection(
  view: View,
  x: number,
  z: number,
  colour: Colour,
  strength: number,
  t: number,
  seed: number,
): void {
  const foot = view.project([x, 0, z]);
  if (foot === null) {
    return;
  }
  const { ctx } = view;
  const random = new Random(seed);
  ctx.globalCompositeOperation = "lighter";
  const length = view.height * 0.3;
  for (let step = 0; step < 26; step += 1) {
    const share = step / 26;
    const sway = Math.sin(2 * Math.PI * (random.whole(2, 4) * t + random.next()));
    const width = (2 + share * 16) * (0.6 + 0.4 * sway) * (view.width / 1280);
    ctx.fillStyle = css(colour, strength * (1 - share) * (0.5 + 0.5 * sway));
    ctx.fillRect(
      foot.x - width / 2 + sway * 4 * share,
      foot.y + share * length,
      width,
      Math.max(1, length / 40),
    );
  }
  ctx.globalCompositeOperation = "source-over";
}
