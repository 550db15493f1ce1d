import { mix, rgb, times, type Colour } from "../colour.ts";
import { drawBands, drawBox, placed, type Pose } from "../solid.ts";
import type { Point, View } from "../view.ts";

/** A hull from stern (0) to bow, pointed and flared; metres. */
function drawHull(
  view: View,
  pose: Pose,
  length: number,
  beam: number,
  free: number,
  colour: Colour,
  deck: Colour | null,
): void {
  const stations = [0, 0.25, 0.5, 0.75, 0.9, 1];
  const widths = [0.78, 0.98, 1, 0.8, 0.42, 0.02];
  const sheer = [1, 0.95, 0.95, 1.08, 1.25, 1.45];
  const rail = (side: number): Point[] =>
    stations.map<Point>((at, index) =>
      placed(pose, [
        (side * beam * (widths[index] ?? 0)) / 2,
        free * (sheer[index] ?? 1),
        (at - 0.5) * length,
      ]),
    );
  const water = (side: number): Point[] =>
    stations.map((at, index) =>
      placed(pose, [(side * beam * 0.78 * (widths[index] ?? 0)) / 2, -0.1, (at * 0.94 - 0.5) * length]),
    );
  if (deck !== null) {
    view.face([...rail(-1), ...rail(1).toReversed()], deck, "top");
  }
  for (const side of [-1, 1]) {
    const [top, low] = [rail(side), water(side)];
    const [a, b] = [low[1] ?? [0, 0, 0], low[3] ?? [0, 0, 0]];
    const facing = ((a[0] - view.pose.x) * (b[2] - a[2]) + (a[2] - view.pose.z) * (a[0] - b[0])) * side < 0;
    if (facing) {
      view.face([...top, ...low.toReversed()], colour, side > 0 ? "right" : "left");
      view.line(top, mix(colour, rgb(0xffffff), 0.55), 0.09, 0.8);
    }
  }
  const nowhere: Point = [0, 0, 0];
  const [s0, s1] = [rail(-1)[0] ?? nowhere, rail(1)[0] ?? nowhere];
  const [w0, w1] = [water(-1)[0] ?? nowhere, water(1)[0] ?? nowhere];
  const sternSeen = Math.cos(((pose.heading ?? 0) * Math.PI) / 180) * (pose.z - view.pose.z) > 0;
  if (sternSeen) {
    view.face([s0, s1, w1, w0], times(colour, 0.8), "front");
  }
}

/** White water behind a boat that moves. */
export function drawWake(view: View, pose: Pose, length: number, speed: number): void {
  for (let step = 0; step < 14; step += 1) {
    const back = -length / 2 - step * (0.5 + speed * 0.5);
    const spread = 0.4 + step * 0.17 * speed;
    for (const side of [-1, 1]) {
      const at = placed({ ...pose, y: 0 }, [side * spread, 0.02, back]);
      const seen = view.project(at);
      if (seen !== null) {
        view.ctx.fillStyle = view.lighting.css(
          rgb(0xe8eef0),
          "top",
          at[0],
          at[2],
          view.distance(at),
          0.5 * (1 - step / 14),
        );
        view.ctx.beginPath();
        view.ctx.ellipse(
          seen.x,
          seen.y,
          (0.5 + 0.06 * step) * seen.scale,
          Math.max(0.6, 0.1 * seen.scale),
          0,
          0,
          2 * Math.PI,
        );
        view.ctx.fill();
      }
    }
  }
}

/** A long wooden river boat with a canopy. */
export function drawLongboat(view: View, pose: Pose, colour: Colour): void {
  drawHull(view, pose, 9, 1.7, 0.62, colour, rgb(0x7b634a));
  for (const forward of [-2.6, 1.6]) {
    for (const right of [-0.6, 0.6]) {
      view.line(
        [placed(pose, [right, 0.6, forward]), placed(pose, [right, 1.75, forward])],
        rgb(0x5d4c3b),
        0.09,
      );
    }
  }
  drawBox(
    view,
    pose,
    { left: -0.8, right: 0.8, bottom: 1.75, top: 1.95, back: -3, front: 2, taper: { side: 0.25 } },
    rgb(0x2f6ca0),
  );
  const driver = placed(pose, [0, 0.6, -3.5]);
  view.line([driver, [driver[0], driver[1] + 0.7, driver[2]]], rgb(0xc8653c), 0.4);
  view.line(
    [
      [driver[0], driver[1] + 0.95, driver[2]],
      [driver[0], driver[1] + 1, driver[2]],
    ],
    rgb(0x7a543c),
    0.24,
  );
}

/** A speedboat with a cabin, as they carry passengers between Tarakan and the mainland. */
export function drawSpeedboat(view: View, pose: Pose, colour: Colour): void {
  drawHull(view, pose, 11, 2.6, 0.95, rgb(0xe9ecec), rgb(0x9aa3a6));
  const cabin = {
    left: -1.12,
    right: 1.12,
    bottom: 0.8,
    back: -4.3,
    front: 2.8,
    taper: { side: 0.2, front: 1 },
  };
  const white = rgb(0xe4e8e8);
  drawBands(view, pose, cabin, [
    { to: 1.08, colour },
    { to: 1.35, colour: white },
    { to: 1.9, colour: rgb(0x22303a) },
    { to: 2.25, colour: white },
  ]);
  const light = placed(pose, [0, 2.5, -2]);
  if (view.lighting.light.night) {
    view.glow(light, 0.9, [255, 250, 230], 0.8);
    view.glow(placed(pose, [1, 1.6, 2]), 0.6, [80, 255, 140], 0.7);
  }
}

