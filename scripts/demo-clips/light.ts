import { css, mix, rgb, times, type Colour } from "./colour.ts";

/** A lamp over the ground: what stands near it is lit by it. Metres. */
export interface Lamp {
  readonly x: number;
  readonly z: number;
  readonly radius: number;
  readonly colour: Colour;
}

/** The light of a time of day. */
export interface Light {
  readonly night: boolean;
  readonly sky: readonly [Colour, Colour, Colour];
  /** What every surface is multiplied with. */
  readonly tint: Colour;
  /** Where the sun stands: share of its light on faces to the left, right, front (towards the camera) and top. */
  readonly faces: { left: number; right: number; front: number; top: number };
  readonly haze: Colour;
  /** Distance at which haze has taken two thirds, metres. */
  readonly sight: number;
  readonly shadow: number;
  readonly wet: boolean;
  readonly clouds: number;
}

const day: Light = {
  night: false,
  sky: [rgb(0x5d8fc4), rgb(0x9cc0de), rgb(0xdde6ea)],
  tint: [1, 0.98, 0.94],
  faces: { left: 0.72, right: 1.02, front: 0.86, top: 1.12 },
  haze: rgb(0xc9d6dd),
  sight: 260,
  shadow: 0.34,
  wet: false,
  clouds: 0.9,
};

export const lights = {
  day,
  morning: {
    ...day,
    sky: [rgb(0x6f9cc6), rgb(0xb8cfda), rgb(0xf3e6cf)],
    tint: [1.04, 0.97, 0.86],
    faces: { left: 1.08, right: 0.66, front: 0.82, top: 1.06 },
    haze: rgb(0xe6dfd0),
    sight: 190,
  },
  overcast: {
    ...day,
    sky: [rgb(0x8b979f), rgb(0xa9b3b8), rgb(0xc9cfd0)],
    tint: [0.86, 0.89, 0.92],
    faces: { left: 0.84, right: 0.9, front: 0.86, top: 1 },
    haze: rgb(0xb9c1c4),
    sight: 240,
    shadow: 0.16,
    wet: true,
    clouds: 0.5,
  },
  dusk: {
    ...day,
    night: true,
    sky: [rgb(0x2b3a63), rgb(0x8a6080), rgb(0xf0a060)],
    tint: [0.52, 0.43, 0.47],
    faces: { left: 0.7, right: 1.1, front: 0.8, top: 0.95 },
    haze: rgb(0x94706f),
    sight: 210,
    shadow: 0.12,
    clouds: 0.55,
  },
  night: {
    ...day,
    night: true,
    sky: [rgb(0x070b16), rgb(0x10182a), rgb(0x2b2f3a)],
    tint: [0.21, 0.24, 0.33],
    faces: { left: 0.85, right: 1, front: 0.95, top: 1 },
    haze: rgb(0x191d27),
    sight: 170,
    shadow: 0,
    clouds: 0,
  },
  rain: {
    ...day,
    night: true,
    sky: [rgb(0x0a0e16), rgb(0x151b25), rgb(0x2a3038)],
    tint: [0.23, 0.26, 0.32],
    faces: { left: 0.85, right: 1, front: 0.95, top: 1 },
    haze: rgb(0x252b33),
    sight: 95,
    shadow: 0,
    wet: true,
    clouds: 0,
  },
} satisfies Record<string, Light>;

export type Face = keyof Light["faces"] | "flat";

/** The light at one place of a scene: the time of day and the lamps near by. */
export class Lighting {
  readonly light: Light;
  readonly lamps: readonly Lamp[];

  constructor(light: Light, lamps: readonly Lamp[]) {
    this.light = light;
    this.lamps = light.night ? lamps : [];
  }

  /** `colour` as it looks on a face at x, z, `distance` metres from the camera. */
  on(colour: Colour, face: Face, x: number, z: number, distance: number): Colour {
    const { tint, faces, haze } = this.light;
    const facing = face === "flat" ? 1 : faces[face];
    let sum: Colour = times(tint, facing);
    for (const lamp of this.lamps) {
      const d2 = ((x - lamp.x) ** 2 + (z - lamp.z) ** 2) / lamp.radius ** 2;
      if (d2 < 4) {
        const share = (0.85 * facing) / (1 + 5 * d2 * d2) / 255;
        sum = [
          sum[0] + lamp.colour[0] * share,
          sum[1] + lamp.colour[1] * share,
          sum[2] + lamp.colour[2] * share,
        ];
      }
    }
    return mix(times(colour, sum), haze, this.hazeAt(distance));
  }

  css(colour: Colour, face: Face, x: number, z: number, distance: number, alpha = 1): string {
    return css(this.on(colour, face, x, z, distance), alpha);
  }

  /** Share of a colour that haze has taken. */
  hazeAt(distance: number): number {
    return 1 - Math.exp(-Math.max(0, distance - 6) / this.light.sight);
  }
}
