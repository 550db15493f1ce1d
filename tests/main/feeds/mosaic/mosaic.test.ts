import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FairWatch } from "../../../fixtures/fair-watch.ts";
import { type MosaicPlan, mosaicPlan } from "../../../../src/layouts/mosaic.ts";
import { systemClock } from "../../../../src/main/base/clock.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import { FeedHub } from "../../../../src/main/feeds/hub.ts";
import { createMosaic } from "../../../../src/main/feeds/mosaic/mosaic.ts";
import { CameraWatch } from "../../../../src/main/feeds/stand-ins/camera-watch.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import type { Camera } from "../../../../src/protocol/camera.ts";
import { type Cell, type FeedRef, mosaicRef } from "../../../../src/protocol/feed.ts";
import { rungSizes } from "../../../../src/protocol/ladder.ts";
import { startFaultProxy } from "../../../fixtures/fault-proxy.ts";
import { type CameraSetup, missingRtspServer, startRtspServer } from "../../../fixtures/rtsp/server.ts";
import { addressOf, hubWith, Witness } from "../parts.ts";
import { childrenOf, commandOf } from "../processes.ts";

const missing = await missingRtspServer();
const find = () => findFfmpeg();
const runSource = createRunSource(find);
const small = { width: 320, height: 180, fps: 10, keyInterval: 10, bitrate: 300 };
const colours = ["red", "green", "blue", "white"] as const;
/** BT.601, of a full red, green, blue and white. */
const samples = {
  red: [81, 90, 240],
  green: [145, 54, 34],
  blue: [41, 240, 110],
  white: [235, 128, 128],
} as const;

const open: AsyncDisposable[] = [];
afterEach(async () => {
  for (const one of open.splice(0).toReversed()) await one[Symbol.asyncDispose]();
  await vi.waitFor(async () => expect(await ffmpegs(() => true)).toEqual([]), 20_000);
});

/** Processes of ffmpeg under this one whose command is as asked. */
async function ffmpegs(like: (command: string) => boolean): Promise<number[]> {
  const pids = await childrenOf(process.pid);
  const commands = await Promise.all(pids.map(commandOf));
  return pids.filter((_, at) => commands[at]?.includes("ffmpeg") === true && like(commands[at]));
}

const decoders = () => ffmpegs((command) => command.includes("rawvideo"));
const encoders = () => ffmpegs((command) => command.includes("libx264"));

/** A witness who also hears of the cells. */
class MosaicWitness extends Witness {
  states: Record<string, string> = {};
  readonly heard: { readonly at: number; readonly cells: readonly Cell[] }[] = [];

  cells(cells: readonly Cell[]): void {
    this.heard.push({ at: performance.now(), cells });
    this.states = Object.fromEntries(cells.map(({ cameraId, state }) => [cameraId, state]));
  }

  /** The longest time between two pictures that came after `since`. */
  longestGap(since: number): number {
    const after = this.arrivals.filter((at) => at >= since);
    return Math.max(...after.slice(1).map((at, index) => at - (after[index] ?? at)));
  }
}

/** A hub whose cameras are at these addresses, some with a backup. */
function hubOf(
  urls: () => Readonly<Record<string, string>>,
  backups: Readonly<Record<string, string>> = {},
): FeedHub {
  const lookup = (cameraId: string, stream: "main" | "sub") => {
    const url = urls()[cameraId];
    return url === undefined || stream === "sub" ? null : addressOf(url, { cameraId });
  };
  const camera = (id: string): Camera | undefined => {
    const url = urls()[id];
    const backupCameraId = backups[id];
    if (url === undefined) return undefined;
    const streams = [{ role: "main", url, hasCredentials: false }] as const;
    return {
      id,
      name: id,
      streams: [...streams],
      ...(backupCameraId === undefined ? {} : { backupCameraId }),
    };
  };
  const hub: FeedHub = hubWith(systemClock, runSource, () => null, {
    mosaic: createMosaic(find, systemClock),
    standIns: { watch: () => judge, find: camera },
    lingerMs: 0,
    lookup,
  });
  const judge = new CameraWatch(hub, systemClock);
  open.push({ [Symbol.asyncDispose]: () => hub.close() });
  return hub;
}

async function camerasOf(cameras: readonly CameraSetup[]) {
  const server = await startRtspServer({ cameras });
  open.push(server);
  return server;
}

