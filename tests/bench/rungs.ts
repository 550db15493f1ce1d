import { execFile } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, renameSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { promisify } from "node:util";
import { pino } from "pino";
import { systemClock } from "../../src/main/base/clock.ts";
import { findFfmpeg } from "../../src/main/feeds/ffmpeg/program.ts";
import { FeedHub } from "../../src/main/feeds/hub.ts";
import { createRunSource } from "../../src/main/feeds/sources.ts";
import { HardwareChoice } from "../../src/main/feeds/transcode/hardware-choice.ts";
import { createTranscode } from "../../src/main/feeds/transcode/transcode.ts";
import { type Rung, rungSchema } from "../../src/protocol/ladder.ts";
import { eventually } from "../fixtures/eventually.ts";
import { descendants, treeUse } from "../fixtures/process-tree.ts";
import { round } from "./scene.ts";

const run = promisify(execFile);

/** As cameras send it. */
const noReordering = ["-x265-params", "bframes=0:log-level=none"];

/** What cities have that pages do not decode: name, size, and how ffmpeg makes it. 25 pictures a second. */
const sources = [
  [
    "hevc 1920x1080",
    "1920x1080",
    "ts",
    ["-c:v", "libx265", "-preset", "ultrafast", "-b:v", "3M", "-g", "50", ...noReordering],
  ],
  [
    "hevc 3840x2160",
    "3840x2160",
    "ts",
    ["-c:v", "libx265", "-preset", "ultrafast", "-b:v", "8M", "-g", "50", ...noReordering],
  ],
  ["mjpeg 1280x720", "1280x720", "avi", ["-c:v", "mjpeg", "-q:v", "6", "-pix_fmt", "yuvj422p"]],
  [
    "h264 1920x1080 interlaced",
    "1920x1080",
    "mp4",
    ["-c:v", "libx264", "-preset", "veryfast", "-b:v", "4M", "-g", "50", "-bf", "0", "-flags", "+ildct+ilme"],
  ],
  ["mpeg4 704x576", "704x576", "avi", ["-c:v", "mpeg4", "-b:v", "2M", "-g", "50"]],
] as const;

async function clip(
  name: string,
  size: string,
  container: string,
  coding: readonly string[],
): Promise<string> {
  const folder = join(tmpdir(), "dinding-bench");
  mkdirSync(folder, { recursive: true });
  const path = join(folder, `${name.replaceAll(" ", "-")}.${container}`);
  if (existsSync(path)) return path;
  const unfinished = `${path}.${process.pid}.${container}`;
  const input = ["-f", "lavfi", "-i", `testsrc2=s=${size}:r=25,noise=alls=6:allf=t`, "-t", "4"];
  await run("ffmpeg", ["-v", "error", "-y", ...input, ...coding, unfinished], { timeout: 120_000 });
  renameSync(unfinished, path);
  return path;
}

/**
 * The cost of each rung for what pages do not decode: cores and memory of the transcoding ffmpeg alone over
 * `seconds`, and how long a picture takes through it.
 */
export async function measureRungs(seconds: number): Promise<Record<string, unknown>> {
  const find = () => findFfmpeg();
  const log = pino({ level: "silent" });
  const hardware = new HardwareChoice({ ffmpeg: find, clock: systemClock, log });
  const { encoder, decoder } = await hardware.current();
  const rows = [];
  for (const [name, size, container, coding] of sources) {
    const url = pathToFileURL(await clip(name, size, container, coding)).href;
    const [, height = 0] = size.split("x").map(Number);
    for (const rung of rungSchema.options) {
      if (Number.parseInt(rung, 10) > height) continue;
      rows.push({ source: name, rung, ...(await cost(url, rung, seconds)) });
    }
  }
  return { bench: "rungs", seconds, encoder: encoder.name, decoder: decoder.name, rows };

  async function cost(url: string, rung: Rung, seconds: number) {
    const hub = new FeedHub({
      clock: systemClock,
      log,
      runSource: createRunSource(find),
      transcode: createTranscode(find, hardware),
      lookup: (cameraId, stream) => ({
        ...{ cameraId, stream, url, username: null, password: null, transport: "tcp" },
      }),
      learned: () => undefined,
      lingerMs: 0,
    });
    /** When each picture reached the core, by its place on the feed's clock. */
    const arrived = new Map<number, number>();
    const delays: number[] = [];
    const ignored = { status: () => undefined, format: () => undefined };
    const place = (timeUs: number) => Math.round(timeUs / 20_000);
    hub.watch(
      { cameraId: "cam", stream: "main", rung: null },
      {
        ...ignored,
        packet: ({ timeUs }) => void arrived.set(place(timeUs), performance.now()),
      },
    );
    let pictures = 0;
    hub.watch(
      { cameraId: "cam", stream: "main", rung },
      {
        ...ignored,
        packet({ timeUs }) {
          pictures += 1;
          const at = arrived.get(place(timeUs));
          if (at !== undefined) delays.push(performance.now() - at);
        },
      },
    );
    try {
      await eventually("the first pictures", 60_000, () => (pictures > 25 ? true : null));
      const pid = transcoder();
      const before = { cpuS: treeUse([pid]).cpuS, at: performance.now(), pictures };
      delays.length = 0;
      await sleep(seconds * 1000);
      const elapsed = (performance.now() - before.at) / 1000;
      const use = treeUse([pid]);
      const sorted = delays.toSorted((a, b) => a - b);
      return {
        cores: round((use.cpuS - before.cpuS) / elapsed, 3),
        memoryMb: Math.round(use.memoryBytes / 1e6),
        fps: round((pictures - before.pictures) / elapsed, 1),
        delayMs: round(sorted[Math.floor(sorted.length / 2)] ?? Number.NaN, 1),
      };
    } finally {
      await hub.close();
    }
  }
}

/** The process that reads NUT from its standard input. */
function transcoder(): number {
  const found = [...descendants(process.pid).keys()].find((pid) =>
    readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("nut\0-i\0pipe:0"),
  );
  if (found === undefined) throw new Error("no transcode runs");
  return found;
}
