import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { spawnSync } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { afterEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import type { RunSource } from "../../../src/main/feeds/source.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { HardwareChoice } from "../../../src/main/feeds/transcode/hardware-choice.ts";
import { software } from "../../../src/main/feeds/transcode/hardware.ts";
import { createTranscode } from "../../../src/main/feeds/transcode/transcode.ts";
import type { Format } from "../../../src/protocol/format.ts";
import type { Rung } from "../../../src/protocol/ladder.ts";
import { missingRtspServer, startRtspServer } from "../../fixtures/rtsp/server.ts";
import { onSoftware } from "./on-software.ts";
import { addressOf, hubWith, keptLog, original, PlayedSource, pictures, Witness } from "./parts.ts";
import { childrenOf, commandOf } from "./processes.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const missing = await missingRtspServer();
const find = () => findFfmpeg();
/** Larger than the rung, and no more than a busy machine encodes as HEVC while it does other things. */
const camera = { width: 1024, height: 576, fps: 10, keyInterval: 10, bitrate: 2000 };

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect(await ffmpegs()).toEqual([]), 20_000);
});

async function ffmpegs(): Promise<string[]> {
  const commands = await Promise.all((await childrenOf(process.pid)).map(commandOf));
  return commands.filter((command) => command.includes("ffmpeg"));
}

/** A hub whose one camera is at `url`, or is played by `runSource`. */
function hubAt(url: string, runSource: RunSource = createRunSource(find), choice = onSoftware) {
  const transcode = createTranscode(find, choice);
  const hub = hubWith(systemClock, runSource, addressOf(url), { transcode, lingerMs: 0 });
  open.push({ [Symbol.asyncDispose]: () => hub.close() });
  return hub;
}

const shows = (witness: Witness, count: number) =>
  vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThan(count), { timeout: 20_000, interval: 20 });

/** Standard deviation of the grey values of the tenth picture: next to nothing where the encoder had no bits for it. */
function contrast(witness: Witness): number {
  const input = Buffer.concat(witness.pictures.map(({ bytes }) => bytes));
  const args = ["-v", "error", "-f", "h264", "-i", "pipe:0", "-vf", "select=eq(n\\,10)", "-frames:v", "1"];
  const { stdout } = spawnSync("ffmpeg", [...args, "-f", "rawvideo", "-pix_fmt", "gray", "pipe:1"], {
    input,
  });
  const mean = stdout.reduce((sum, value) => sum + value, 0) / stdout.length;
  return Math.sqrt(stdout.reduce((sum, value) => sum + (value - mean) ** 2, 0) / stdout.length);
}

describe.skipIf(missing !== null)("a camera whose coding pages do not decode", { timeout: 40_000 }, () => {
  it.each(["h265", "mjpeg"] as const)("is shown on a rung of the ladder: %s", async (codec) => {
    const server = await startRtspServer({ cameras: [{ ...camera, path: "/a", codec, pattern: "smpte" }] });
    open.push(server);
    const hub = hubAt(server.url("/a"));
    const small = new Witness();
    hub.watch({ ...original, rung: "360p" }, small);
    await shows(small, 25);
    expect(small.formats).toMatchObject([{ coding: "h264", width: 640, height: 360, pixelAspect: 1 }]);
    // Level 4 at most: an old decoder takes it.
    expect(Number.parseInt(small.formats[0]?.codec.slice(-2) ?? "", 16)).toBeLessThanOrEqual(40);
    expect(small.pictures.filter((picture) => picture.key).length).toBeGreaterThanOrEqual(1);
    // Ten pictures a second, and no second in which it falls behind.
    const times = small.pictures.map(({ timeUs }) => timeUs);
    const seconds = (Math.max(...times) - Math.min(...times)) / 1_000_000;
    expect((times.length - 1) / seconds).toBeCloseTo(10, 0);
    // A machine with much else to do is late, and says so.
    const shown = expect.stringMatching(/^(live|delayed)$/);
    await vi.waitFor(() => expect(hub.list().map(({ state }) => state)).toEqual([shown, shown]), 20_000);
    expect(contrast(small)).toBeGreaterThan(15);
    // Read once from the camera, whatever is made of it.
    const rows = hub.list().map(({ rung, codec: name }) => [rung, name?.split(".")[0]]);
    expect(rows).toContainEqual(["360p", "avc1"]);
    expect(rows).toContainEqual([null, codec === "h265" ? "hev1" : "mjpeg"]);
    expect(await ffmpegs()).toHaveLength(2);
    expect(hub.knownFormat("cam", "main")).toMatchObject({ width: 1024, height: 576 });
  });
});

