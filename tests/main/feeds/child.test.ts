import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { text } from "node:stream/consumers";
import { fileURLToPath, pathToFileURL } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { systemClock } from "../../../src/main/base/clock.ts";
import { runChild } from "../../../src/main/feeds/ffmpeg/child.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { Pouring } from "../../../src/main/feeds/http/pouring.ts";
import type { FeedHub } from "../../../src/main/feeds/hub.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { missingRtspServer, startRtspServer } from "../../fixtures/rtsp/server.ts";
import { addressOf, hubWith, original, Witness } from "./parts.ts";
import { childrenOf, commandOf } from "./processes.ts";

const runSource = createRunSource(() => findFfmpeg());
const missing = await missingRtspServer();

const hubs: FeedHub[] = [];
afterEach(async () => {
  await Promise.all(hubs.splice(0).map((hub) => hub.close()));
});

function watch(url: string, source = runSource): { witness: Witness; hub: FeedHub } {
  const hub = hubWith(systemClock, source, addressOf(url));
  hubs.push(hub);
  const witness = new Witness();
  hub.watch(original, witness);
  return { witness, hub };
}

async function gone(pid: number): Promise<void> {
  await vi.waitFor(async () => expect(await commandOf(pid)).not.toContain("ffmpeg"), { timeout: 20_000 });
}

async function startCore(url: string) {
  const script = fileURLToPath(new URL("one-feed.ts", import.meta.url));
  const core = spawn(process.execPath, [script, url], { stdio: ["ignore", "pipe", "inherit"] });
  const lines = createInterface({ input: core.stdout });
  await once(lines, "line");
  const [ffmpeg] = await childrenOf(core.pid ?? 0);
  if (ffmpeg === undefined) throw new Error("the core runs no ffmpeg");
  expect(await commandOf(ffmpeg)).toContain("ffmpeg");
  return { core, ffmpeg, lines };
}

