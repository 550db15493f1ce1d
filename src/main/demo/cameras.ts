import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { CameraInput } from "../../protocol/camera.ts";

interface Place {
  readonly clip: string;
  readonly name: string;
  readonly group: string;
  /** Degrees; the named places of Tarakan, to some hundred metres. */
  readonly lat: number;
  readonly lon: number;
  /** Degrees from north, clockwise. */
  readonly heading: number;
}

const streets = "Jalan";
const markets = "Pasar";
const harbours = "Pelabuhan";
const waters = "Sungai dan pantai";

/** In the order of `cam-01` to `cam-12`, so that small layouts show day and night, street and water together. */
const places: readonly Place[] = [
  {
    clip: "simpang-empat",
    name: "Simpang Empat Jl. Yos Sudarso",
    group: streets,
    lat: 3.2993,
    lon: 117.5924,
    heading: 20,
  },
  {
    clip: "pelabuhan-malundung",
    name: "Pelabuhan Malundung",
    group: harbours,
    lat: 3.2869,
    lon: 117.5892,
    heading: 190,
  },
  {
    clip: "pasar-tenguyun",
    name: "Pasar Tenguyun, malam",
    group: markets,
    lat: 3.3157,
    lon: 117.5925,
    heading: 75,
  },
  {
    clip: "sungai-karang-anyar",
    name: "Sungai Karang Anyar",
    group: waters,
    lat: 3.3141,
    lon: 117.5786,
    heading: 250,
  },
  {
    clip: "jalan-mulawarman",
    name: "Jl. Mulawarman, hujan",
    group: streets,
    lat: 3.3198,
    lon: 117.5821,
    heading: 355,
  },
  { clip: "pasar-gusher", name: "Pasar Gusher", group: markets, lat: 3.3032, lon: 117.5858, heading: 120 },
  { clip: "pantai-amal", name: "Pantai Amal", group: waters, lat: 3.3262, lon: 117.6607, heading: 15 },
  {
    clip: "pelabuhan-malam",
    name: "Pelabuhan Tengkayu, malam",
    group: harbours,
    lat: 3.2948,
    lon: 117.5856,
    heading: 210,
  },
  {
    clip: "jalan-sudirman",
    name: "Jl. Jenderal Sudirman, senja",
    group: streets,
    lat: 3.2976,
    lon: 117.6008,
    heading: 290,
  },
  {
    clip: "kampung-nelayan",
    name: "Kampung Nelayan Selumit Pantai",
    group: waters,
    lat: 3.2989,
    lon: 117.5877,
    heading: 265,
  },
  {
    clip: "bandara-juwata",
    name: "Jl. Bandara Juwata",
    group: streets,
    lat: 3.3252,
    lon: 117.5713,
    heading: 330,
  },
  {
    clip: "simpang-tiga-malam",
    name: "Simpang Jl. Gajah Mada, malam",
    group: streets,
    lat: 3.3073,
    lon: 117.5872,
    heading: 40,
  },
];

/** ffmpeg reads no archive of Electron; what it reads lies beside it. */
function outsideArchive(folder: string): string {
  return folder.replace(/\bapp\.asar(?=[/\\]|$)/, "app.asar.unpacked");
}

/**
 * The twelve cameras of the demo, `cam-01` to `cam-12`: looped clips under `assetsFolder`, an absolute path, as
 * main (1280 x 720 at 25 frames a second) and sub (640 x 360 at 25) streams.
 */
export function demoCameras(assetsFolder: string): CameraInput[] {
  return places.map(({ clip, name, group, lat, lon, heading }, index) => ({
    id: `cam-${String(index + 1).padStart(2, "0")}`,
    name,
    group,
    location: { lat, lon, heading, fovDeg: 64 },
    streams: (["main", "sub"] as const).map((role) => ({
      role,
      url: pathToFileURL(join(outsideArchive(assetsFolder), `${clip}-${role}.mp4`)).href,
    })),
  }));
}
