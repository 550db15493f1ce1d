import { setTimeout as sleep } from "node:timers/promises";
import type { TileStats } from "../../src/protocol/output.ts";
import { CANVAS, startAppliance } from "../fixtures/appliance.ts";
import { eventually } from "../fixtures/eventually.ts";
import { makeClip, type ClipSize } from "./clip.ts";
import { startPeer } from "./peer.ts";
import { treeUse } from "../fixtures/process-tree.ts";
import { startScreen } from "../fixtures/screen.ts";
import { startCameras } from "./cameras.ts";

export interface Scene {
  readonly name: string;
  readonly tiles: 4 | 9 | 16;
  readonly clip: ClipSize;
}

export const scenes: readonly Scene[] = [
  { name: "9x1080p25", tiles: 9, clip: { width: 1920, height: 1080, rate: 2_000_000 } },
  { name: "16x360p25", tiles: 16, clip: { width: 640, height: 360, rate: 600_000 } },
];

const WARM_UP_MS = 8000;

function median(values: readonly number[]): number {
  const sorted = [...values].toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Cores and memory of the tree under `pid` over `seconds`; memory is the median of ten readings. */
async function watch(pid: number, seconds: number): Promise<{ cores: number; memoryMb: number }> {
  const memory: number[] = [];
  const startedAt = performance.now();
  const before = treeUse([pid]).cpuS;
  for (let reading = 0; reading < 10; reading++) {
    await sleep((seconds * 1000) / 10);
    memory.push(treeUse([pid]).memoryBytes / 1e6);
  }
  const cores = (treeUse([pid]).cpuS - before) / ((performance.now() - startedAt) / 1000);
  return { cores: round(cores, 3), memoryMb: Math.round(median(memory)) };
}

export function round(value: number, digits: number): number {
  return Number(value.toFixed(digits));
}

/** Dinding, then its peer, on the same cameras and the same screen, each for `seconds` after a warm-up. */
export async function measureScene(scene: Scene, seconds: number): Promise<Record<string, unknown>> {
  const clip = await makeClip(scene.clip);
  const paths = Array.from({ length: scene.tiles }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  const urls = paths.map((path) => cameras.url(path));
  try {
    const dinding = await measureDinding(screen.display, urls, seconds);
    const peer = await measurePeer(screen.display, urls, seconds);
    return {
      bench: scene.name,
      seconds,
      rateMbitS: scene.clip.rate / 1e6,
      dinding,
      gstreamer: peer,
      coresRatio: round(dinding.cores / peer.cores, 2),
      memoryRatio: round(dinding.memoryMb / peer.memoryMb, 2),
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}

async function measureDinding(display: string, urls: readonly string[], seconds: number) {
  await using appliance = await startAppliance(display);
  await appliance.show("scene", urls);
  await eventually("all tiles live", 60_000, async () => {
    const tiles = await appliance.tiles();
    return tiles.length === urls.length && tiles.every((tile) => tile.state === "live") ? tiles : null;
  });
  await sleep(WARM_UP_MS);
  const before = await appliance.seen();
  const use = await watch(appliance.pid, seconds);
  const after = await appliance.seen();
  // The page reports once a second: frames are counted from report to report.
  const elapsedS = (after.at - before.at) / 1000;
  const presented = (tile: TileStats, at: number) =>
    tile.framesPresented - (before.tiles[at]?.framesPresented ?? 0);
  const fps = after.tiles.map((tile, at) => presented(tile, at) / elapsedS);
  const ages = after.tiles.map((tile) => tile.frameAgeMs ?? Number.NaN);
  return {
    ...use,
    slowestFps: round(Math.min(...fps), 2),
    medianFps: round(median(fps), 2),
    dropped: after.tiles.reduce((sum, tile, at) => sum + tile.dropped - (before.tiles[at]?.dropped ?? 0), 0),
    notLive: after.tiles.filter((tile) => tile.state !== "live").length,
    medianAgeMs: round(median(ages), 1),
  };
}

async function measurePeer(display: string, urls: readonly string[], seconds: number) {
  await using peer = startPeer(display, urls);
  await eventually("the peer's first frames", 30_000, () => (peer.frames() > 25 ? true : null));
  await sleep(WARM_UP_MS);
  const framesBefore = peer.frames();
  const startedAt = performance.now();
  const use = await watch(peer.pid, seconds);
  const fps = (peer.frames() - framesBefore) / ((performance.now() - startedAt) / 1000);
  return { ...use, fps: round(fps, 2) };
}

/** Memory, processes and open files of Dinding over `minutes` of a scene; grown: last tenth against the second. */
export async function soakScene(scene: Scene, minutes: number): Promise<Record<string, unknown>> {
  const clip = await makeClip(scene.clip);
  const paths = Array.from({ length: scene.tiles }, (_, at) => `/c${at}`);
  const screen = await startScreen(CANVAS.width, CANVAS.height);
  const cameras = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    await using appliance = await startAppliance(screen.display);
    await appliance.show(
      "scene",
      paths.map((path) => cameras.url(path)),
    );
    const readings: { memoryMb: number; processes: number }[] = [];
    const every = 10_000;
    for (let at = 0; at < (minutes * 60_000) / every; at++) {
      await sleep(every);
      const use = treeUse([appliance.pid]);
      readings.push({ memoryMb: use.memoryBytes / 1e6, processes: use.processes });
    }
    const tenth = Math.max(1, Math.floor(readings.length / 10));
    const early = readings.slice(tenth, 2 * tenth);
    const late = readings.slice(-tenth);
    const tiles = await appliance.tiles();
    return {
      bench: `soak ${scene.name}`,
      minutes,
      memoryMbEarly: Math.round(median(early.map((r) => r.memoryMb))),
      memoryMbLate: Math.round(median(late.map((r) => r.memoryMb))),
      processesEarly: median(early.map((r) => r.processes)),
      processesLate: median(late.map((r) => r.processes)),
      ageMs: round(median(tiles.map((tile) => tile.frameAgeMs ?? Number.NaN)), 1),
      slowestFps: round(Math.min(...tiles.map((tile) => tile.fps)), 2),
      notLive: tiles.filter((tile) => tile.state !== "live").length,
    };
  } finally {
    await cameras.child[Symbol.asyncDispose]();
    await screen.child[Symbol.asyncDispose]();
  }
}
