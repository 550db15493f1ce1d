import { pino } from "pino";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import type { StreamAddress } from "../../../src/main/base/stream-address.ts";
import { findFfmpeg } from "../../../src/main/feeds/ffmpeg/program.ts";
import { FeedHub } from "../../../src/main/feeds/hub.ts";
import { createRunSource } from "../../../src/main/feeds/sources.ts";
import { software } from "../../../src/main/feeds/transcode/hardware.ts";
import { Prober, type Target } from "../../../src/main/probe/prober.ts";
import type { Probe } from "../../../src/protocol/probe.ts";
import { missingRtspServer, type RtspServer, startRtspServer } from "../../fixtures/rtsp/server.ts";

const missing = await missingRtspServer();
const ffmpeg = () => findFfmpeg();
const runSource = createRunSource(ffmpeg);
const login = { username: "ana", password: "k@:/s" };

let server: RtspServer;
let locked: RtspServer;
/** A server that waits for a picture before it answers waits long. */
let mute: RtspServer;
beforeAll(async () => {
  if (missing !== null) return;
  server = await startRtspServer({
    cameras: [
      { path: "/jalan", keyInterval: 25 },
      { path: "/jauh", keyInterval: 500 },
      { path: "/hevc", codec: "h265", fps: 10, keyInterval: 10, width: 1280, height: 720 },
      { path: "/lambat", fps: 2, keyInterval: 2 },
      { path: "/suara", codec: "audio" },
    ],
  });
  mute = await startRtspServer({ cameras: [{ path: "/diam", silent: true }] });
  locked = await startRtspServer({ login: { kind: "digest", ...login }, cameras: [{ path: "/a" }] });
});
afterAll(async () => {
  await server?.[Symbol.asyncDispose]();
  await locked?.[Symbol.asyncDispose]();
  await mute?.[Symbol.asyncDispose]();
});

function addressOf(url: string, more: Partial<StreamAddress> = {}): StreamAddress {
  return {
    ...{ cameraId: "cam", stream: "main", url, username: null, password: null, transport: "tcp" },
    ...more,
  };
}

function scene(address: StreamAddress) {
  const hub = new FeedHub({
    clock: systemClock,
    log: pino({ level: "silent" }),
    runSource,
    transcode: () => runSource,
    lookup: () => address,
    learned: () => undefined,
    lingerMs: 100,
  });
  onTestFinished(() => hub.close());
  const hardware = { current: async () => software };
  const prober = new Prober({ feeds: hub, runSource, ffmpeg, hardware, clock: systemClock });
  onTestFinished(() => prober.close());
  const look = (more: Partial<Target> = {}, signal: AbortSignal = new AbortController().signal) =>
    prober.look({ address, stored: false, alone: false, aheadMs: async () => null, ...more }, "en", signal);
  return { hub, prober, look };
}

