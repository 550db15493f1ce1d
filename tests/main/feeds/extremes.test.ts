import { readFile } from "node:fs/promises";
import { describe, expect, it, type TestContext, vi } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import type { FeedHub } from "../../../src/main/feeds/hub.ts";
import { createMosaic } from "../../../src/main/feeds/mosaic/mosaic.ts";
import { createTranscode } from "../../../src/main/feeds/transcode/transcode.ts";
import { type Cell, mosaicRef } from "../../../src/protocol/feed.ts";
import type { Rung } from "../../../src/protocol/ladder.ts";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { type HttpCameraSetup, startHttpCamera } from "../../fixtures/servers/http-camera.ts";
import { type CameraSetup, missingRtspServer, startRtspServer } from "../../fixtures/rtsp/server.ts";
import { ffmpeg } from "./encoded.ts";
import { onSoftware } from "./on-software.ts";
import { addressOf, original, Witness } from "./parts.ts";
import { childrenOf, commandOf } from "./processes.ts";
import { brings, leavesNoReader, type Watched, WaysBench } from "./ways/bench.ts";

const missing = await missingRtspServer();
leavesNoReader();

const find = () => findFfmpeg();
const made = { transcode: createTranscode(find, onSoftware), mosaic: createMosaic(find, systemClock) };
const LIVE_MS = 20_000;

/** `url`, watched as it is; other cameras are not there. */
function watching(bench: WaysBench, url: string): Watched {
  const lookup = (cameraId: string) => (cameraId === "cam" ? addressOf(url) : null);
  return bench.watch(url, {}, undefined, { ...made, lookup });
}

function onRung(hub: FeedHub, rung: Rung): Witness {
  const witness = new Witness();
  hub.watch({ ...original, rung }, witness);
  return witness;
}

async function rtspCamera(bench: WaysBench, camera: Omit<CameraSetup, "path">) {
  const server = bench.kept(await startRtspServer());
  await server.mount({ path: "/a", ...camera });
  return { server, url: server.url("/a") };
}

const httpCamera = async (bench: WaysBench, setup: HttpCameraSetup) =>
  bench.kept(await startHttpCamera(setup));

const isLive = (hub: FeedHub) =>
  vi.waitFor(() => expect(hub.list().every(({ state }) => state === "live")).toBe(true), {
    ...{ timeout: LIVE_MS, interval: 10 },
  });

/** Every state that a feed of `hub` claims from now on, looked at every 20 ms. */
function claims(hub: FeedHub, { onTestFinished }: Pick<TestContext, "onTestFinished">) {
  const seen = new Set<string>();
  const timer = setInterval(() => {
    for (const { state } of hub.list()) seen.add(state);
  }, 20);
  onTestFinished(() => clearInterval(timer));
  return seen;
}

/** Pictures a second of the last `count`, by their own times. */
function rateOf({ pictures }: Witness, count: number): number {
  const times = pictures.slice(-count).map(({ timeUs }) => timeUs);
  return ((times.length - 1) * 1e6) / (Math.max(...times) - Math.min(...times));
}

/** Mean red, green and blue of the quarters of the newest key picture, decoded. */
async function quartersOf({ pictures }: Witness): Promise<number[][]> {
  const key = pictures.findLast((picture) => picture.key);
  if (key === undefined) throw new Error("there is no key picture");
  const args = ["-f", "h264", "-i", "pipe:0", "-frames:v", "1", "-vf", "scale=2:2:flags=area"];
  const pixels = await ffmpeg([...args, "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"], key.bytes);
  return [0, 3, 6, 9].map((at) => [...pixels.subarray(at, at + 3)]);
}

