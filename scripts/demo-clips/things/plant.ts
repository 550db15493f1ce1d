import { mix, rgb, times } from "../colour.ts";
import { Random } from "../random.ts";
import type { Pose } from "../solid.ts";
import type { View } from "../view.ts";

/** A broad street tree; `sway` from -1 to 1 is the wind. */
export function drawTree(view: View, pose: Pose, height: number, seed: number, sway: number): void {
  const random = new Random(seed);
  const base = pose.y ?? 0;
  const { ctx, lighting } = view;
  const distance = view.distance([pose.x, base, pose.z]);
  view.line(
    [
      [pose.x, base, pose.z],
      [pose.x + 0.1, base + height * 0.55, pose.z],
    ],
    rgb(0x4f4133),
    height * 0.06,
  );
  const leaf = rgb(random.pick([0x4c6b38, 0x3f6136, 0x5a7440, 0x486a48] as const));
  const blobs = Array.from({ length: 64 }, () => {
    const angle = random.between(0, 2 * Math.PI);
    const out = Math.sqrt(random.next()) * height * 0.36;
    return {
      x: Math.cos(angle) * out,
      y: height * 0.66 + Math.sin(angle) * out * 0.62,
      r: height * random.between(0.05, 0.125),
      wind: random.between(0.4, 1),
      tone: random.between(0.84, 1.12),
    };
  }).toSorted((a, b) => a.y - b.y);
  for (const blob of blobs) {
    const at = view.project([pose.x + blob.x + sway * 0.05 * blob.y * blob.wind, base + blob.y, pose.z]);
    if (at !== null) {
      const tone = blob.tone * 0.62 + 0.55 * (blob.y / height - 0.35) + 0.12 * (blob.x / height);
      ctx.fillStyle = lighting.css(times(leaf, tone), "front", pose.x, pose.z, distance);
      ctx.beginPath();
      ctx.ellipse(at.x, at.y, blob.r * at.scale, blob.r * at.scale * 0.8, 0, 0, 2 * Math.PI);
      ctx.fill();
    }
  }
}

export function drawPalm(view: View, pose: Pose, height: number, seed: number, sway: number): void {
  const random = new Random(seed);
  const base = pose.y ?? 0;
  const lean = random.between(-0.18, 0.18) * height;
  const crown = [pose.x + lean + sway * 0.25, base + height, pose.z] as const;
  view.line(
    [[pose.x, base, pose.z], [pose.x + lean * 0.35, base + height * 0.5, pose.z], crown],
    rgb(0x6b5a47),
    0.28,
  );
  const leaf = rgb(0x4d6e3a);
  for (let frond = 0; frond < 13; frond += 1) {
    const angle = (frond / 13) * 2 * Math.PI + random.between(-0.2, 0.2);
    const reach = random.between(1.9, 2.7);
    const droop = random.between(0.5, 1.5);
    const wind = sway * random.between(0.1, 0.35);
    view.line(
      [
        crown,
        [
          crown[0] + Math.cos(angle) * reach * 0.55 + wind,
          crown[1] + 0.55,
          crown[2] + Math.sin(angle) * reach * 0.4,
        ],
        [
          crown[0] + Math.cos(angle) * reach + wind * 2,
          crown[1] + 0.35 - droop,
          crown[2] + Math.sin(angle) * reach * 0.7,
        ],
      ],
      mix(leaf, rgb(0x8d9a55), random.next() * 0.4),
      0.2,
      1.1,
    );
  }
}

/** A hedge or mangrove from one place to another. */
export function drawThicket(
  view: View,
  from: Pose,
  to: Pose,
  height: number,
  seed: number,
  sway: number,
): void {
  const random = new Random(seed);
  const length = Math.hypot(to.x - from.x, to.z - from.z);
  const blobs = Array.from({ length: Math.round(length * 1.6) }, () => ({
    share: random.next(),
    up: random.between(0.15, 1) * height,
    r: random.between(0.16, 0.34) * height,
    tone: random.between(0.75, 1.15),
    off: random.between(-0.7, 0.7),
  })).toSorted((a, b) => b.up - a.up);
  for (const blob of blobs.toReversed().toSorted((a, b) => b.share - a.share)) {
    const x = from.x + (to.x - from.x) * blob.share + blob.off + sway * 0.06 * blob.up;
    const z = from.z + (to.z - from.z) * blob.share;
    const at = view.project([x, blob.up - 0.2 * height, z]);
    if (at !== null) {
      const colour = times(rgb(0x44613a), blob.tone * (0.7 + (0.4 * blob.up) / height));
      view.ctx.fillStyle = view.lighting.css(colour, "front", x, z, view.distance([x, 0, z]));
      view.ctx.beginPath();
      view.ctx.ellipse(at.x, at.y, blob.r * at.scale * 1.25, blob.r * at.scale, 0, 0, 2 * Math.PI);
      view.ctx.fill();
    }
  }
}
