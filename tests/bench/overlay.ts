import { spawn } from "node:child_process";
import { once } from "node:events";
import { z } from "zod";
import { signed } from "../../src/main/incidents/sources/webhook/signature.ts";
import { addedSourceSchema } from "../../src/protocol/incident-source.ts";
import { CANVAS, startAppliance, WALL } from "../fixtures/appliance.ts";
import { eventually } from "../fixtures/eventually.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";
import { makeClip } from "./clip.ts";
import { round } from "./scene.ts";

/** The lower left of the screen, where the ticker begins; the cameras end above it. */
const STRIP = { width: 480, height: 60 };
const CAMERAS = 4;
/** Pictures a second that are taken of the strip: what is told is up to one of them late. */
const GRABS = 100;
/** Brightness from which a pixel is one of a word or a mark, of 255. */
const LETTER = 140;

/** Whether words stand on the strip now, as often as the screen is looked at. */
function watchStrip(display: string) {
  const { width, height } = STRIP;
  const grab = spawn(
    "ffmpeg",
    [
      ...["-v", "error", "-probesize", "32", "-analyzeduration", "0", "-fflags", "nobuffer"],
      ...[
        "-f",
        "x11grab",
        "-draw_mouse",
        "0",
        "-framerate",
        String(GRABS),
        "-video_size",
        `${width}x${height}`,
      ],
      ...[
        "-i",
        `${display}+0,${CANVAS.height - height}`,
        "-fps_mode",
        "passthrough",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "pipe:1",
      ],
    ],
    { stdio: ["ignore", "pipe", "inherit"] },
  );
  const state = { words: false, at: performance.now() };
  let left = Buffer.alloc(0);
  grab.stdout.on("data", (bytes: Buffer) => {
    left = Buffer.concat([left, bytes]);
    while (left.length >= width * height) {
      const words = left.subarray(0, width * height).some((pixel) => pixel >= LETTER);
      left = left.subarray(width * height);
      if (words !== state.words) Object.assign(state, { words, at: performance.now() });
    }
  });
  return {
    /** When the words came, or went; milliseconds of `performance.now`. */
    turned: (words: boolean) =>
      eventually(words ? "words on the glass" : "an empty strip", 15_000, () =>
        state.words === words ? state.at : null,
      ),
    async [Symbol.asyncDispose]() {
      const gone = once(grab, "exit");
      grab.kill("SIGTERM");
      await gone;
    },
  };
}

/**
 * Milliseconds from the first byte of a webhook's POST until its words stand on the screen, beside four live cameras;
 * looked at a hundred times a second. `answer`: until the sender is told that it is saved.
 */
export async function measureOverlay(alarms: number): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const paths = Array.from({ length: CAMERAS }, (_, at) => `/c${at}`);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    await using appliance = await startAppliance(screen.display);
    const size = { width: CANVAS.width / CAMERAS, height: 270 };
    const tiles = paths.map((_, at) => ({
      ...{ id: `t${at}`, rect: { x: at * size.width, y: 0, ...size }, z: 0, fit: "contain", priority: 5 },
      content: { kind: "camera", cameraId: `k${at}` },
    }));
    for (const [at, path] of paths.entries())
      await appliance.call("POST", "/api/cameras", {
        ...{ id: `k${at}`, name: `K ${at}` },
        streams: [{ role: "main", url: cameras.url(path), transport: "tcp" }],
      });
    await appliance.call("POST", "/api/layouts", { id: "atas", name: "Atas", wallId: WALL, tiles });
    await appliance.takeEnds(await appliance.take("atas"));
    await eventually("live tiles", 60_000, async () =>
      (await appliance.tiles()).filter(({ state }) => state === "live").length === CAMERAS ? true : null,
    );
    const added = await appliance.call("POST", "/api/incident-sources", {
      ...{ name: "Tombol", adapter: { kind: "webhook" } },
    });
    const { id, secret = "" } = addedSourceSchema.parse(added);
    await using strip = watchStrip(screen.display);
    await strip.turned(false);
    const shown: number[] = [];
    const answered: number[] = [];
    for (let at = 0; at < alarms; at += 1) {
      const fields = { kind: "panic", severity: "critical", text: `Tombol panik ${at}` };
      const body = JSON.stringify({ externalId: `${at}`, change: "report", fields });
      const headers = { ...signed(secret, `m${at}`, Buffer.from(body), Date.now()) };
      const begun = performance.now();
      const answer = await fetch(`${appliance.origin}/api/hooks/${id}`, {
        ...{ method: "POST", body, headers: { ...headers, "content-type": "application/json" } },
      });
      const { incidentIds } = z.object({ incidentIds: z.array(z.string()) }).parse(await answer.json());
      answered.push(performance.now() - begun);
      shown.push((await strip.turned(true)) - begun);
      await appliance.call("PATCH", `/api/incidents/${incidentIds[0]}`, { status: "closed" });
      await strip.turned(false);
    }
    const at = (values: number[], share: number) =>
      round(values.toSorted((a, b) => a - b)[Math.floor(share * (values.length - 1))] ?? Number.NaN, 1);
    return {
      ...{ bench: "overlay", alarms },
      ...{ shownP50Ms: at(shown, 0.5), shownP95Ms: at(shown, 0.95), shownMaxMs: at(shown, 1) },
      ...{ answerP50Ms: at(answered, 0.5), answerP95Ms: at(answered, 0.95) },
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}
