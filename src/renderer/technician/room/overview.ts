import { eyeOf, type Orbit } from "./orbit.ts";
import type { PlacedSite } from "./placed.ts";

type Vector = readonly [number, number, number];

/** How much of half the picture the rooms may fill. */
const FILL = 0.94;

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** Whether every corner is in the picture of who looks from `orbit`, `across` and `up` being tangents of half its angles. */
function holds(orbit: Orbit, corners: readonly Vector[], across: number, up: number): boolean {
  const eye = eyeOf(orbit);
  const { azimuth, polar, target, radius } = orbit;
  const ahead: Vector = [
    (target[0] - eye[0]) / radius,
    (target[1] - eye[1]) / radius,
    (target[2] - eye[2]) / radius,
  ];
  const right: Vector = [Math.cos(azimuth), 0, 0 - Math.sin(azimuth)];
  const above: Vector = [
    0 - Math.cos(polar) * Math.sin(azimuth),
    Math.sin(polar),
    0 - Math.cos(polar) * Math.cos(azimuth),
  ];
  return corners.every((corner) => {
    const to: Vector = [corner[0] - eye[0], corner[1] - eye[1], corner[2] - eye[2]];
    const depth = dot(to, ahead);
    return (
      depth > 0 &&
      Math.abs(dot(to, right)) <= FILL * across * depth &&
      Math.abs(dot(to, above)) <= FILL * up * depth
    );
  });
}

/**
 * The rooms whole, from the front, above and aside: as near as a picture of `aspect` (width by height) and a vertical
 * angle of view of `degrees` holds them.
 */
export function overview({ rooms }: PlacedSite, aspect: number, degrees: number): Orbit {
  const corners = rooms.flatMap(({ xMm, yMm, widthMm, depthMm, heightMm }) =>
    [0, 1].flatMap((i) =>
      [0, 1].flatMap((j) =>
        [0, 1].map(
          (k): Vector => [(xMm + i * widthMm) / 1000, (k * heightMm) / 1000, (yMm + j * depthMm) / 1000],
        ),
      ),
    ),
  );
  const middle = (axis: 0 | 1 | 2) => {
    const values = corners.map((corner) => corner[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  };
  const target: Vector = [middle(0), middle(1), middle(2)];
  const up = Math.tan((degrees * Math.PI) / 360);
  let orbit: Orbit = { target, radius: 1, azimuth: 0.4, polar: 1.05 };
  while (orbit.radius < 1000 && !holds(orbit, corners, up * aspect, up))
    orbit = { ...orbit, radius: orbit.radius * 1.03 };
  return orbit;
}
