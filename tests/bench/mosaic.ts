import { execFile, spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { systemClock } from "../../src/main/base/clock.ts";
import { unitOf } from "../../src/main/feeds/feeds.ts";
import { findFfmpeg } from "../../src/main/feeds/ffmpeg/program.ts";
import { FeedHub } from "../../src/main/feeds/hub.ts";
import { createMosaic } from "../../src/main/feeds/mosaic/mosaic.ts";
import type { AccessUnit, RunSource } from "../../src/main/feeds/source.ts";
import { createRunSource } from "../../src/main/feeds/sources.ts";
import { mosaicPlan } from "../../src/layouts/mosaic.ts";
import { type Cell, mosaicRef } from "../../src/protocol/feed.ts";
import { rungSizes } from "../../src/protocol/ladder.ts";
import { eventually } from "../fixtures/eventually.ts";
import { descendants, treeUse } from "../fixtures/process-tree.ts";
import { startCameras } from "./cameras.ts";
import { makeClip as makeStream } from "./clip.ts";
import { round } from "./scene.ts";

const run = promisify(execFile);

interface Clip {
  readonly size: string;
  readonly fps: number;
  readonly rate: string;
}

const small: Clip = { size: "320x180", fps: 12.5, rate: "200k" };
const usual: Clip = { size: "640x360", fps: 25, rate: "600k" };
const cases = [
  { cells: 4, clip: usual },
  { cells: 16, clip: usual },
  { cells: 64, clip: small },
] as const;
/** The middle of the picture is white in the second half of these, which is when its delay is taken. */
const PERIOD_S = 4;

/** A moving, noisy picture whose middle turns white every second half of `PERIOD_S`, key frames 2 s apart. */
async function makeClip({ size, fps, rate }: Clip): Promise<string> {
  const folder = join(tmpdir(), "dinding-bench");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `mosaic-${size}-${fps}.mp4`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}.mp4`;
  const flash = `drawbox=x=iw/4:y=ih/4:w=iw/2:h=ih/2:t=fill`;
  const white = String.raw`gte(mod(t\,${PERIOD_S})\,${PERIOD_S / 2})`;
  const picture = `testsrc2=s=${size}:r=${fps},noise=alls=6:allf=t,${flash}:c=black,${flash}:c=white:enable=${white}`;
  await run("ffmpeg", [
    ...["-v", "error", "-y", "-f", "lavfi", "-i", picture, "-t", String(2 * PERIOD_S)],
    ...[
      "-c:v",
      "libx264",
      "-preset",
      "veryfast",
      "-b:v",
      rate,
      "-maxrate",
      rate,
      "-bufsize",
      rate,
      "-bf",
      "0",
    ],
    ...["-g", String(2 * fps), "-sc_threshold", "0", "-pix_fmt", "yuv420p", unfinished],
  ]);
  renameSync(unfinished, path);
  return path;
}

/** The clip's pictures, once through, times from 0. */
async function readClip(url: string): Promise<readonly AccessUnit[]> {
  const units: AccessUnit[] = [];
  const enough = new AbortController();
  const address = {
    cameraId: "clip",
    stream: "main",
    url,
    username: null,
    password: null,
    transport: "tcp",
  } as const;
  const accessUnit = (unit: AccessUnit) => {
    const firstUs = units[0]?.timeUs ?? unit.timeUs;
    if (unit.timeUs - firstUs >= 2 * PERIOD_S * 1e6 - 1) enough.abort();
    else units.push({ ...unit, timeUs: unit.timeUs - firstUs });
  };
  await createRunSource(() => findFfmpeg())(address, { accessUnit, damage: () => undefined }, enough.signal);
  return units;
}

/** Cameras that cost nothing: each plays the clip for ever, from a key picture that is another for each. */
function playing(units: readonly AccessUnit[]): RunSource {
  let started = 0;
  const keys = units.flatMap(({ key }, at) => (key ? [at] : []));
  return async (_, listener, signal) => {
    const first = keys[started % keys.length] ?? 0;
    started += 1;
    const startUs = units[first]?.timeUs ?? 0;
    const startedAt = performance.now();
    for (let at = first; !signal.aborted; at++) {
      const unit = units[at % units.length];
      if (unit === undefined) return;
      const timeUs = unit.timeUs + Math.floor(at / units.length) * 2 * PERIOD_S * 1e6;
      const waitMs = startedAt + (timeUs - startUs) / 1000 - performance.now();
      // An abort is how it ends.
      if (waitMs > 0) await sleep(waitMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) listener.accessUnit({ ...unit, timeUs });
    }
  };
}

/**
 * What mosaics of 4, 16 and 64 cells cost over `seconds`: cores and memory of the decoders, of the encoder and of this
 * process, which is core and mosaic. `leastShown`: cells that showed their picture, late or with losses or not. The cameras are played from memory. `delayMs`: from a picture's arrival in the
 * core to that of the mosaic that shows it.
 */
export async function measureMosaic(seconds: number): Promise<Record<string, unknown>> {
  const rows = [];
  for (const { cells, clip } of cases) {
    const units = await readClip(pathToFileURL(await makeClip(clip)).href);
    const source = `${clip.size}@${clip.fps}`;
    const cameras = { source, runSource: playing(units), url: () => "memory", flashes: true };
    rows.push(await measureOne(cells, cameras, seconds));
  }
  return { bench: "mosaic", seconds, rows };
}

/**
 * The same with 64 RTSP cameras of 320x180 and 25 pictures a second, each a server's and read by an ffmpeg of its own;
 * `cameras` is what those take. All of it runs on this machine, the servers too, whose part is not counted.
 */
export async function measureCity(seconds: number): Promise<Record<string, unknown>> {
  const clip = await makeStream({ width: 320, height: 180, rate: 200_000 });
  const paths = Array.from({ length: 64 }, (_, at) => `/c${at}`);
  const server = await startCameras(paths.map((path) => [clip, path] as const));
  try {
    const runSource = createRunSource(() => findFfmpeg());
    const url = (at: number) => server.url(paths[at] ?? "");
    const cameras = { source: "320x180@25 by RTSP", runSource, url, flashes: false };
    return { bench: "mosaic-rtsp", seconds, ...(await measureOne(64, cameras, seconds)) };
  } finally {
    await server.child[Symbol.asyncDispose]();
  }
}

interface Cameras {
  readonly source: string;
  readonly runSource: RunSource;
  readonly url: (at: number) => string;
  /** Whether the middle of the first one's picture turns white, by which delay is taken. */
  readonly flashes: boolean;
}

async function measureOne(count: number, { source, runSource, url, flashes }: Cameras, seconds: number) {
  const find = () => findFfmpeg();
  const hub = new FeedHub({
    clock: systemClock,
    log: pino({ level: "silent" }),
    runSource,
    transcode: () => () => Promise.reject(new Error("nobody asks for a rung")),
    mosaic: createMosaic(find, systemClock),
    lookup: (cameraId, stream) =>
      stream === "main"
        ? null
        : {
            cameraId,
            stream,
            url: url(Number(cameraId.slice("camera-".length))),
            username: null,
            password: null,
            transport: "tcp",
          },
    learned: () => undefined,
    lingerMs: 8_000,
  });
  const cameraIds = Array.from({ length: count }, (_, at) => `camera-${at}`);
  const columns = Math.sqrt(count);
  const arrivals: number[] = [];
  let states: readonly Cell[] = [];
  let leastShown = count;
  const ignored = { status: () => undefined, format: () => undefined };
  const ref = mosaicRef({ cameraIds, columns }, "1080p");
  const live = () => states.filter(({ state }) => state === "live").length;
  const shown = () => states.filter(({ state }) => /live|degraded|delayed/.test(state)).length;
  hub.watch(ref, {
    ...ignored,
    packet: () => void arrivals.push(performance.now()),
    cells: (cells) => {
      states = cells;
      leastShown = Math.min(leastShown, shown());
    },
  });
  try {
    const startedAt = performance.now();
    await eventually("every cell live", 60_000, () => (live() === count ? true : null));
    const liveAfterMs = performance.now() - startedAt;
    await sleep(5_000);
    leastShown = shown();
    const before = readings();
    const from = performance.now();
    await sleep(seconds * 1000);
    const elapsed = (performance.now() - from) / 1000;
    const after = readings();
    const seen = arrivals.filter((at) => at >= from);
    const cores = (part: keyof typeof after) => round((after[part].cpuS - before[part].cpuS) / elapsed, 3);
    const memoryMb = (part: keyof typeof after) => Math.round(after[part].memoryBytes / 1e6);
    const least = leastShown;
    return {
      ...{ cells: count, source, liveAfterMs: Math.round(liveAfterMs) },
      cores: round(cores("decoders") + cores("encoder") + cores("core") + cores("cameras"), 3),
      parts: Object.fromEntries(parts.map((part) => [part, cores(part)])),
      memoryMb: Object.fromEntries(parts.map((part) => [part, memoryMb(part)])),
      decoders: after.decoders.processes,
      fps: round(seen.length / elapsed, 2),
      longestGapMs: Math.round(Math.max(...seen.slice(1).map((at, index) => at - (seen[index] ?? at)))),
      leastShown: least,
      ...(flashes
        ? { delayMs: await measureDelay(hub, ref, mosaicPlan(count, columns, rungSizes["1080p"]).cells[0]) }
        : {}),
    };
  } finally {
    await hub.close();
  }
}

const parts = ["decoders", "encoder", "core", "cameras"] as const;

/** What the parts of a mosaic have used so far. */
function readings() {
  const parts = { decoders: [] as number[], encoder: [] as number[], cameras: [] as number[] };
  for (const pid of descendants(process.pid).keys()) {
    if (pid === process.pid) continue;
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    if (command.includes("pipe:3")) parts.decoders.push(pid);
    else if (command.includes("libx264")) parts.encoder.push(pid);
    else if (/^[^\0]*ffmpeg\0/.test(command)) parts.cameras.push(pid);
  }
  const { user, system } = process.cpuUsage();
  const memory = /^Pss:\s+(\d+) kB/m.exec(readFileSync("/proc/self/smaps_rollup", "utf8"));
  return {
    decoders: treeUse(parts.decoders),
    encoder: treeUse(parts.encoder),
    cameras: treeUse(parts.cameras),
    core: { cpuS: (user + system) / 1e6, memoryBytes: Number(memory?.[1] ?? 0) * 1024, processes: 1 },
  };
}

/** Milliseconds, the median of some changes of the first camera's picture from black to white. */
async function measureDelay(
  hub: FeedHub,
  ref: ReturnType<typeof mosaicRef>,
  cell: { readonly width: number; readonly height: number } | undefined,
): Promise<number> {
  if (cell === undefined) return Number.NaN;
  const middle = `crop=${cell.width / 4}:${cell.height / 4}:${(cell.width * 3) / 8}:${(cell.height * 3) / 8}`;
  const decoder = spawn(
    "ffmpeg",
    [
      ...["-v", "error", "-threads", "1", "-flags", "low_delay", "-f", "h264", "-i", "pipe:0"],
      ...["-fps_mode", "passthrough", "-vf", `${middle},scale=2:2,format=gray`, "-f", "rawvideo", "pipe:1"],
    ],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  decoder.stdin.on("error", () => undefined);
  const lumas: number[] = [];
  let rest = Buffer.alloc(0);
  decoder.stdout.on("data", (bytes: Buffer) => {
    rest = Buffer.concat([rest, bytes]);
    for (; rest.byteLength >= 4; rest = rest.subarray(4)) lumas.push(rest[0] ?? 0);
  });
  const turned: number[] = [];
  const shown: number[] = [];
  const ignored = { status: () => undefined, format: () => undefined };
  const leaveMosaic = hub.watch(ref, {
    ...ignored,
    packet(packet) {
      shown.push(performance.now());
      decoder.stdin.write(unitOf(packet));
    },
  });
  let phase = 0;
  const leaveCamera = hub.watch(
    { cameraId: "camera-0", stream: "sub", rung: null },
    {
      ...ignored,
      packet({ timeUs }) {
        const half = Math.floor((timeUs / 1e6 / PERIOD_S) * 2 + 0.01) % 2;
        if (half === 1 && phase === 0) turned.push(performance.now());
        phase = half;
      },
    },
  );
  await sleep(PERIOD_S * 6_000);
  leaveMosaic();
  leaveCamera();
  decoder.stdin.end();
  await new Promise((resolve) => decoder.once("close", resolve));
  const whites = lumas.flatMap((luma, at) =>
    at > 0 && luma > 128 && (lumas[at - 1] ?? 0) <= 128 ? [shown[at] ?? Number.NaN] : [],
  );
  const delays = whites.flatMap((at) => {
    const since = turned.findLast((each) => each <= at);
    return since === undefined || at - since > 1_900 ? [] : [at - since];
  });
  const sorted = delays.toSorted((a, b) => a - b);
  return round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, 0);
}
