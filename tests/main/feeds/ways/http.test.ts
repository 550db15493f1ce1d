import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import {
  type CameraLogin,
  type HttpCameraSetup,
  startHttpCamera,
} from "../../../fixtures/servers/http-camera.ts";
import { startFaultProxy } from "../../../fixtures/fault-proxy.ts";
import { findFfmpeg } from "../../../../src/main/feeds/ffmpeg/program.ts";
import { createRunSource } from "../../../../src/main/feeds/sources.ts";
import { childrenOf, visibleTextOf } from "../processes.ts";
import { FairWatch } from "../../../fixtures/fair-watch.ts";
import {
  brings,
  epochOf,
  hastyClock,
  leavesNoReader,
  returned,
  says,
  shows,
  WaysBench,
  withoutFfmpeg,
} from "./bench.ts";

leavesNoReader();

const cameraOn = async (bench: WaysBench, setup: HttpCameraSetup = {}) =>
  bench.kept(await startHttpCamera(setup));

/** The distances of what arrived, milliseconds. */
const steps = (arrivals: readonly number[]) =>
  arrivals.slice(1).map((at, index) => at - (arrivals[index] ?? Number.NaN));

describe.concurrent("a camera that gives MJPEG by HTTP", () => {
  it.for(["/mjpeg", "/mjpeg-bare"])(
    "is shown without an ffmpeg, at its own rate: %s",
    async (path, context) => {
      const bench = new WaysBench(context);
      const server = await cameraOn(bench);
      const { witness, hub } = bench.watch(server.url(path), {}, withoutFfmpeg);
      await brings(witness, 30);
      expect(witness.formats).toMatchObject([{ coding: "mjpeg", width: 320, height: 180 }]);
      expect(witness.pictures.every((picture) => picture.key)).toBe(true);
      expect(hub.list()).toMatchObject([{ state: "live", restarts: 0 }]);
      expect(server.mostOpen).toBe(1);
    },
  );
});

describe.concurrent("a camera that gives pictures one by one", () => {
  it("is asked as often as its address says", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const { witness } = bench.watch(server.url("/still.jpg#every=250ms"));
    await brings(witness, 8);
    const gaps = steps(server.askedAt).toSorted((a, b) => a - b);
    expect(gaps[Math.floor(gaps.length / 2)]).toBeGreaterThan(230);
    // The soonest, for a busy machine answers late at times; without the address it would be a second.
    expect(gaps[0]).toBeLessThan(700);
  });

  it("is asked less often while its answers repeat, and is called delayed then", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const { witness, hub } = bench.watch(server.url("/same.jpg"));
    await brings(witness, 4);
    expect(steps(server.askedAt).at(-1)).toBeGreaterThan(1_300);
    expect(hub.list()).toMatchObject([{ state: "delayed" }]);
    expect(witness.pictures.at(-1)?.lagMs).toBeGreaterThan(2_000);
  });

  it("may call them octets, or send PNG, each at once", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    await shows(bench.watch(server.url("/octets")).witness);
    const other = await cameraOn(bench);
    // At once: the first picture is shown though no second one comes.
    other.answered = 1;
    const { witness } = bench.watch(other.url("/still.png#every=500ms"));
    await brings(witness, 1);
    expect(witness.formats).toMatchObject([{ coding: "mjpeg", width: 320, height: 180 }]);
  });
});

describe.concurrent("a camera whose PNG comes faster than this machine decodes it", () => {
  it("is asked no further before there is room for what it sent", async (context) => {
    const bench = new WaysBench(context);
    const folder = mkdtempSync(join(tmpdir(), "dinding-slow-"));
    const program = join(folder, "ffmpeg");
    // One that has taken nothing yet.
    writeFileSync(program, "#!/bin/sh\nexec sleep 20\n");
    chmodSync(program, 0o755);
    const server = await cameraOn(bench);
    bench.watch(
      server.url("/still.png#every=50ms"),
      {},
      createRunSource(async () => ({ ...(await findFfmpeg()), path: program })),
    );
    // A pipe holds 64 KiB, and a picture of this server some tens: without room it goes no further.
    const asked = (times: number) => () => expect(server.askedAt.length).toBeGreaterThan(times);
    await vi.waitFor(asked(0), 10_000);
    await expect(vi.waitFor(asked(8), 2_500)).rejects.toThrow();
  });
});

describe.concurrent("a camera that sends MPEG-TS by HTTP", () => {
  it.for(["h264", "hevc", "mpeg2"])("is shown: %s", async (coding, context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const { witness, hub } = bench.watch(server.url(`/live.ts?${coding}`));
    await brings(witness, 30);
    expect(witness.formats).toMatchObject([{ coding, width: 320, height: 180 }]);
    expect(hub.list()).toMatchObject([{ restarts: 0 }]);
    expect(server.mostOpen).toBe(1);
  });
});

