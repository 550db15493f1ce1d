/**
 * `npm run bench [-- NAME ...] [--seconds N] [--minutes N] [--reports N]`: one JSON object a line for each measurement named, or
 * for all but `operators` and the soaks. Names: startup, delay, take, overlay, operators (for `--minutes`), keys, incidents, million (or `--reports`), rungs, tiles36, mosaic, mosaic-rtsp, editor, the scenes of scene.ts, and
 * `soak`, which runs each scene for `--minutes` (10).
 */
import { parseArgs } from "node:util";
import { measureDelay } from "./delay.ts";
import { measureEditor } from "./editor.ts";
import { measureCity, measureMosaic } from "./mosaic.ts";
import { measureIncidents } from "./incidents.ts";
import { measureKeys } from "./keys.ts";
import { measureMillion } from "./million.ts";
import { measureOperators } from "./operators.ts";
import { measureOverlay } from "./overlay.ts";
import { measureRungs } from "./rungs.ts";
import { measureScene, scenes, soakScene } from "./scene.ts";
import { measureStartup } from "./startup.ts";
import { measureTake } from "./take.ts";
import { measureTiles36 } from "./tiles36.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string", default: "30" },
    minutes: { type: "string", default: "10" },
    reports: { type: "string", default: "1000000" },
  },
});
const seconds = Number(values.seconds);
const minutes = Number(values.minutes);
const reports = Number(values.reports);

const measurements: Record<string, () => Promise<Record<string, unknown>>> = {
  startup: measureStartup,
  delay: () => measureDelay(500),
  take: () => measureTake(40),
  overlay: () => measureOverlay(60),
  incidents: () => measureIncidents(Math.min(seconds, 20)),
  million: () => measureMillion(reports),
  editor: measureEditor,
  keys: measureKeys,
  tiles36: () => measureTiles36(seconds),
  mosaic: () => measureMosaic(Math.min(seconds, 20)),
  "mosaic-rtsp": () => measureCity(Math.min(seconds, 20)),
  rungs: () => measureRungs(Math.min(seconds, 10)),
  ...Object.fromEntries(scenes.map((scene) => [scene.name, () => measureScene(scene, seconds)])),
};
const soaks = Object.fromEntries(
  scenes.map((scene) => [`soak-${scene.name}`, () => soakScene(scene, minutes)]),
);
const known: typeof measurements = {
  ...{ ...measurements, ...soaks },
  operators: () => measureOperators(minutes),
};

const wanted =
  positionals.length === 0
    ? Object.keys(measurements)
    : positionals.flatMap((name) => (name === "soak" ? Object.keys(soaks) : [name]));
const unknown = wanted.filter((name) => !(name in known));
const refusal =
  unknown.length > 0
    ? `no such measurement: ${unknown.join(", ")}; there are ${Object.keys(known).join(", ")}`
    : seconds > 0 && minutes > 0 && reports > 0
      ? null
      : `--seconds ${values.seconds}, --minutes ${values.minutes} and --reports ${values.reports} must be numbers above 0`;
if (refusal !== null) {
  console.error(`bench: ${refusal}`);
  process.exitCode = 2;
} else {
  for (const name of wanted) {
    const measure = known[name];
    if (measure) console.log(JSON.stringify(await measure()));
  }
}
