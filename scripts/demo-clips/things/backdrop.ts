import { css, mix, rgb, times } from "../colour.ts";
import { Random } from "../random.ts";
import type { View } from "../view.ts";

/** Sky with clouds, down to the horizon; `t` from 0 to 1 is one loop. */
export function drawSky(view: View, seed: number, t: number): void {
  const { ctx, width, horizon } = view;
  const { sky, clouds, night } = view.lighting.light;
  const bottom = Math.max(1, horizon + 2);
  const gradient = ctx.createLinearGradient(0, Math.min(0, bottom - view.height * 0.5), 0, bottom);
  gradient.addColorStop(0, css(sky[0]));
  gradient.addColorStop(0.6, css(sky[1]));
  gradient.addColorStop(1, css(sky[2]));
  ctx.fillStyle = gradient;
  ctx.fillRect(0, 0, width, bottom);
  // Where the ground ends before the horizon does, haze hides it.
  ctx.fillStyle = css(mix(view.lighting.light.haze, sky[2], 0.2));
  ctx.fillRect(0, bottom, width, view.height - bottom);
  const random = new Random(seed);
  const count = Math.round(clouds * 16);
  for (let cloud = 0; cloud < count; cloud += 1) {
    const y = bottom * random.between(0.05, 0.85);
    const size = width * random.between(0.05, 0.14) * (0.5 + y / bottom) * 0.8;
    const x = random.between(-0.1, 1.1) * width + Math.sin(2 * Math.PI * t) * width * 0.004;
    const tone = night ? mix(sky[2], sky[0], 0.4) : mix(sky[2], rgb(0xffffff), 0.55);
    for (let puff = 0; puff < 9; puff += 1) {
      const px = x + random.between(-1, 1) * size;
      const py = y + random.between(-0.16, 0.1) * size;
      const radius = size * random.between(0.2, 0.5);
      const soft = ctx.createRadialGradient(px, py, 0, px, py, radius);
      soft.addColorStop(0, css(tone, 0.3));
      soft.addColorStop(1, css(tone, 0));
      ctx.fillStyle = soft;
      ctx.fillRect(px - radius, py - radius, 2 * radius, 2 * radius);
    }
  }
  if (night && clouds === 0) {
    for (let star = 0; star < 40; star += 1) {
      ctx.fillStyle = `rgba(220,228,255,${random.between(0.08, 0.35)})`;
      ctx.fillRect(random.next() * width, random.next() * bottom * 0.8, 1.3, 1.3);
    }
  }
}

/** Hills or a far shore: a ridge along the horizon, `height` of the picture high. */
export function drawRidge(view: View, seed: number, height: number, dark: number): void {
  const { ctx, width, horizon } = view;
  const { haze, tint } = view.lighting.light;
  const random = new Random(seed);
  const waves = Array.from({ length: 5 }, (_, index) => ({
    length: (0.8 + index * 1.7) * random.between(0.8, 1.2),
    phase: random.between(0, 7),
    tall: 1 / (1 + index * 1.3),
  }));
  ctx.fillStyle = css(mix(times(rgb(0x49604f), tint), haze, dark));
  ctx.beginPath();
  ctx.moveTo(0, horizon + 2);
  for (let x = 0; x <= width; x += 4) {
    const shape = waves.reduce(
      (sum, w) => sum + w.tall * Math.sin((x / width) * 6.3 * w.length + w.phase),
      0,
    );
    ctx.lineTo(x, horizon - view.height * height * (0.55 + 0.25 * shape));
  }
  ctx.lineTo(width, horizon + 2);
  ctx.fill();
}