describe.skipIf(missing !== null)("a camera that allows one session only", { timeout: 40_000 }, () => {
  it("is shown as it is and on two rungs at once, to two viewers, while it refuses everybody else", async () => {
    const cameras = [{ ...camera, path: "/a", codec: "h265" as const }];
    const server = await startRtspServer({ oneSession: true, cameras });
    open.push(server);
    const hub = hubAt(server.url("/a"));
    const rungs: readonly (Rung | null)[] = [null, null, "360p", "720p"];
    const watched = rungs.map((rung) => {
      const witness = new Witness();
      hub.watch({ ...original, rung }, witness);
      return witness;
    });
    for (const witness of watched) await shows(witness, 25);
    const stranger = spawnSync("ffprobe", ["-v", "error", "-rtsp_transport", "tcp", server.url("/a")], {
      timeout: 10_000,
    });
    expect(stranger.status).not.toBe(0);
    for (const witness of watched) await shows(witness, witness.pictures.length + 5);
    expect(hub.list().map(({ restarts }) => restarts)).toEqual([0, 0, 0]);
  });
});

describe("a transcode", { timeout: 40_000 }, () => {
  const second = 1_000_000;
  const small = pictures("320x240", 6);
  const wide = pictures("640x240", 6);

  /** A camera played by hand, on a rung. */
  function played(rung: Rung, choice = onSoftware) {
    const source = new PlayedSource(systemClock);
    const hub = hubAt("rtsp://10.0.0.9/a", source.run, choice);
    const witness = new Witness();
    hub.watch({ ...original, rung }, witness);
    return { source, hub, witness };
  }

  it("keeps the times of the pictures and is never larger than they are", async () => {
    const { source, witness } = played("720p");
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    for (const [at, unit] of small.entries()) source.picture(unit, at * 40_000);
    await shows(witness, 4);
    expect(witness.formats).toMatchObject([{ width: 320, height: 240 }]);
    const [first = 0, ...others] = witness.pictures.map((picture) => picture.timeUs);
    // The encoder's clock has 90,000 ticks a second.
    for (const [at, time] of others.entries())
      expect(Math.abs(time - first - (at + 1) * 40_000)).toBeLessThan(12);
  });

  // Those of what comes over a network begin after 200,000 s (ffmpeg/arguments.ts).
  it.each([40, 200_000, 5_000_000])("keeps times that begin after %d s", async (start) => {
    const { source, witness } = played("720p");
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    const playedAt = performance.now();
    for (const [at, unit] of small.entries()) source.picture(unit, start * second + at * 40_000);
    await shows(witness, 4);
    const tookMs = performance.now() - playedAt;
    const [first = 0, ...others] = witness.pictures.map((picture) => picture.timeUs);
    for (const [at, time] of others.entries())
      expect(Math.abs(time - first - (at + 1) * 40_000)).toBeLessThan(12);
    // None is said to be later than it can be: a busy machine may need more than a second for them.
    for (const { lagMs } of witness.pictures) expect(lagMs).toBeLessThan(tookMs);
  });

  it("goes on in another format without a word of failure", async () => {
    const { source, witness } = played("360p");
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    for (const [at, unit] of small.entries()) source.picture(unit, at * 40_000);
    await shows(witness, 4);
    for (const [at, unit] of wide.entries()) source.picture(unit, second + at * 40_000);
    await vi.waitFor(() => expect(witness.formats).toHaveLength(2), { timeout: 20_000, interval: 20 });
    expect(witness.formats[1]).toMatchObject({ epoch: 2, width: 640, height: 240 });
    await shows(witness, 8);
    expect(witness.statuses.map(({ phase }) => phase)).toEqual(["opening", "running"]);
  });

  it("fails as its camera does and is back with it", async () => {
    const { source, witness } = played("360p");
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    for (const [at, unit] of small.entries()) source.picture(unit, at * 40_000);
    await shows(witness, 4);
    source.fail("unreachable");
    await vi.waitFor(() => expect(witness.fault).toBe("unreachable"), 20_000);
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    const before = witness.pictures.length;
    for (const [at, unit] of small.entries()) source.picture(unit, 60 * second + at * 40_000);
    await shows(witness, before);
    expect(witness.phase).toBe("running");
  });

  const shapes: [string, Partial<Format>, [number, number]][] = [
    ["upright, a quarter turn", { rotation: 90 }, [240, 320]],
    ["upright, half a turn", { rotation: 180 }, [320, 240]],
    ["with square pixels, wide ones stretched", { pixelAspect: 2 }, [640, 240]],
    ["with square pixels, narrow ones raised", { pixelAspect: 0.5 }, [320, 480]],
    ["into the box of its rung", { pixelAspect: 4 }, [1280, 240]],
  ];
  it.each(shapes)("shows pictures %s", async (_name, rest, [width, height]) => {
    const { source, witness } = played("720p");
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    for (const [at, unit] of small.entries()) {
      const format = unit.format && { ...unit.format, ...rest };
      source.picture({ ...unit, format }, at * 40_000);
    }
    await shows(witness, 2);
    expect(witness.formats).toMatchObject([{ width, height, pixelAspect: 1, rotation: 0 }]);
  });
});

