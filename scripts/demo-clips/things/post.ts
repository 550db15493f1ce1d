import { rgb } from "../colour.ts";
import type { Lamp } from "../light.ts";
import type { Point, View } from "../view.ts";

/** A street lamp: a mast with an arm that reaches `arm` metres to the right. */
export function drawLampPost(view: View, x: number, z: number, arm: number, lamp: Lamp): void {
  const head: Point = [x + arm, 7.8, z];
  view.line([[x, 0, z], [x, 7.6, z], head], rgb(0x6f757a), 0.13);
  if (view.lighting.light.night) {
    view.glow(head, 2.6, lamp.colour, 0.9);
    view.glow(head, 0.5, [255, 250, 235], 1);
  } else {
    view.line([head, [x + arm + Math.sign(arm) * 0.7, 7.85, z]], rgb(0xb9bec1), 0.2);
  }
}

/** Power poles along a street with the wires between them. */
export function drawPowerLine(view: View, x: number, zs: readonly number[]): void {
  for (const z of zs) {
    view.line(
      [
        [x, 0, z],
        [x, 9, z],
      ],
      rgb(0x57534d),
      0.24,
    );
    view.line(
      [
        [x - 1, 8.4, z],
        [x + 1, 8.4, z],
      ],
      rgb(0x4c4843),
      0.16,
    );
  }
  for (const [index, z] of zs.entries()) {
    const next = zs[index + 1];
    for (const [off, up] of next === undefined
      ? []
      : ([
          [-0.9, 8.45],
          [0, 8.6],
          [0.9, 8.45],
          [0, 7.2],
        ] as const)) {
      const wire: Point[] = Array.from({ length: 9 }, (_, step) => {
        const share = step / 8;
        return [x + off, up - 3.2 * share * (1 - share), z + ((next ?? z) - z) * share];
      });
      view.line(wire, rgb(0x23252a), 0.03, 0.7);
    }
  }
}

/** A traffic light on a mast; `phase`: which lamp is on. */
export function drawTrafficLight(view: View, x: number, z: number, phase: "red" | "amber" | "green"): void {
  view.line(
    [
      [x, 0, z],
      [x, 4.2, z],
    ],
    rgb(0x5d6165),
    0.14,
  );
  const lamps = [
    ["red", 4.75, [255, 50, 40]],
    ["amber", 4.4, [255, 190, 60]],
    ["green", 4.05, [60, 255, 140]],
  ] as const;
  view.line(
    [
      [x, 4, z],
      [x, 4.85, z],
    ],
    rgb(0x1b1c1e),
    0.38,
  );
  for (const [name, up, colour] of lamps) {
    const at = view.project([x, up, z - 0.05]);
    if (at !== null) {
      view.ctx.fillStyle = name === phase ? `rgb(${colour.join(",")})` : "rgba(50,50,50,0.8)";
      view.ctx.beginPath();
      view.ctx.arc(at.x, at.y, Math.max(0.7, 0.13 * at.scale), 0, 2 * Math.PI);
      view.ctx.fill();
    }
    if (name === phase) {
      view.glow([x, up, z - 0.05], 0.9, colour, 0.6);
    }
  }
}
