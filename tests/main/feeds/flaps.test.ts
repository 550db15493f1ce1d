import { join } from "node:path";
import { once } from "node:events";
import { createServer } from "node:net";
import { mkdtemp, rm } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import { runChild } from "../../../src/main/feeds/ffmpeg/child.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { NutReader } from "../../../src/main/feeds/nut/reader.ts";
import type { AccessUnit, RunSource } from "../../../src/main/feeds/source.ts";
import { H264Units } from "../../../src/main/feeds/codings/h264/units.ts";
import { addressOf, hubWith, original, Witness } from "./parts.ts";
import { childrenOf, openHandles } from "./processes.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const FLAPS = 1_000;
/** Each attempt of so many is a real ffmpeg; DINDING_FLAPS_REAL=1 makes all of them real, which takes a minute. */
const REAL_EVERY = process.env["DINDING_FLAPS_REAL"] === "1" ? 1 : 50;

/** A full collection of garbage. */
function collect(): void {
  setFlagsFromString("--expose-gc");
  const gc: unknown = runInNewContext("gc");
  if (typeof gc === "function") gc();
}

const withFfmpeg = createRunSource(() => findFfmpeg());

describe("a camera that comes and goes a thousand times", () => {
  it("leaves no process, handle, timer or memory behind", async () => {
    // ffmpeg's start takes 50 ms of a core: a thousand would take a minute. So it is every
    // fiftieth child; in the others what ffmpeg wrote is written by `cat`, on the same pipes. They are killed in the
    // middle or end by themselves, in turn.
    const folder = await mkdtemp(join(tmpdir(), "dinding-flaps-"));
    const recording = join(folder, "camera.nut");
    const input = ["-f", "lavfi", "-i", "testsrc2=size=64x48:rate=25", "-frames:v", "5"];
    const coding = ["-c:v", "libx264", "-preset", "ultrafast", "-tune", "zerolatency"];
    spawnSync("ffmpeg", ["-v", "error", ...input, ...coding, "-write_index", "0", "-f", "nut", recording]);

    const resources = () =>
      process
        .getActiveResourcesInfo()
        .filter((name) => /Process|Pipe|TCP|Stream/.test(name))
        .toSorted();
    const resourcesBefore = resources();
    let attempts = 0;
    let running = false;
    const runSource: RunSource = async (_address, listener, signal) => {
      attempts += 1;
      running = true;
      const stop = new AbortController();
      const ended = () => stop.abort();
      signal.addEventListener("abort", ended, { once: true });
      if (attempts % REAL_EVERY === 0) {
        const once = {
          ...listener,
          accessUnit: (unit: AccessUnit) => (listener.accessUnit(unit), stop.abort()),
        };
        await withFfmpeg(addressOf(pathToFileURL(recording).href), once, stop.signal);
        signal.removeEventListener("abort", ended);
        running = false;
        throw new Fault("ended", { host: "camera" });
      }
      let units: H264Units | null = null;
      const reader = new NutReader({
        stream: (stream) => (units = new H264Units(stream.extradata)),
        frame(frame) {
          const unit = units?.accept(frame.bytes);
          if (unit) listener.accessUnit({ ...unit, timeUs: frame.timeUs });
          if (attempts % 2 === 0) stop.abort();
        },
        damage: () => listener.damage(1),
      });
      await runChild(
        {
          program: { path: "/bin/sh", setpriv: null },
          arguments: ["-c", attempts % 2 === 0 ? `cat "$0"; exec sleep 60` : `exec cat "$0"`, recording],
          input: "nothing reads this",
          output: (bytes) => reader.push(bytes),
          complaint: () => undefined,
        },
        stop.signal,
      );
      signal.removeEventListener("abort", ended);
      running = false;
      throw new Fault("ended", { host: "camera" });
    };

    const clock = new SimulatedClock();
    const hub = hubWith(clock, runSource, addressOf("rtsp://camera/a"));
    const witness = new Witness();
    hub.watch(original, witness);
    const flapUntil = async (count: number) => {
      for (let done = attempts; done < count; done = attempts) {
        // The children live in real time, the waits between them in simulated time.
        if (running) await new Promise((resolve) => setImmediate(resolve));
        else await clock.next();
        witness.pictures.splice(0);
        witness.statuses.splice(0);
        witness.formats.splice(0, witness.formats.length - 1);
      }
    };
    const measure = async () => {
      for (let turn = 0; turn < 3; turn += 1) {
        collect();
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      const used = process.memoryUsage();
      return { heap: used.heapUsed, outside: used.external, handles: await openHandles() };
    };

    await flapUntil(200);
    const before = await measure();
    await flapUntil(FLAPS);
    const after = await measure();
    expect(hub.list()[0]?.restarts).toBeGreaterThanOrEqual(FLAPS - 1);
    expect(witness.formats.at(-1)?.epoch).toBeGreaterThan(FLAPS * 0.9);
    await hub.close();
    await rm(folder, { recursive: true });

    expect(await childrenOf(process.pid)).toEqual([]);
    expect(resources()).toEqual(resourcesBefore);
    expect(clock.waiting).toBe(0);
    expect(after.handles).toBeLessThanOrEqual(before.handles + 4);
    console.info(
      `${FLAPS} flaps: heap ${before.heap} -> ${after.heap}, outside ${before.outside} -> ${after.outside}`,
    );
    // 800 flaps between the two: 2 kB each would show.
    expect(after.heap - before.heap).toBeLessThan(1.5e6);
    expect(after.outside - before.outside).toBeLessThan(1.5e6);
  }, 120_000);

  it("leaves nothing behind when it refuses a thousand times", async () => {
    const closed = createServer();
    closed.listen(0, "127.0.0.1");
    await once(closed, "listening");
    const address = closed.address();
    if (address === null || typeof address === "string") throw new Error("no port");
    closed.close();
    await once(closed, "close");
    let running = 0;
    let attempts = 0;
    const clock = new SimulatedClock();
    const runSource: RunSource = async (...parts) => {
      attempts += 1;
      running += 1;
      await withFfmpeg(...parts).finally(() => (running -= 1));
    };
    const hub = hubWith(clock, runSource, addressOf(`rtsp://127.0.0.1:${address.port}/a`));
    const witness = new Witness();
    hub.watch(original, witness);
    const before = await openHandles();
    for (let done = attempts; done < FLAPS; done = attempts) {
      if (running > 0) await new Promise((resolve) => setImmediate(resolve));
      else await clock.next();
    }
    expect(witness.statuses.map((status) => status.error?.kind)).toEqual([undefined, "unreachable"]);
    await hub.close();
    expect(await openHandles()).toBeLessThanOrEqual(before);
    expect(await childrenOf(process.pid)).toEqual([]);
    expect(clock.waiting).toBe(0);
  }, 60_000);
});
