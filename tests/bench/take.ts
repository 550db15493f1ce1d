import { arrange } from "../../src/layouts/arrange.ts";
import { CANVAS, startAppliance, WALL } from "../fixtures/appliance.ts";
import { eventually } from "../fixtures/eventually.ts";
import { makeClip } from "./clip.ts";
import { round } from "./scene.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";

/**
 * Milliseconds from the answer-bearing moment of `POST take` to the complete picture on the output: between two
 * layouts of the same nine cameras (`running`), and to nine cameras that nobody watched yet (`cold`; it holds the
 * camera's own wait for a key frame, one every 2 s).
 */
export async function measureTake(takes: number): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const paths = Array.from({ length: 18 }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    await using appliance = await startAppliance(screen.display);
    const urls = paths.map((path) => cameras.url(path));
    await appliance.takeEnds(await appliance.show("a", urls.slice(0, 9)));
    await eventually("nine live tiles", 60_000, async () =>
      (await appliance.tiles()).filter((tile) => tile.state === "live").length === 9 ? true : null,
    );
    const reversed = urls.slice(0, 9).map((_, at) => ({ kind: "camera" as const, cameraId: `a-${8 - at}` }));
    await appliance.call("POST", "/api/layouts", {
      id: "reversed",
      name: "reversed",
      wallId: WALL,
      tiles: arrange("9", CANVAS, reversed),
    });
    const running: number[] = [];
    for (let at = 0; at < takes; at++)
      running.push(await timeTake(appliance, at % 2 === 0 ? "reversed" : "a"));
    const coldTakeId = await appliance.show("b", urls.slice(9));
    const cold = await appliance.takeEnds(coldTakeId);
    running.sort((a, b) => a - b);
    return {
      bench: "take",
      takes,
      runningP50Ms: round(running[Math.floor(takes / 2)] ?? Number.NaN, 1),
      runningP95Ms: round(running[Math.floor(0.95 * (takes - 1))] ?? Number.NaN, 1),
      coldMs: cold.completedAt === null ? null : Date.parse(cold.completedAt) - Date.parse(cold.takenAt),
      coldState: cold.state,
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}

async function timeTake(
  appliance: Awaited<ReturnType<typeof startAppliance>>,
  layoutId: string,
): Promise<number> {
  const end = await appliance.takeEnds(await appliance.take(layoutId));
  if (end.state !== "complete" || end.completedAt === null)
    throw new Error(`take of ${layoutId}: ${end.state}`);
  return Date.parse(end.completedAt) - Date.parse(end.takenAt);
}