/** The same of ffmpeg's own pattern, as all cameras here send it. */
async function patternQuarters(): Promise<number[][]> {
  const args = ["-f", "lavfi", "-i", "testsrc2=size=1920x1080", "-frames:v", "1"];
  const scaled = ["-vf", "scale=2:2:flags=area", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"];
  const pixels = await ffmpeg([...args, ...scaled]);
  return [0, 3, 6, 9].map((at) => [...pixels.subarray(at, at + 3)]);
}

/** The most memory that any ffmpeg of the core's has had, MiB (Linux, VmHWM). */
async function mostMemory(): Promise<number> {
  const children = await childrenOf(process.pid);
  const peaks = await Promise.all(
    children.map(async (pid) => {
      if (!(await commandOf(pid)).includes("-write_index")) return 0;
      const status = await readFile(`/proc/${pid}/status`, "utf8");
      return Number(/^VmHWM:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) / 1024;
    }),
  );
  return Math.max(0, ...peaks);
}

describe("a picture of 7680 x 4320", { timeout: 60_000 }, () => {
  const eightK = { picture: { width: 7680, height: 4320, fps: 2 }, stills: 2 };

  it.for([
    ["pictures, one by one", "/still.jpg#every=1s"],
    ["pictures as PNG", "/still.png#every=2s"],
    ["MJPEG", "/mjpeg"],
  ] as const)("is live on a rung, at its own pace, as %s", async ([, path], context) => {
    const bench = new WaysBench(context);
    const server = await httpCamera(bench, eightK);
    const { hub, witness } = watching(bench, server.url(path));
    const rung = onRung(hub, "1080p");
    await brings(rung, 2);
    const claimed = claims(hub, context);
    await brings(rung, rung.pictures.length + 2);
    expect(witness.formats).toMatchObject([{ coding: "mjpeg", width: 7680, height: 4320 }]);
    expect(rung.formats).toMatchObject([{ coding: "h264", width: 1920, height: 1080, pixelAspect: 1 }]);
    // However slow: between two pictures it is not called stale. A slow machine is told to be late with it.
    expect([...claimed]).not.toContain("stale");
    expect(hub.list().map(({ rung: name, state }) => [name, state])).toContainEqual([null, "live"]);
    const quarters = (await quartersOf(rung)).flat();
    for (const [at, value] of (await patternQuarters()).flat().entries())
      expect(Math.abs(value - (quarters[at] ?? Number.NaN))).toBeLessThan(25);
    // A decoded picture has 50 MB.
    expect(await mostMemory()).toBeLessThan(700);
    expect(hub.list().map(({ restarts }) => restarts)).toEqual([0, 0]);
  });
});

describe.skipIf(missing !== null).concurrent("one picture a second", { timeout: 60_000 }, () => {
  it.for(["h264 by RTSP", "mjpeg by RTSP", "mjpeg by HTTP", "h264 by HTTP"] as const)(
    "is live between its pictures, and stale within three of them when it stops: %s",
    async (way, context) => {
      const bench = new WaysBench(context);
      const http = await httpCamera(bench, { picture: { width: 320, height: 180, fps: 1 }, stills: 10 });
      const codec = way.startsWith("h264") ? "h264" : "mjpeg";
      const rtsp = await rtspCamera(bench, { codec, fps: 1, keyInterval: 5 });
      const byRtsp = way.endsWith("RTSP");
      const url = byRtsp ? rtsp.url : http.url(codec === "h264" ? "/live.ts" : "/mjpeg");
      const { hub, witness } = watching(bench, url);
      // Before there are two nobody knows how far apart they are.
      await brings(witness, 2);
      const claimed = claims(hub, context);
      await brings(witness, 6);
      expect([...claimed]).toEqual(["live"]);
      // Whoever comes now need not wait for the next one.
      const late = new Witness();
      hub.watch(original, late);
      expect(late.pictures.length).toBeGreaterThanOrEqual(1);
      if (byRtsp) await rtsp.server.silence("/a", true);
      else http.silent = true;
      const stopped = new FairWatch();
      const lastAt = () => witness.arrivals.at(-1) ?? 0;
      await vi.waitFor(() => expect(hub.list()[0]?.state).toBe("stale"), { timeout: 10_000, interval: 20 });
      expect(performance.now() - lastAt()).toBeGreaterThan(2_900);
      expect(stopped.until()).toBeLessThan(5_500);
    },
  );
});

describe.skipIf(missing !== null)("sixty pictures a second", { timeout: 60_000 }, () => {
  it.for(["h264", "mjpeg"] as const)("come as they are and on two rungs: %s", async (codec, context) => {
    const bench = new WaysBench(context);
    const camera = { codec, fps: 60, keyInterval: 120, width: 640, height: 360, bitrate: 1_000 };
    const { hub, witness } = watching(bench, (await rtspCamera(bench, camera)).url);
    const [small, large] = [onRung(hub, "360p"), onRung(hub, "720p")];
    for (const one of [small, large]) await brings(one, 180);
    for (const one of [witness, small, large]) {
      expect(rateOf(one, 120)).toBeGreaterThan(55);
      expect(rateOf(one, 120)).toBeLessThan(65);
    }
    // Whatever a rung could not keep up with it would have told.
    await isLive(hub);
    // Level 4 at most: an old decoder takes 720p of 60 a second.
    for (const { formats } of [small, large])
      expect(Number.parseInt(formats[0]?.codec.slice(-2) ?? "", 16)).toBeLessThanOrEqual(40);
  });
});

describe.skipIf(missing !== null)("groups of pictures of twenty seconds", { timeout: 60_000 }, () => {
  const camera = { width: 640, height: 360, fps: 25, keyInterval: 500, pattern: "snow", bitrate: 6_000 };
  const fresh = (witness: Witness) => {
    const newest = witness.pictures.at(-1);
    return newest === undefined ? Number.POSITIVE_INFINITY : Date.now() - newest.arrivedAt;
  };

  it("are joined in their midst: as they are, on a rung and in a mosaic", async (context) => {
    const bench = new WaysBench(context);
    const { hub, witness } = watching(bench, (await rtspCamera(bench, camera)).url);
    await brings(witness, 150);
    const late = new Witness();
    hub.watch(original, late);
    expect(late.pictures[0]?.key).toBe(true);
    expect(late.pictures.length).toBeGreaterThanOrEqual(150);
    const watch = new FairWatch();
    const joinedAt = Date.now();
    const small = onRung(hub, "360p");
    await brings(small, 1);
    const firstMs = watch.until();
    await vi.waitFor(() => expect(fresh(small)).toBeLessThan(400), { timeout: 10_000, interval: 5 });
    expect(firstMs).toBeLessThan(1_500);
    expect(watch.until()).toBeLessThan(3_000);
    // The key picture first, and then none that is old: nobody sees six seconds in one.
    expect(small.pictures[0]?.arrivedAt).toBe(witness.pictures[0]?.arrivedAt);
    const old = small.pictures.filter(({ arrivedAt }) => arrivedAt < joinedAt - 1_000);
    expect(old).toHaveLength(1);
    let cells: readonly Cell[] = [];
    const mosaic = Object.assign(new Witness(), {
      cells: (told: readonly Cell[]) => {
        cells = told;
      },
    });
    hub.watch(mosaicRef({ cameraIds: ["cam", "b", "c", "d"], columns: 2 }, "360p"), mosaic);
    await vi.waitFor(() => expect(cells[0]?.state).toBe("live"), { timeout: 10_000, interval: 20 });
    // All of that within one group.
    expect(witness.pictures.filter((picture) => picture.key)).toHaveLength(1);
    expect(hub.list().flatMap(({ rung, state }) => (rung === "1080p" ? [] : [state]))).not.toContain(
      "degraded",
    );
  });

  it("are kept no further than 16 MiB, and of longer ones the key picture", async (context) => {
    const bench = new WaysBench(context);
    const heavy = { ...camera, width: 1280, height: 720, bitrate: 40_000 };
    const { hub, witness } = watching(bench, (await rtspCamera(bench, heavy)).url);
    const bytes = () => witness.pictures.reduce((sum, picture) => sum + picture.bytes.byteLength, 0);
    await vi.waitFor(() => expect(bytes()).toBeGreaterThan(17 * 1024 * 1024), { timeout: 20_000 });
    expect(witness.pictures.filter((picture) => picture.key)).toHaveLength(1);
    const late = new Witness();
    hub.watch(original, late);
    expect(late.pictures.map((picture) => picture.key)).toEqual([true]);
    const small = onRung(hub, "360p");
    await brings(small, 1, 10_000);
    await brings(witness, witness.pictures.length + 10);
    // Nothing behind it that cannot be decoded.
    expect(late.pictures[1]?.key ?? true).toBe(true);
  });
});