describe.skipIf(missing !== null)("a look at a stream", () => {
  it("tells what it is, how it came, and that nothing is wrong", async () => {
    const probe = await scene(addressOf(server.url("/jalan"))).look();
    expect(probe).toMatchObject({
      via: "opened",
      format: { coding: "h264", width: 320, height: 180 },
      audio: false,
      lost: 0,
      clock: { from: "rtsp" },
      shown: { asIs: true, rungs: [], cost: null },
      findings: [],
    });
    expect(probe.fps).toBeCloseTo(25, 0);
    expect(probe.keyInterval?.most).toBeCloseTo(1, 1);
    expect(Math.abs(probe.clock?.aheadS ?? 9)).toBeLessThan(2);
    expect(probe.firstByteMs).toBeLessThan(probe.firstPictureMs ?? 0);
    expect(probe.seconds).toBeGreaterThanOrEqual(3);
    await expect.poll(() => server.clients()).toBe(0);
  });

  it("finds what is wrong, and measures what HEVC costs", async () => {
    const look = (url: string) => scene(addressOf(url)).look();
    // By themselves: the encoders of the others would take from the few seconds in which each is looked at.
    const far = await look(server.url("/jauh"));
    const hevc = await look(server.url("/hevc"));
    const [slow, nothing] = await Promise.all([look(server.url("/lambat")), look(mute.url("/diam"))]);
    const kinds = (probe: Probe) => probe.findings.map(({ kind }) => kind);
    expect(kinds(far)).toContain("oneKeyFrame");
    expect(kinds(slow)).toContain("fewPictures");
    expect(slow.fps).toBeCloseTo(2, 0);
    expect(kinds(nothing)).toEqual(["noPicture"]);
    expect(kinds(hevc)).toContain("madeIntoH264");
    expect(hevc.shown).toMatchObject({ asIs: false, needs: "hevc", cost: { rung: "720p" } });
    expect(hevc.shown?.cost?.cores).toBeGreaterThan(0.005);
    expect(hevc.shown?.cost?.cores).toBeLessThan(4);
  });

  it("reads a camera that is open by its feed: it has one client", async () => {
    const { hub, look } = scene(addressOf(server.url("/jalan")));
    let pictures = 0;
    const leave = hub.watch(
      { cameraId: "cam", stream: "main", rung: null },
      { status: () => undefined, format: () => undefined, packet: () => void (pictures += 1) },
    );
    onTestFinished(leave);
    await expect.poll(() => pictures, { timeout: 8_000 }).toBeGreaterThan(2);
    const clients: number[] = [];
    const looking = look({ stored: true });
    while (clients.length < 5) clients.push(await server.clients());
    const probe = await looking;
    clients.push(await server.clients());
    expect(new Set(clients)).toEqual(new Set([1]));
    expect(probe).toMatchObject({ via: "running", firstByteMs: null, firstPictureMs: null, findings: [] });
    expect(probe.fps).toBeCloseTo(25, 0);
  });

  it("opens a stored camera by its feed, and tells its clock by ONVIF", async () => {
    const { hub, look } = scene(addressOf(server.url("/jalan")));
    const probe = await look({ stored: true, alone: true, aheadMs: async () => -180_000 });
    expect(probe).toMatchObject({
      via: "opened",
      clock: { aheadS: -180, from: "onvif" },
      findings: [{ kind: "clockOff", weight: "wrong", detail: { seconds: 180, way: "behind" } }],
    });
    await expect.poll(() => hub.list().length).toBe(0);
  });

  it("logs in by digest; a wrong password is a finding, and is nowhere in the answer", async () => {
    const [right, wrong] = await Promise.all([
      scene(addressOf(locked.url("/a"), login)).look(),
      scene(addressOf(locked.url("/a"), { ...login, password: "rahasia-keliru" })).look(),
    ]);
    expect(right.findings).toEqual([]);
    expect(right.audio).toBe(false);
    expect(wrong).toMatchObject({
      format: null,
      findings: [{ kind: "failed", detail: { sentence: "127.0.0.1 refuses the user name or password." } }],
    });
    expect(JSON.stringify(wrong)).not.toContain("rahasia");
  });

  it.each([
    ["/tidak-ada", /no stream at \/tidak-ada/],
    ["/suara", /not a video stream/],
  ])("says why %s has no picture", async (path, sentence) => {
    const { findings } = await scene(addressOf(server.url(path))).look();
    expect(findings).toMatchObject([
      { kind: "failed", detail: { sentence: expect.stringMatching(sentence) } },
    ]);
  });

  it("ends with who asked, and leaves no client", async () => {
    const { look } = scene(addressOf(server.url("/jalan")));
    const stop = new AbortController();
    const looking = look({}, stop.signal);
    await expect.poll(() => server.clients(), { timeout: 8_000 }).toBe(1);
    stop.abort(new Error("gone"));
    await expect(looking).rejects.toThrow("gone");
    await expect.poll(() => server.clients()).toBe(0);
  });

  it("ends with the core", async () => {
    const { prober, look } = scene(addressOf(server.url("/jalan")));
    const looking = look();
    await expect.poll(() => server.clients(), { timeout: 8_000 }).toBe(1);
    const outcome = expect(looking).rejects.toMatchObject({ kind: "unavailable" });
    await prober.close();
    await outcome;
    await expect.poll(() => server.clients()).toBe(0);
  });
});
