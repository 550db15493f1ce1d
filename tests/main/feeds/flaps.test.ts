import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
import { spawnSync } from "node:child_process";
import { tmpdir } from "node:os";
import { describe, expect, it } from "vitest";
import { Fault } from "../../../src/main/base/fault.ts";
import { runChild } from "../../../src/main/feeds/ffmpeg/child.ts";
import { NutReader } from "../../../src/main/feeds/nut.ts";
import type { RunSource } from "../../../src/main/feeds/source.ts";
import { H264Units } from "../../../src/main/feeds/h264/units.ts";
import { addressOf, hubWith, Witness } from "./parts.ts";
import { childrenOf, openHandles } from "./processes.ts";
import { SimulatedClock } from "./simulated-clock.ts";

const FLAPS = 1_000;

describe("a camera that comes and goes a thousand times", () => {
  it("leaves no process, handle, timer or memory behind", async () => {
    // ffmpeg's start takes 50 ms of a core: a thousand would take a minute. What ffmpeg wrote is written by `cat`,
    // a real child on the real pipes, which is killed in the middle or ends, in turn.
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
    hub.watch("cam", "main", witness);
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
        globalThis.gc?.();
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
    // 800 flaps between the two: 10 kB each would show as 8 MB.
    expect(after.heap - before.heap).toBeLessThan(4e6);
    expect(after.outside - before.outside).toBeLessThan(4e6);
  }, 120_000);
});