describe("an ffmpeg child", () => {
  it("does not survive a kill -9 of the core", async () => {
    const { core, ffmpeg } = await startCore("test:64x48@25");
    core.kill("SIGKILL");
    await gone(ffmpeg);
  });

  it.skipIf(missing !== null)(
    "does not survive it when its camera is silent and it writes nothing",
    async () => {
      const camera = { path: "/a", width: 160, height: 96, keyInterval: 5 };
      await using server = await startRtspServer({ cameras: [camera] });
      const { core, ffmpeg } = await startCore(server.url("/a"));
      await server.silence("/a", true);
      core.kill("SIGKILL");
      await gone(ffmpeg);
    },
  );

  it("is gone before its core says that it has stopped", async () => {
    const { core, ffmpeg, lines } = await startCore("test:64x48@25");
    const stopped = once(lines, "line");
    core.kill("SIGTERM");
    expect(await stopped).toEqual(["stopped"]);
    expect(await commandOf(ffmpeg)).not.toContain("ffmpeg");
    await once(core, "close");
  });

  it("is replaced when it is killed, and the picture is back within 2 s and a key frame", async () => {
    const { witness, hub } = watch("test:64x48@25");
    await vi.waitFor(() => expect(witness.phase).toBe("running"), 20_000);
    const [child] = await childrenOf(process.pid);
    process.kill(child ?? 0, "SIGKILL");
    const killed = new FairWatch();
    await vi.waitFor(() => expect(witness.fault).toBe("childDied"), 20_000);
    expect(witness.sentence).toContain("SIGKILL");
    await vi.waitFor(() => expect(witness.formats.at(-1)?.epoch).toBe(2), { timeout: 20_000, interval: 5 });
    const ms = killed.until();
    console.info(`back after the child was killed: ${Math.round(ms)} ms`);
    expect(ms).toBeLessThan(3_000);
    await hub.close();
    expect(await childrenOf(process.pid)).toEqual([]);
  });

  it("is killed when it does not end by itself, and is gone when its promise resolves", async () => {
    const complaints: string[] = [];
    const stop = new AbortController();
    const script = "trap '' TERM; echo rtsp://u:p@host/x >&2; printf x; while :; do sleep 0.05; done";
    const end = await runChild(
      {
        program: { path: "/bin/sh", setpriv: null },
        arguments: ["-c", script],
        input: "",
        output: () => stop.abort(),
        complaint: (line) => complaints.push(line),
      },
      stop.signal,
    );
    expect(end.signal).toBe("SIGKILL");
    expect(complaints).toEqual(["rtsp://...@host/x"]);
    expect(await childrenOf(process.pid)).toEqual([]);
  });

  it("that cannot be started for lack of file handles ends like any other, whichever handle is the last", async () => {
    const script = fileURLToPath(new URL("few-handles.ts", import.meta.url));
    const shell = spawn("/bin/sh", ["-c", `ulimit -n 80; exec "${process.execPath}" "${script}"`], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [said, [code]] = await Promise.all([text(shell.stdout), once(shell, "close")]);
    expect(code).toBe(0);
    // With none left it fails, with enough it starts.
    const ends = said.trim().split("\n");
    expect(ends[0]).toBe("EMFILE");
    expect(ends.at(-1)).toBe("started");
    expect(new Set(ends)).toEqual(new Set(["EMFILE", "started"]));
  });

  it("whose start is refused at once is told as a fault too, also where bytes are poured into it", async () => {
    const program = { path: "/bin/true", setpriv: null, version: "9.9", origin: "system" } as const;
    const order = { program, input: "", output: () => undefined, complaint: () => undefined };
    const { signal } = new AbortController();
    // Linux takes no argument of more than 128 kB.
    const end = await runChild({ ...order, arguments: ["x".repeat(200_000)] }, signal);
    expect(end).toMatchObject({ code: null, startError: { cause: { code: "E2BIG" } } });
    const pouring = new Pouring(
      {
        ...{ program: { ...program, path: "/bin/\0" }, atOwnSpeed: false, joined: false },
        place: { host: "cam", port: 80, path: "/" },
      },
      { accessUnit: () => undefined, damage: () => undefined, cells: () => undefined },
      signal,
    );
    expect(await pouring.ended).toMatchObject({ kind: "ffmpegMissing" });
  });

  it("that cannot be started is told as a fault", async () => {
    const broken = createRunSource(async () => ({
      path: "/nonexistent/ffmpeg",
      version: "9.9",
      origin: "system",
      setpriv: null,
    }));
    const { witness, hub } = watch("test:64x48@25", broken);
    await vi.waitFor(() => expect(witness.fault).toBe("ffmpegMissing"), 20_000);
    await hub.close();
  });
});

describe("ffmpeg", () => {
  it("is found by FFMPEG_PATH before the system's, and passed over where it does not run or is too old", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dinding-ffmpeg-"));
    try {
      const fake = async (name: string, version: string) => {
        const path = join(folder, name);
        await writeFile(path, `#!/bin/sh\necho "ffmpeg version ${version} Copyright"\n`, { mode: 0o755 });
        return path;
      };
      const path = process.env["PATH"];
      const recent = await fake("recent", "7.1");
      expect(await findFfmpeg({ PATH: path, FFMPEG_PATH: recent })).toMatchObject({
        path: recent,
        version: "7.1",
        origin: "FFMPEG_PATH",
      });
      const old = await fake("old", "4.4.2-0ubuntu0.22.04.1");
      expect((await findFfmpeg({ PATH: path, FFMPEG_PATH: old })).path).not.toBe(old);
      expect((await findFfmpeg({ PATH: path, FFMPEG_PATH: join(folder, "none") })).origin).not.toBe(
        "FFMPEG_PATH",
      );
      await expect(findFfmpeg({ PATH: folder })).rejects.toMatchObject({ kind: "ffmpegMissing" });
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

describe("clips and test pictures", () => {
  it("plays a clip over and over, its clock going on", async () => {
    const folder = await mkdtemp(join(tmpdir(), "dinding clip'"));
    try {
      const clip = join(folder, "mar ket%20'1.mp4");
      const input = ["-f", "lavfi", "-i", "testsrc2=size=128x96:rate=25", "-t", "0.6", "-pix_fmt", "yuv420p"];
      expect(spawnSync("ffmpeg", ["-v", "error", ...input, "-bf", "2", clip]).status).toBe(0);
      const { witness, hub } = watch(pathToFileURL(clip).href);
      await vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThan(40), 20_000);
      await hub.close();
      expect(witness.formats).toMatchObject([{ epoch: 1, width: 128, height: 96 }]);
      expect(witness.pictures.filter((picture) => picture.key).length).toBeGreaterThanOrEqual(3);
      const times = witness.pictures.map((picture) => picture.timeUs).toSorted((a, b) => a - b);
      // The last are not all there yet: pictures come in the order of decoding.
      expect(times.slice(1, -4).every((time, index) => time - (times[index] ?? 0) < 90_000)).toBe(true);
      expect(witness.pictures.at(-1)?.lagMs).toBeLessThan(500);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it.each([
    ["file:///nowhere/clip.mp4", "The file /nowhere/clip.mp4 cannot be read."],
    [pathToFileURL(fileURLToPath(import.meta.url)).href, "What child.test.ts sends is not a video stream."],
    ["test:641x360@25", "url does not fit: test:640x360@25."],
    ["file:relative", /does not fit|cannot be read/],
  ])("says what is wrong with %s", async (url, sentence) => {
    const { witness, hub } = watch(url);
    await vi.waitFor(() => expect(witness.sentence).toMatch(sentence), 20_000);
    await hub.close();
  });

  it("makes a test picture of the size and rate asked for", async () => {
    const { witness, hub } = watch("test:128x96@10");
    await vi.waitFor(() => expect(witness.pictures.length).toBeGreaterThan(12), 20_000);
    expect(witness.formats).toMatchObject([
      { width: 128, height: 96, codec: expect.stringMatching(/^avc1\.42c0/) },
    ]);
    const [first, second] = witness.pictures;
    expect((second?.timeUs ?? 0) - (first?.timeUs ?? 0)).toBeCloseTo(100_000, -1);
    await hub.close();
  });
});
