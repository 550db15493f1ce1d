import { lights } from "./light.ts";
import type { Scene } from "./scene.ts";
import { harbour } from "./scenes/harbour.ts";
import { market } from "./scenes/market.ts";
import { river } from "./scenes/river.ts";
import { street, type StreetPlan } from "./scenes/street.ts";

const pole = { x: 5.5, y: 7.5, z: -3, yaw: -9, pitch: 13, fov: 62 };
const avenue: StreetPlan = {
  seed: 11,
  light: lights.day,
  pose: pole,
  half: 7,
  lanes: 2,
  crossing: null,
  median: false,
  trees: "broad",
  houses: "both",
  traffic: 6,
  people: 18,
  rain: false,
};

/** The twelve places of the demo, by the name of their clips. */
export const scenes: Readonly<Record<string, () => Scene>> = {
  "simpang-empat": () =>
    street({
      ...avenue,
      seed: 21,
      crossing: 24,
      pose: { x: 9, y: 9.5, z: -6, yaw: -17, pitch: 17, fov: 66 },
      traffic: 5,
    }),
  "jalan-mulawarman": () =>
    street({
      ...avenue,
      seed: 35,
      light: lights.rain,
      rain: true,
      pose: { ...pole, x: -4, yaw: 6 },
      traffic: 6,
      people: 10,
    }),
  "jalan-sudirman": () =>
    street({
      ...avenue,
      seed: 47,
      light: lights.dusk,
      median: true,
      trees: "palm",
      half: 8,
      pose: { ...pole, x: 7, y: 8.5, yaw: -12 },
    }),
  "bandara-juwata": () =>
    street({
      ...avenue,
      seed: 53,
      light: lights.overcast,
      houses: "none",
      trees: "broad",
      traffic: 4,
      people: 5,
      pose: { ...pole, x: -6, y: 6.5, yaw: 9, pitch: 10 },
    }),
  "simpang-tiga-malam": () =>
    street({
      ...avenue,
      seed: 61,
      light: lights.night,
      crossing: 30,
      pose: { x: -9, y: 9.5, z: -6, yaw: 15, pitch: 16, fov: 64 },
      traffic: 5,
      people: 8,
    }),
  "pasar-gusher": () =>
    market({
      seed: 71,
      light: lights.day,
      people: 26,
      pose: { x: 0.8, y: 5.2, z: -2.5, yaw: -2, pitch: 13, fov: 66 },
    }),
  "pasar-tenguyun": () =>
    market({
      seed: 83,
      light: lights.night,
      people: 22,
      pose: { x: -1.2, y: 4.8, z: -2.5, yaw: 4, pitch: 13, fov: 66 },
    }),
  "pelabuhan-malundung": () =>
    harbour({
      seed: 91,
      light: lights.morning,
      ship: "freighter",
      crane: true,
      rain: false,
      pose: { x: -3, y: 12, z: -12, yaw: 5, pitch: 7, fov: 64 },
    }),
  "pelabuhan-malam": () =>
    harbour({
      seed: 97,
      light: lights.night,
      ship: "passenger",
      crane: false,
      rain: false,
      pose: { x: -7, y: 9, z: -8, yaw: 12, pitch: 6, fov: 66 },
    }),
  "sungai-karang-anyar": () =>
    river({
      seed: 103,
      light: lights.day,
      right: "houses",
      left: "mangrove",
      boats: 4,
      swell: 0.5,
      water: 0x7d7350,
      pose: { x: 1, y: 7, z: -4, yaw: 6, pitch: 9, fov: 64 },
    }),
  "kampung-nelayan": () =>
    river({
      seed: 109,
      light: lights.dusk,
      right: "houses",
      left: "houses",
      boats: 3,
      swell: 0.6,
      water: 0x4f5a5c,
      pose: { x: -2, y: 8, z: -6, yaw: 2, pitch: 9, fov: 66 },
    }),
  "pantai-amal": () =>
    river({
      seed: 113,
      light: lights.morning,
      right: "open",
      left: "beach",
      boats: 3,
      swell: 1.6,
      water: 0x3f7276,
      pose: { x: -9, y: 7, z: -4, yaw: 8, pitch: 9, fov: 66 },
    }),
};
