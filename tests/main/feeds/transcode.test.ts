import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { createTranscode } from "../../../src/main/feeds/transcode/transcode.ts";
import { missingRtspServer, type RtspServer, startRtspServer } from "../../fixtures/rtsp/server.ts";
import { addressOf, hubWith, original, Witness } from "./parts.ts";
import { childrenOf, commandOf } from "./processes.ts";

const missing = await missingRtspServer();
const find = () => findFfmpeg();
const runSource = createRunSource(find);
const camera = { width: 1280, height: 720, fps: 10, keyInterval: 10, bitrate: 2000 };

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect(await ffmpegs()).toEqual([]), 5_000);
});

async function ffmpegs(): Promise<string[]> {
  const commands = await Promise.all((await childrenOf(process.pid)).map(commandOf));
  return commands.filter((command) => command.includes("ffmpeg"));
}

/** A hub whose one camera is at `url`. */
function hubAt(url: string) {
  const hub = hubWith(systemClock, runSource, addressOf(url), {
    transcode: createTranscode(find),
    lingerMs: 0,
  });
  open.push({ [Symbol.asyncDispose]: () => hub.close() });
  return hub;
}

const shows = (witness: Witness, pictures: number) =>
  vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThan(pictures), {
    timeout: 20_000,
    interval: 20,
  });

describe.skipIf(missing !== null)("a camera whose coding pages do not decode", { timeout: 40_000 }, () => {
  it.each(["h265", "mjpeg"] as const)("is shown on a rung of the ladder: %s", async (codec) => {
    const server: RtspServer = await startRtspServer({ cameras: [{ ...camera, path: "/a", codec }] });
    open.push(server);
    const hub = hubAt(server.url("/a"));
    const small = new Witness();
    hub.watch({ ...original, rung: "360p" }, small);
    await shows(small, 25);
    expect(small.formats).toMatchObject([{ coding: "h264", width: 640, height: 360, pixelAspect: 1 }]);
    expect(small.pictures.map((picture) => picture.key).filter(Boolean).length).toBeGreaterThanOrEqual(1);
    // Read once from the camera, whatever is made of it.
    const rows = hub.list().map(({ rung, codec: name }) => [rung, name?.split(".")[0]]);
    expect(rows).toContainEqual(["360p", "avc1"]);
    expect(rows).toContainEqual([null, codec === "h265" ? "hev1" : "mjpeg"]);
    expect(await ffmpegs()).toHaveLength(2);
    expect(hub.knownFormat("cam", "main")).toMatchObject({ width: 1280, height: 720 });
  });
});