describe.concurrent("a login by HTTP", () => {
  const password = `p'a"s s\\w:ö@r/d%41#?&`;
  const kinds = ["basic", "digest", "digest-sha256"] as const;

  it.for(kinds)("is sent by %s, and is seen nowhere", async (kind, context) => {
    const bench = new WaysBench(context);
    const login: CameraLogin = { kind, username: "op@rator", password };
    const server = await cameraOn(bench, { login });
    for (const path of ["/mjpeg", "/still.jpg", "/live.ts"]) {
      const { witness, hub, lines } = bench.watch(server.url(path), login);
      await shows(witness);
      const texts = await Promise.all((await childrenOf(process.pid)).map(visibleTextOf));
      const everything = texts.join("\n") + lines.join("\n") + JSON.stringify([hub.list(), witness.statuses]);
      for (const secret of [password, encodeURIComponent(password), "s s\\\\w", "op%40rator"])
        expect(everything).not.toContain(secret);
    }
  });

  it.for(kinds)("that is wrong is said to be refused: %s", async (kind, context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench, { login: { kind, username: "op", password: "right" } });
    for (const wrong of ["wrong", null]) {
      const { witness, hub } = bench.watch(server.url("/still.jpg"), { username: "op", password: wrong });
      await says(witness, "127.0.0.1 refuses the user name or password.");
      expect(hub.list()).toMatchObject([{ error: { kind: "loginRefused" } }]);
      await hub.close();
    }
  });

  it("goes on when the camera changes its nonce", async (context) => {
    const bench = new WaysBench(context);
    const login: CameraLogin = { kind: "digest", username: "op", password };
    const server = await cameraOn(bench, { login, nonceUses: 2 });
    const { witness, hub } = bench.watch(server.url("/still.jpg#every=100ms"), login);
    await brings(witness, 12);
    expect(hub.list()).toMatchObject([{ restarts: 0 }]);
  });

  it("goes into the address where the camera wants it there", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench, { login: { kind: "basic", username: "op", password } });
    const { witness } = bench.watch(server.url("/still.jpg?usr={user}&pwd={password}"), {
      username: "op",
      password,
    });
    await shows(witness);
  });
});

describe.concurrent("what is no camera", () => {
  it("is named: another page, noise, a wrong path, no room, an unknown name, a closed port", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    await says(bench.watch(server.url("/page")).witness, "What 127.0.0.1 sends is not a video stream.");
    await says(bench.watch(server.url("/noise")).witness, "What 127.0.0.1 sends is not a video stream.");
    await says(bench.watch(server.url("/nothing")).witness, "127.0.0.1 has no stream at /nothing.");
    await says(bench.watch(server.url("/full")).witness, "it has no room for another viewer.");
    await says(
      bench.watch("http://no-such-camera.invalid/a").witness,
      "The name no-such-camera.invalid is not known",
    );
    await says(bench.watch("http://127.0.0.1:9/a").witness, "on port 9: connection refused.");
  });

  it("is named where it is silent, or speaks another tongue", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    await says(
      bench.watch(server.url("/silent"), {}, undefined, { clock: hastyClock }).witness,
      /connected but has sent no picture/,
    );
    const proxy = bench.kept(await startFaultProxy(server.port));
    proxy.set({ kind: "garbage", bytes: Buffer.from("SSH-2.0-OpenSSH_9.2p1\r\n") });
    await says(
      bench.watch(server.url("/mjpeg", proxy.port)).witness,
      "What 127.0.0.1 sends is not a video stream.",
    );
  });

  it("is not believed with a certificate of its own, unless the address says so", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench, { tls: true });
    const { witness } = bench.watch(server.url("/mjpeg"));
    await says(witness, "The certificate of 127.0.0.1 cannot be trusted");
    await vi.waitFor(() => expect(witness.pictures).toEqual([]), 20_000);
    await shows(bench.watch(server.url("/mjpeg#certificate=any")).witness);
  });
});

describe.concurrent("a camera by HTTP", () => {
  it("is asked by one request at a time, the sooner the more pictures are new", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench, { snapshotMs: 60 });
    const { witness, hub } = bench.watch(server.url("/still.jpg"), {}, withoutFfmpeg);
    await brings(witness, 12);
    expect(server.mostOpen).toBe(1);
    const gaps = steps(server.askedAt);
    expect(gaps[0]).toBeGreaterThan(600);
    // Never so soon that it is asked for more than half of its time.
    expect(Math.min(...gaps)).toBeGreaterThan(110);
    // Of the last ones the soonest: a busy machine is late at times.
    expect(Math.min(...gaps.slice(-4))).toBeLessThan(400);
    expect(hub.list()).toMatchObject([{ state: "live", width: 320, height: 180 }]);
  });

  it("that sends MJPEG says so when it is silent or cut off, and is back within 2 s", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const proxy = bench.kept(await startFaultProxy(server.port));
    const { witness } = bench.watch(server.url("/mjpeg", proxy.port));
    await shows(witness);
    proxy.set({ kind: "cut" });
    await says(witness, /ended|does not answer/);
    let epoch = epochOf(witness);
    let at = new FairWatch();
    proxy.set({ kind: "none" });
    expect(await returned(witness, epoch, at)).toBeLessThan(2_000);
    server.silent = true;
    await says(witness, /127\.0\.0\.1 is connected but has sent no picture for \d+ s\./);
    epoch = epochOf(witness);
    at = new FairWatch();
    server.silent = false;
    expect(await returned(witness, epoch, at)).toBeLessThan(2_000);
  });

  it("that gives pictures one by one is back within 2 s after it was off", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const { witness } = bench.watch(server.url("/still.jpg"));
    await shows(witness);
    await server.stop();
    await says(witness, /connection refused/);
    const epoch = epochOf(witness);
    const at = new FairWatch();
    await server.start();
    expect(await returned(witness, epoch, at)).toBeLessThan(2_000);
  });

  it("that sends MPEG-TS is back within 2 s and a key frame after the line was cut", async (context) => {
    const bench = new WaysBench(context);
    const server = await cameraOn(bench);
    const { witness } = bench.watch(server.url("/live.ts"));
    await shows(witness);
    const epoch = epochOf(witness);
    const at = new FairWatch();
    server.drop();
    expect(await returned(witness, epoch, at)).toBeLessThan(3_000);
  });
});