function watch(hub: FeedHub, ref: FeedRef): MosaicWitness {
  const witness = new MosaicWitness();
  hub.watch(ref, witness);
  return witness;
}

const becomes = (witness: MosaicWitness, states: Record<string, unknown>, timeout = 40_000) =>
  vi.waitFor(() => expect(witness.states).toMatchObject(states), { timeout, interval: 20 });

/** The last picture, decoded: Y, U and V at a place. */
async function lookAt(witness: Witness): Promise<(x: number, y: number) => readonly number[]> {
  const from = witness.pictures.findLastIndex(({ key }) => key);
  const format = witness.formats.at(-1);
  if (format === undefined || from < 0) throw new Error("no picture yet");
  const { width, height } = format;
  const args = [
    "-v",
    "error",
    "-f",
    "h264",
    "-i",
    "pipe:0",
    "-f",
    "rawvideo",
    "-pix_fmt",
    "yuv420p",
    "pipe:1",
  ];
  const child = spawn("ffmpeg", args, { stdio: ["pipe", "pipe", "inherit"] });
  const frames: Buffer[] = [];
  child.stdout.on("data", (bytes: Buffer) => frames.push(bytes));
  child.stdin.end(Buffer.concat(witness.pictures.slice(from).map(({ bytes }) => bytes)));
  await once(child, "close");
  const size = (width * height * 3) / 2;
  const whole = Buffer.concat(frames);
  const last = whole.subarray(whole.byteLength - size);
  return (x, y) => {
    const chroma = width * height + Math.floor(y / 2) * (width / 2) + Math.floor(x / 2);
    return [
      last[Math.floor(y) * width + Math.floor(x)] ?? -1,
      last[chroma] ?? -1,
      last[chroma + (width * height) / 4] ?? -1,
    ];
  };
}

function middle(plan: MosaicPlan, at: number, dx = 0): readonly [number, number] {
  const { x, y, width, height } = plan.cells[at] ?? { x: 0, y: 0, width: 0, height: 0 };
  return [x + width / 2 + dx * width, y + height / 2];
}

function near(found: readonly number[], wanted: readonly number[], slack = 12): boolean {
  return found.every((value, at) => Math.abs(value - (wanted[at] ?? 0)) <= slack);
}