/** A passenger ship or a freighter alongside: hull, superstructure, funnel, masts. Its bow points along the heading. */
export function drawShip(view: View, pose: Pose, length: number, kind: "passenger" | "freighter"): void {
  const hull = kind === "passenger" ? rgb(0xe6e9ea) : rgb(0x23405f);
  drawHull(view, pose, length, length * 0.15, 6.2, hull, rgb(0x8a8f90));
  const { night } = view.lighting.light;
  const half = length * 0.065;
  if (kind === "passenger") {
    drawHull(
      view,
      { ...pose, y: (pose.y ?? 0) - 0.2 },
      length * 0.998,
      length * 0.134,
      2.2,
      rgb(0x1c3f73),
      null,
    );
    for (let deck = 0; deck < 3; deck += 1) {
      const [bottom, back, front] = [
        6 + deck * 2.6,
        -length * (0.36 - deck * 0.03),
        length * (0.3 - deck * 0.05),
      ];
      const storey = { left: -half, right: half, bottom, back, front, taper: { front: 1 } };
      drawBands(view, pose, storey, [
        { to: bottom + 0.9, colour: rgb(0xeef0ef) },
        { to: bottom + 1.7, colour: night ? rgb(0xffe9b8) : rgb(0x2b3a46), shines: night },
        { to: bottom + 2.6, colour: rgb(0xeef0ef) },
      ]);
    }
    drawBox(
      view,
      pose,
      {
        left: -2,
        right: 2,
        bottom: 13.8,
        top: 19,
        back: -length * 0.16,
        front: -length * 0.08,
        taper: { side: 0.4, front: 0.8 },
      },
      rgb(0xd9a520),
    );
    portholes(view, pose, length, night);
  } else {
    for (let row = 0; row < 7; row += 1) {
      const back = -length * 0.2 + row * length * 0.085;
      const paints = [0xb2452e, 0x2f6a92, 0x6a7a3c, 0xa0702c] as const;
      for (let layer = 0; layer < 2 + (row % 2); layer += 1) {
        drawBox(
          view,
          pose,
          {
            left: -half,
            right: half,
            bottom: 6 + layer * 2.5,
            top: 8.45 + layer * 2.5,
            back,
            front: back + length * 0.08,
          },
          rgb(paints[(row + layer) % 4] ?? paints[0]),
        );
      }
    }
    const bridge = { left: -half, right: half, bottom: 6, back: -length * 0.42, front: -length * 0.27 };
    drawBands(view, pose, bridge, [
      { to: 14, colour: rgb(0xe3e4e0) },
      { to: 15.4, colour: night ? rgb(0xffe3a0) : rgb(0x27333c), shines: night },
      { to: 16.5, colour: rgb(0xe3e4e0) },
    ]);
    for (let deck = 0; deck < 3; deck += 1) {
      const bottom = 7 + deck * 2.3;
      for (let port = 0; port < 6; port += 1) {
        const left = -half * 0.85 + port * half * 0.3;
        const window = { left, right: left + half * 0.16, bottom, top: bottom + 0.9 };
        const [back, front] = [-length * 0.42 - 0.06, -length * 0.42 + 0.2];
        drawBox(view, pose, { ...window, back, front }, rgb(night ? 0xffe3a0 : 0x2d3a44), () => null, night);
      }
    }
  }
  const mast = placed(pose, [0, 8, length * 0.36]);
  view.line([mast, [mast[0], mast[1] + 9, mast[2]]], rgb(0xc9c7bd), 0.35);
  if (night) {
    view.glow([mast[0], mast[1] + 9, mast[2]], 3, [255, 244, 214], 0.9);
    for (const along of [-0.3, -0.1, 0.1, 0.25]) {
      view.glow(placed(pose, [0, 14.5, along * length]), 4, [255, 226, 160], 0.7);
    }
  }
}

function portholes(view: View, pose: Pose, length: number, night: boolean): void {
  for (let index = 0; index < 26; index += 1) {
    const along = (index / 26 - 0.42) * length * 0.86;
    for (const side of [-1, 1]) {
      const at = placed(pose, [side * length * 0.074, 4.3, along]);
      const facing = side > 0 === at[0] < view.pose.x;
      const seen = facing ? view.project(at) : null;
      if (seen !== null) {
        view.ctx.fillStyle = night ? "#ffe2a4" : "rgba(30,44,58,0.85)";
        view.ctx.beginPath();
        view.ctx.arc(seen.x, seen.y, Math.max(0.6, 0.28 * seen.scale), 0, 2 * Math.PI);
        view.ctx.fill();
      }
    }
  }
}