describe("hardware", { timeout: 60_000 }, () => {
  const [first] = pictures("320x240", 6);
  const keyPicture = () => first ?? expect.fail("ffmpeg made no picture");

  /** An ffmpeg in which NVIDIA's encoder and decoder "work": libx264 and software in their place, or `instead`. */
  function programWith(instead: string): string {
    const folder = mkdtempSync(join(tmpdir(), "dinding-hardware-"));
    open.push({
      [Symbol.asyncDispose]: () => Promise.resolve(rmSync(folder, { recursive: true })),
    });
    const path = join(folder, "ffmpeg");
    const real = spawnSync("sh", ["-c", "command -v ffmpeg"], { encoding: "utf8" }).stdout.trim();
    writeFileSync(
      path,
      `#!/bin/bash
new=(); skip=0; nvidia=0
for word in "$@"; do
  if [ $skip = 1 ]; then skip=0; continue; fi
  case "$word" in
    h264_nvenc) nvidia=1; new+=(libx264);;
    -hwaccel|-delay|-zerolatency|-forced-idr) skip=1;;
    p2) new+=(ultrafast);; ull) new+=(zerolatency);;
    *) new+=("$word");;
  esac
done
${instead}
exec ${real} "\${new[@]}"
`,
    );
    chmodSync(path, 0o755);
    return path;
  }

  const choiceWith = (path: string, clock = new SimulatedClock()) => {
    const { log, lines } = keptLog();
    const ffmpeg = async () => ({ ...(await find()), path });
    const choice = new HardwareChoice({ ffmpeg, clock, log, platform: "linux" });
    open.push({ [Symbol.asyncDispose]: () => choice.close() });
    return { choice, lines, clock };
  };

  it("that gives the right pictures is used, and after a failure left alone for an hour", async () => {
    const { choice, clock } = choiceWith(programWith(""));
    const found = await choice.current();
    expect([found.encoder.name, found.decoder.name]).toEqual(["h264_nvenc", "cuda"]);
    choice.failed(found);
    expect(await choice.current()).toBe(software);
    await clock.advance(3_600_000);
    expect((await choice.current()).encoder.name).toBe("h264_nvenc");
  });

  it("that gives green pictures, or none, is not", async () => {
    const green = `if [ $nvidia = 1 ]; then new=("\${new[@]/testsrc2=size/color=c=green:size}"); fi`;
    expect((await choiceWith(programWith(green)).choice.current()).encoder).toBe(software.encoder);
    const broken = `if [ $nvidia = 1 ]; then echo "Cannot load libcuda.so.1" >&2; exit 1; fi`;
    expect((await choiceWith(programWith(broken)).choice.current()).encoder).toBe(software.encoder);
  });

  it("that this machine has not got costs a moment and a line in the log", async () => {
    const { choice, lines } = choiceWith((await find()).path);
    expect(await choice.current()).toBe(software);
    expect(await choice.current()).toBe(software);
    expect(lines.filter((line) => line.includes("transcodes run on"))).toHaveLength(1);
  });

  /** A rung of a camera that is played by hand, run after run, on `hardware` until it is said to have failed. */
  async function onHardware(instead: string) {
    const path = programWith(instead);
    const { encoder } = await choiceWith(programWith("")).choice.current();
    const hardware = { ...software, encoder };
    const failed = vi.fn<(which: typeof software) => void>();
    const program = { ...(await find()), path };
    const choice = { current: () => Promise.resolve(hardware), failed };
    const source = new PlayedSource(systemClock);
    const hub = hubWith(systemClock, source.run, addressOf("rtsp://10.0.0.9/a"));
    open.push({ [Symbol.asyncDispose]: () => hub.close() });
    hub.watch(original, new Witness());
    const transcode = createTranscode(() => Promise.resolve(program), choice);
    const rung = transcode("360p", (viewer) => hub.watch(original, viewer));
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    let at = 0;
    /** Plays until there are pictures on the rung, the run has failed, or `ms` are over. */
    const run = async (ms: number) => {
      const came = Promise.withResolvers<boolean>();
      const stop = new AbortController();
      const ended = rung(
        addressOf("rtsp://10.0.0.9/a"),
        { accessUnit: () => came.resolve(true), damage: () => undefined },
        stop.signal,
      ).then(
        () => null,
        (error: unknown) => error,
      );
      const over = ended.then(() => true);
      const startedAt = performance.now();
      for (let running = true; running && performance.now() - startedAt < ms; at += 1) {
        source.picture(keyPicture(), at * 100_000);
        running = !(await Promise.race([over, came.promise, delay(100, false)]));
      }
      stop.abort();
      const error = await ended;
      return { given: await Promise.race([came.promise, Promise.resolve(false)]), error };
    };
    return { run, failed, hardware };
  }

  it("that hangs is found out, and blamed when the same pictures pass in software", async () => {
    const { run, failed, hardware } = await onHardware(`if [ $nvidia = 1 ]; then exec cat > /dev/null; fi`);
    expect((await run(7_000)).given).toBe(false);
    expect(failed).not.toHaveBeenCalled();
    expect((await run(20_000)).given).toBe(true);
    expect(failed.mock.calls).toEqual([[hardware]]);
  });

  it("is not blamed for pictures that do not pass in software either", async () => {
    const { run, failed } = await onHardware("exit 1");
    for (let turn = 0; turn < 3; turn += 1)
      expect((await run(20_000)).error).toMatchObject({ kind: "childDied" });
    expect(failed).not.toHaveBeenCalled();
  });

  it("that is still tested holds up no end", async () => {
    const transcode = createTranscode(find, { ...onSoftware, current: () => new Promise(() => undefined) });
    const stop = new AbortController();
    const listener = { accessUnit: () => undefined, damage: () => undefined };
    const running = transcode("360p", () => () => undefined)(addressOf("rtsp://a/b"), listener, stop.signal);
    stop.abort();
    await running;
  });

  it("that fails under a transcode is followed by software", async () => {
    const failed = vi.fn<(hardware: typeof software) => void>();
    const path = programWith(`if [ $nvidia = 1 ]; then exit 1; fi`);
    const nvidia = (await choiceWith(programWith("")).choice.current()).encoder;
    const hardware = { ...software, encoder: nvidia };
    let now = hardware;
    const source = new PlayedSource(systemClock);
    const transcode = createTranscode(async () => ({ ...(await find()), path }), {
      current: () => Promise.resolve(now),
      failed(which) {
        failed(which);
        now = software;
      },
    });
    const hub = hubWith(systemClock, source.run, addressOf("rtsp://10.0.0.9/a"), {
      transcode,
      lingerMs: 5_000,
    });
    open.push({ [Symbol.asyncDispose]: () => hub.close() });
    const witness = new Witness();
    hub.watch({ ...original, rung: "360p" }, witness);
    await vi.waitFor(() => expect(source.running).toBe(true), 20_000);
    for (const [at, unit] of pictures("320x240", 6).entries()) source.picture(unit, at * 40_000);
    await shows(witness, 4);
    expect(failed.mock.calls).toEqual([[hardware]]);
  });
});
