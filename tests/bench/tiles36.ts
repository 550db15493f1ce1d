import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import type { Tile } from "../../src/layouts/layout.ts";
import { outputStateSchema, type OutputState, type TileStats } from "../../src/protocol/output.ts";
import { type Appliance, CANVAS, startAppliance, WALL } from "../fixtures/appliance.ts";
import { eventually } from "../fixtures/eventually.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";
import { makeClip } from "./clip.ts";
import { round } from "./scene.ts";

const SIDE = 6;
const COUNT = SIDE * SIDE;
/** Tiles that are kept longest; the others have 2 to 9 in turn. */
const FIRST = 4;
/** What a display PC that cannot carry them all needs to find out which it can. */
const SETTLE_MS = 45_000;

const priorityOf = (at: number): number => (at < FIRST ? 1 : 2 + (at % 8));
const idOf = (at: number): string => `c${at}`;

function tile(at: number): Tile {
  const width = CANVAS.width / SIDE;
  const height = CANVAS.height / SIDE;
  return {
    id: idOf(at),
    rect: { x: (at % SIDE) * width, y: Math.floor(at / SIDE) * height, width, height },
    z: 0,
    fit: "contain",
    priority: priorityOf(at),
    content: { kind: "camera", cameraId: idOf(at) },
  };
}

/** The output as its page told it last. */
async function outputOf(appliance: Appliance): Promise<OutputState> {
  const outputs = z.array(outputStateSchema).parse(await appliance.call("GET", "/api/outputs"));
  const output = outputs.find(({ outputId }) => outputId === appliance.outputId);
  if (output === undefined) throw new Error("there is no output");
  return output;
}

/** How the tiles of some priorities did: frames a second each, and how many looks found one in another state than live. */
function summary(looks: readonly OutputState[], wanted: (priority: number) => boolean) {
  const ids = Array.from({ length: COUNT }, (_, at) => at)
    .filter((at) => wanted(priorityOf(at)))
    .map(idOf);
  const mine = ({ tiles }: OutputState) => tiles.filter(({ tileId }) => ids.includes(tileId));
  const first = looks[0];
  const last = looks.at(-1);
  if (first === undefined || last === undefined) throw new Error("it was never looked");
  const seconds = (Date.parse(last.lastSeenAt ?? "") - Date.parse(first.lastSeenAt ?? "")) / 1000;
  const before = new Map(mine(first).map((each) => [each.tileId, each.framesPresented]));
  const fps = mine(last).map((each) => (each.framesPresented - (before.get(each.tileId) ?? 0)) / seconds);
  const states: Record<string, number> = {};
  for (const { state } of looks.flatMap(mine)) states[state] = (states[state] ?? 0) + 1;
  const nowLike = (kind: TileStats["reduced"]) => mine(last).filter(({ reduced }) => reduced === kind).length;
  return {
    tiles: ids.length,
    slowestFps: round(Math.min(...fps), 1),
    meanFps: round(fps.reduce((sum, each) => sum + each, 0) / fps.length, 1),
    slowed: nowLike("frames"),
    states,
  };
}

/** The states of priority 1, a letter each. */
function statesOfFirst({ tiles }: OutputState): string {
  const first = tiles.filter(({ tileId }) => priorityOf(Number(tileId.slice(1))) === 1);
  return first.map(({ state }) => (state === "degraded" ? "g" : state.slice(0, 1))).join("");
}

/**
 * 36 x 360p25 on one page, four of priority 1: frames a second and states by priority, a look a second for `seconds`
 * once the page has found out what it can carry; and how long that took to the first and to the last change.
 */
export async function measureTiles36(seconds: number): Promise<Record<string, unknown>> {
  const clip = await makeClip({ width: 640, height: 360, rate: 600_000 });
  const paths = Array.from({ length: COUNT }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    await using appliance = await startAppliance(screen.display);
    for (const [at, path] of paths.entries())
      await appliance.call("POST", "/api/cameras", {
        id: idOf(at),
        name: `Kamera ${at + 1}`,
        streams: [{ role: "main", url: cameras.url(path), transport: "tcp" }],
      });
    await appliance.call("POST", "/api/layouts", {
      id: "six",
      name: "36",
      wallId: WALL,
      tiles: paths.map((_, at) => tile(at)),
    });
    await appliance.take("six");
    await eventually("pictures of priority 1", 60_000, async () => {
      const { tiles } = await outputOf(appliance);
      const first = tiles.filter(({ tileId }) => priorityOf(Number(tileId.slice(1))) === 1);
      return first.length === FIRST && first.every(({ framesPresented }) => framesPresented > 0)
        ? true
        : null;
    });
    const settling = await lookOn(appliance, SETTLE_MS / 1000);
    const looks = await lookOn(appliance, seconds);
    const loads = looks.flatMap(({ load }) => load ?? []).toSorted((a, b) => a - b);
    return {
      bench: "36x360p25",
      seconds,
      priority1: summary(looks, (priority) => priority === 1),
      priority2to5: summary(looks, (priority) => priority >= 2 && priority <= 5),
      priority6to9: summary(looks, (priority) => priority >= 6),
      settlingPriority1: summary(settling, (priority) => priority === 1),
      priority1BySecond: settling.map(statesOfFirst).join(" "),
      slowedBySecond: settling.map(({ slowed }) => slowed ?? 0).join(" "),
      loadBySecond: settling.map(({ load }) => load ?? 0).join(" "),
      loadMedian: loads[Math.floor(loads.length / 2)],
      loadMost: loads.at(-1),
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}

async function lookOn(appliance: Appliance, seconds: number): Promise<OutputState[]> {
  const looks: OutputState[] = [];
  for (let at = 0; at < seconds; at++) {
    looks.push(await outputOf(appliance));
    await sleep(1000);
  }
  return looks;
}