describe.skipIf(missing !== null)("a mosaic", { timeout: 120_000 }, () => {
  it("shows each camera in its own cell, whole and in its proportions, read once for all", async () => {
    const shapes = [
      small,
      { ...small, width: 176, height: 144 },
      { ...small, width: 90, height: 160 },
      small,
    ];
    const cameras = colours.map((pattern, at) => ({ ...shapes[at], pattern, path: `/${pattern}` }));
    const server = await camerasOf([...cameras, { ...small, path: "/red2", pattern: "red" }]);
    const cameraIds = [...colours, "red2"];
    const hub = hubOf(() => Object.fromEntries(cameraIds.map((id) => [id, server.url(`/${id}`)])));
    const ref = mosaicRef({ cameraIds, columns: 3 }, "360p");
    const witness = watch(hub, ref);
    const other = watch(hub, ref);
    await becomes(witness, Object.fromEntries(cameraIds.map((id) => [id, "live"])));
    const plan = mosaicPlan(5, 3, rungSizes["360p"]);
    expect(witness.formats).toMatchObject([{ coding: "h264", ...plan.size, pixelAspect: 1 }]);
    await vi.waitFor(async () => {
      const at = await lookAt(witness);
      for (const [index, id] of cameraIds.entries()) {
        const wanted = samples[id === "red2" ? "red" : (colours[index] ?? "red")];
        expect([id, near(at(...middle(plan, index)), wanted)]).toEqual([id, true]);
      }
      const ground = at(...middle(plan, 5));
      expect(near(at(plan.size.width - 4, plan.size.height - 4), [31, 129, 127], 6)).toBe(true);
      expect(ground).toHaveLength(3);
      // 176 x 144 and 90 x 160 leave bars at their sides, which are ground and no neighbour's picture.
      expect(near(at(...middle(plan, 1, -0.47)), [31, 129, 127], 6)).toBe(true);
      expect(near(at(...middle(plan, 1, 0.3)), samples.green)).toBe(true);
      expect(near(at(...middle(plan, 2, 0.25)), [31, 129, 127], 6)).toBe(true);
    }, 20_000);
    expect(other.pictures.length).toBeGreaterThan(5);
    expect(await server.clients()).toBe(5);
    expect(await encoders()).toHaveLength(1);
    expect(hub.list().find(({ cells }) => cells !== undefined)).toMatchObject({
      rung: "360p",
      cells: cameraIds.map((cameraId) => ({ cameraId, state: "live" })),
    });
  });

  it("waits for no camera that stalls, is dead, sends garbage or is not there, and shows it again when it is back", async () => {
    const server = await camerasOf(colours.map((pattern) => ({ ...small, pattern, path: `/${pattern}` })));
    const stalls = await startFaultProxy(server.port);
    const garbles = await startFaultProxy(server.port);
    open.push(stalls, garbles);
    const urls: Record<string, string> = {
      red: server.url("/red", stalls.port),
      green: server.url("/green", garbles.port),
      blue: server.url("/blue"),
      dead: "rtsp://127.0.0.1:9/nobody",
    };
    const hub = hubOf(() => urls);
    const cameraIds = ["red", "green", "blue", "dead", "later"];
    const witness = watch(hub, mosaicRef({ cameraIds, columns: 3 }, "360p"));
    await becomes(witness, { red: "live", green: "live", blue: "live", dead: "lost", later: "lost" });
    const plan = mosaicPlan(5, 3, rungSizes["360p"]);

    const cut = new FairWatch();
    const cutAt = cut.startedAt;
    stalls.set({ kind: "stall" });
    garbles.set({ kind: "garbage", bytes: Buffer.alloc(64 * 1024, 0x47) });
    await becomes(witness, { red: "stale", blue: "live" });
    await becomes(witness, { green: expect.stringMatching(/stale|lost/), blue: "live" });
    const staleAt = witness.heard.find(({ at, cells }) => at > cutAt && cells[0]?.state === "stale")?.at;
    expect(cut.until(staleAt)).toBeLessThan(2_500);
    await vi.waitFor(async () => {
      const at = await lookAt(witness);
      // The triangle of what is no longer live, the dimmed picture beside it, and the neighbour as before.
      expect(near(at(...middle(plan, 0)), [176, 60, 172], 16)).toBe(true);
      expect((at(...middle(plan, 0, 0.4))[0] ?? 255) < 70).toBe(true);
      expect(near(at(...middle(plan, 2)), samples.blue)).toBe(true);
    }, 20_000);

    urls["later"] = server.url("/white");
    hub.cameraChanged("later");
    stalls.set({ kind: "cut" });
    garbles.set({ kind: "cut" });
    stalls.set({ kind: "none" });
    garbles.set({ kind: "none" });
    await becomes(witness, { red: "live", green: "live", blue: "live", later: "live", dead: "lost" });
    await vi.waitFor(
      async () => expect(near((await lookAt(witness))(...middle(plan, 0)), samples.red)).toBe(true),
      20_000,
    );
    // A removed camera changes its own cell only.
    delete urls["blue"];
    hub.cameraChanged("blue");
    await becomes(witness, { blue: "lost", red: "live" });
    // The mosaic's own rate is one picture in 80 ms; two shared cores are late at times.
    expect(cut.share(witness.longestGap(cutAt))).toBeLessThan(800);
    expect(witness.statuses.map(({ phase }) => phase)).toEqual(["opening", "running"]);
  });

  it("shows the backup of a lost camera in its cell, marked, and steps back; the others go on", async () => {
    const server = await camerasOf(colours.map((pattern) => ({ ...small, pattern, path: `/${pattern}` })));
    const ways = { red: await startFaultProxy(server.port), white: await startFaultProxy(server.port) };
    open.push(ways.red, ways.white);
    const urls: Record<string, string> = {
      red: server.url("/red", ways.red.port),
      green: server.url("/green"),
      blue: server.url("/blue"),
      dead: "rtsp://127.0.0.1:9/nobody",
      white: server.url("/white", ways.white.port),
    };
    // The dead one's is dead too, and has one itself; and nobody comes back to who asked.
    const hub = hubOf(() => urls, { red: "white", white: "red", dead: "red" });
    const cameraIds = ["red", "green", "blue", "dead"];
    const witness = watch(hub, mosaicRef({ cameraIds, columns: 2 }, "360p"));
    const plan = mosaicPlan(4, 2, rungSizes["360p"]);
    const cellOf = (id: string) => witness.heard.at(-1)?.cells.find(({ cameraId }) => cameraId === id);
    const stands = (id: string, standIn: string | null) =>
      vi.waitFor(
        () => {
          expect(cellOf(id)).toMatchObject({ state: "live" });
          expect(cellOf(id)?.standIn?.cameraId ?? null).toBe(standIn);
        },
        { timeout: 40_000, interval: 20 },
      );
    const shows = (at: number, colour: keyof typeof samples) =>
      vi.waitFor(
        async () => expect(near((await lookAt(witness))(...middle(plan, at)), samples[colour])).toBe(true),
        20_000,
      );
    await becomes(witness, { red: "live", green: "live", blue: "live" });
    // One that was never there has a backup from the beginning.
    await stands("dead", "red");
    await shows(3, "red");
    expect(await server.clients()).toBe(3);
    const decodersBefore = await decoders();

    const spell = new FairWatch();
    const wall = Date.now();
    ways.red.set({ kind: "cut" });
    await stands("red", "white");
    await stands("dead", "white");
    await Promise.all([shows(0, "white"), shows(3, "white")]);
    const since = Date.parse(cellOf("red")?.standIn?.lostSince ?? "");
    expect(Math.abs(since - wall)).toBeLessThan(3_000);
    // Read once for both cells.
    expect(await server.clients()).toBe(3);
    const row = hub.list().find(({ cells }) => cells !== undefined);
    expect(row?.cells?.[0]).toMatchObject({ cameraId: "red", standIn: { cameraId: "white" } });

    ways.red.set({ kind: "none" });
    await stands("red", null);
    await stands("dead", "red");
    await Promise.all([shows(0, "red"), shows(3, "red")]);
    // The label never says another camera than the picture: no stand-in before it was live, none that was lost.
    for (const { cells } of witness.heard)
      for (const { state, standIn } of cells)
        if (standIn !== undefined) expect(["live", "degraded", "stale", "lost"]).toContain(state);
    // What decodes the others is what it was.
    const decodersAfter = await decoders();
    expect(decodersBefore.filter((pid) => decodersAfter.includes(pid))).not.toEqual([]);
    const others = witness.heard
      .filter(({ at }) => at > spell.startedAt)
      .map(({ cells }) => cells.slice(1, 3));
    for (const { state, standIn } of others.flat()) {
      expect(state).not.toBe("lost");
      expect(standIn).toBeUndefined();
    }
    expect(spell.share(witness.longestGap(spell.startedAt))).toBeLessThan(800);
    expect(witness.statuses.map(({ phase }) => phase)).toEqual(["opening", "running"]);
  });

  it("is whole again within 5 s when a decoder or the encoder is killed", async () => {
    const server = await camerasOf(colours.map((pattern) => ({ ...small, pattern, path: `/${pattern}` })));
    const hub = hubOf(() => Object.fromEntries(colours.map((id) => [id, server.url(`/${id}`)])));
    const witness = watch(hub, mosaicRef({ cameraIds: [...colours], columns: 2 }, "360p"));
    const all = Object.fromEntries(colours.map((id) => [id, "live"]));
    await becomes(witness, all);
    for (const victims of [decoders, encoders]) {
      const before = await victims();
      expect(before.length).toBeGreaterThan(0);
      const killed = new FairWatch();
      for (const pid of before) process.kill(pid, "SIGKILL");
      await vi.waitFor(
        async () => {
          const now = await victims();
          expect(now.length > 0 && now.every((pid) => !before.includes(pid))).toBe(true);
          // What was lost with the decoder is told for some seconds.
          expect(Object.values(witness.states).every((state) => /live|degraded/.test(state))).toBe(true);
          expect((witness.arrivals.at(-1) ?? 0) - killed.startedAt).toBeGreaterThan(300);
          expect(witness.phase).toBe("running");
        },
        { timeout: 20_000, interval: 50 },
      );
      expect(killed.until()).toBeLessThan(5_000);
    }
  });

  it("leaves no process behind when the core is killed", async () => {
    const core = spawn(process.execPath, [fileURLToPath(new URL("one-mosaic.ts", import.meta.url))], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    await once(core.stdout, "data");
    const children = await childrenOf(core.pid ?? 0);
    // Four cameras, a decoder at least and the encoder.
    expect(children.length).toBeGreaterThanOrEqual(6);
    core.kill("SIGKILL");
    await once(core, "close");
    await vi.waitFor(async () => {
      expect((await Promise.all(children.map(commandOf))).filter(Boolean)).toEqual([]);
    }, 20_000);
  });
});
