/** Where the eye is about what it looks at: metres, and radians from the front and from above. */
export interface Orbit {
  readonly target: readonly [number, number, number];
  readonly radius: number;
  readonly azimuth: number;
  readonly polar: number;
}

const STEP = Math.PI / 36;
const ZOOM = 1.15;
const RADIUS = { least: 0.5, most: 120 } as const;
const POLAR = { least: 0.05, most: Math.PI * 0.53 } as const;

const clamp = (value: number, least: number, most: number) => Math.min(most, Math.max(least, value));

/** `orbit` turned and brought nearer or farther, within what can be looked at. */
export function turned(orbit: Orbit, azimuth: number, polar: number, zoom = 1): Orbit {
  return {
    target: orbit.target,
    radius: clamp(orbit.radius * zoom, RADIUS.least, RADIUS.most),
    azimuth: orbit.azimuth + azimuth,
    polar: clamp(orbit.polar + polar, POLAR.least, POLAR.most),
  };
}

/** From an eye at what it looks at: metres, x to the right, y up, z to the front. */
export function orbitFrom(
  eye: readonly [number, number, number],
  target: readonly [number, number, number],
): Orbit {
  const [x, y, z] = [eye[0] - target[0], eye[1] - target[1], eye[2] - target[2]];
  const radius = Math.hypot(x, y, z);
  return { target, radius, azimuth: Math.atan2(x, z), polar: Math.acos(clamp(y / radius, -1, 1)) };
}

/** Where the eye of an orbit is. */
export function eyeOf({ target, radius, azimuth, polar }: Orbit): [number, number, number] {
  return [
    target[0] + radius * Math.sin(polar) * Math.sin(azimuth),
    target[1] + radius * Math.cos(polar),
    target[2] + radius * Math.sin(polar) * Math.cos(azimuth),
  ];
}

/** What a key does to an orbit; null where it does nothing. */
export function orbitKey(orbit: Orbit, key: string): Orbit | null {
  switch (key) {
    case "ArrowLeft":
      return turned(orbit, 0 - STEP, 0);
    case "ArrowRight":
      return turned(orbit, STEP, 0);
    case "ArrowUp":
      return turned(orbit, 0, 0 - STEP);
    case "ArrowDown":
      return turned(orbit, 0, STEP);
    case "+":
    case "=":
      return turned(orbit, 0, 0, 1 / ZOOM);
    case "-":
      return turned(orbit, 0, 0, ZOOM);
    default:
      return null;
  }
}
