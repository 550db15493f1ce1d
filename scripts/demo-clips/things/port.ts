import { mix, rgb, times, type Colour } from "../colour.ts";
import type { Random } from "../random.ts";
import { drawBox, placed, type Pose } from "../solid.ts";
import type { Point, View } from "../view.ts";

const paints = [0xa8442f, 0x2f6690, 0x5d7a46, 0xb0812f, 0x7c8388, 0x8c3a4a] as const;

export interface Container {
  readonly pose: Pose;
  readonly colour: Colour;
}

/** Six-metre boxes in rows and layers. */
export function someStack(
  random: Random,
  origin: Pose,
  columns: number,
  rows: number,
  layers: number,
): Container[] {
  const stack: Container[] = [];
  for (let row = rows - 1; row >= 0; row -= 1) {
    for (let column = 0; column < columns; column += 1) {
      const tall = random.whole(1, layers);
      for (let layer = 0; layer < tall; layer += 1) {
        const [x, y, z] = placed(origin, [column * 6.4, layer * 2.6, row * 2.7]);
        stack.push({ pose: { x, y, z, heading: origin.heading ?? 0 }, colour: rgb(random.pick(paints)) });
      }
    }
  }
  return stack;
}

export function drawContainer(view: View, { pose, colour }: Container): void {
  drawBox(
    view,
    pose,
    { left: -3, right: 3, bottom: 0, top: 2.55, back: -1.2, front: 1.2 },
    colour,
    (_, corners) => {
      const [a = [0, 0, 0], b = a] = corners;
      const long = Math.hypot(b[0] - a[0], b[2] - a[2]) > 4;
      return long ? colour : times(colour, 0.82);
    },
  );
  const ribs = 11;
  for (let rib = 1; rib < ribs; rib += 1) {
    const right = -3 + (6 * rib) / ribs;
    view.line(
      [placed(pose, [right, 0.2, -1.21]), placed(pose, [right, 2.35, -1.21])],
      mix(colour, rgb(0x000000), 0.28),
      0.09,
      0.5,
    );
  }
}

/** A gantry crane over the quay. `reach`: 0 at its legs, 1 at the tip; `hang`: metres of cable; `load` on the hook. */
export function drawCrane(view: View, pose: Pose, reach: number, hang: number, load: Colour | null): void {
  const steel = rgb(0xc8892b);
  const at = (x: number, y: number, z: number): Point => placed(pose, [x, y, z]);
  const beam = (...points: Point[]) => view.line(points, steel, 0.65, 1);
  const top = 26;
  for (const forward of [4, -4]) {
    beam(at(0, 0, forward), at(0, top, forward * 0.55));
    beam(at(-12, 0, forward), at(-12, top, forward * 0.55));
    view.line([at(0, 9, forward * 0.85), at(-12, 9, forward * 0.85)], steel, 0.45, 1);
    view.line([at(0, 9, forward * 0.85), at(-12, top, forward * 0.55)], steel, 0.3, 0.8);
    beam(at(-20, top, forward * 0.4), at(30, top, forward * 0.4));
  }
  const apex = at(-2, top + 9, 0);
  beam(at(-6, top, 0), apex, at(1, top, 0));
  view.line([apex, at(28, top, 0)], steel, 0.22, 0.8);
  view.line([apex, at(14, top, 0)], steel, 0.22, 0.8);
  view.line([apex, at(-19, top, 0)], steel, 0.22, 0.8);
  drawBox(
    view,
    pose,
    { left: -13, right: -8, bottom: top, top: top + 3.4, back: -2, front: 2 },
    rgb(0xd9d6cc),
  );
  const along = -4 + reach * 30;
  drawBox(
    view,
    pose,
    { left: along - 1.4, right: along + 1.4, bottom: top - 2.2, top: top - 0.3, back: -1.5, front: 1.5 },
    rgb(0xd0d0c8),
  );
  for (const side of [-1, 1]) {
    view.line([at(along + side, top - 2, 0), at(along + side, top - 2 - hang, 0)], rgb(0x2b2b2b), 0.07, 0.7);
  }
  if (load !== null) {
    const [x, y, z] = at(along, top - 4.8 - hang, 0);
    drawContainer(view, { pose: { x, y, z, heading: pose.heading ?? 0 }, colour: load });
  }
  if (view.lighting.light.night) {
    for (const x of [-20, -6, 8, 22]) {
      view.glow(at(x, top - 0.5, -1.5), 3, [255, 244, 214], 0.85);
    }
    view.glow(apex, 1.6, [255, 60, 50], 0.9);
  }
}

/** A truck that carries one container along the quay. */
export function drawCarrier(view: View, pose: Pose, load: Colour | null): void {
  drawBox(view, pose, { left: -1.25, right: 1.25, bottom: 0.4, top: 1.2, back: -6, front: 2 }, rgb(0x2b2c2e));
  if (load !== null) {
    drawBox(view, pose, { left: -1.2, right: 1.2, bottom: 1.2, top: 3.7, back: -6, front: 0.3 }, load);
  }
  drawBox(
    view,
    pose,
    { left: -1.25, right: 1.25, bottom: 0.5, top: 3, back: 0.9, front: 2.9, taper: { front: 0.3 } },
    rgb(0xe0ded6),
  );
  drawBox(
    view,
    pose,
    { left: -1.15, right: 1.15, bottom: 1.8, top: 2.8, back: 1.1, front: 2.94, taper: { front: 0.3 } },
    rgb(0x1e2830),
  );
}
