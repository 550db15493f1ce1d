import { describe, expect, it, onTestFinished } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { OnvifDevice } from "../../../src/main/onvif/device.ts";
import { MockDevice, type MockSetup } from "../../fixtures/onvif/device.ts";

const login = { username: "ana <&>", password: "kunci/ñ" };

async function started(setup: MockSetup): Promise<MockDevice> {
  const mock = await MockDevice.start(setup);
  onTestFinished(() => mock[Symbol.asyncDispose]());
  return mock;
}

function opened(
  mock: MockDevice,
  { username = null, password = null }: { username?: string | null; password?: string | null } = {},
  signal: AbortSignal = new AbortController().signal,
): OnvifDevice {
  return new OnvifDevice({ url: mock.url, username, password }, systemClock, signal);
}

describe("a device", () => {
  it("tells what it is, its profiles and their addresses, main and sub chosen", async () => {
    const mock = await started({
      ptz: true,
      events: true,
      profiles: [
        { token: "p3", name: "Kecil", width: 640, height: 360, url: "rtsp://a:b@127.0.0.1/kecil" },
        {
          token: "p1",
          name: "Utama",
          width: 2560,
          height: 1440,
          keyEvery: 100,
          audio: true,
          url: "rtsp://127.0.0.1/utama?x=1&y=2",
        },
        { token: "p2", name: "Sedang", width: 1280, height: 720, url: "rtsp://127.0.0.1/sedang" },
      ],
    });
    const device = await opened(mock).describe();
    expect(device).toMatchObject({
      manufacturer: "Mock & Co",
      model: "M-7",
      firmware: "1.10",
      serial: "00712345678901234567",
      events: true,
      findings: [],
    });
    const [camera, ...others] = device.cameras;
    expect(others).toEqual([]);
    expect(camera).toMatchObject({
      name: "Mock & Co M-7",
      ptz: true,
      snapshot: `http://127.0.0.1:${mock.port}/snap.jpg`,
      streams: [
        { role: "main", url: "rtsp://127.0.0.1/utama?x=1&y=2" },
        { role: "sub", url: "rtsp://127.0.0.1/sedang" },
      ],
    });
    expect(camera?.profiles.find(({ token }) => token === "p1")).toEqual({
      ...{ token: "p1", name: "Utama", encoding: "H264", width: 2560, height: 1440 },
      ...{ fps: 25, bitrate: 4_096_000, keyEvery: 100, audio: true, url: "rtsp://127.0.0.1/utama?x=1&y=2" },
    });
  });

  it("is several cameras where it is an encoder", async () => {
    const profiles = [1, 2, 3].flatMap((channel) => [
      {
        token: `m${channel}`,
        source: `v${channel}`,
        width: 704,
        height: 576,
        url: `rtsp://127.0.0.1/m${channel}`,
      },
      {
        token: `s${channel}`,
        source: `v${channel}`,
        width: 352,
        height: 288,
        url: `rtsp://127.0.0.1/s${channel}`,
      },
    ]);
    const { cameras } = await opened(await started({ profiles })).describe();
    expect(cameras.map(({ name, streams }) => [name, streams.map(({ url }) => url)])).toEqual([
      ["Mock & Co M-7 1", ["rtsp://127.0.0.1/m1", "rtsp://127.0.0.1/s1"]],
      ["Mock & Co M-7 2", ["rtsp://127.0.0.1/m2", "rtsp://127.0.0.1/s2"]],
      ["Mock & Co M-7 3", ["rtsp://127.0.0.1/m3", "rtsp://127.0.0.1/s3"]],
    ]);
  });

  it("tells what is known where there is no time for all addresses, the main streams first", async () => {
    const profiles = Array.from({ length: 6 }, (_, at) => ({
      ...{ token: `p${at}`, source: `v${at % 3}`, url: `rtsp://127.0.0.1/p${at}` },
      ...{ width: at < 3 ? 1920 : 640, height: at < 3 ? 1080 : 360 },
    }));
    const mock = await started({ profiles });
    // A second for each answer, so that there is time for four addresses behind the first answers.
    const clock = { ...systemClock, monotonic: () => mock.calls.length * 1_000 };
    const { cameras } = await new OnvifDevice(
      { url: mock.url, username: null, password: null },
      clock,
      new AbortController().signal,
    ).describe();
    expect(mock.calls.slice(0, 4)).not.toContain("GetStreamUri");
    expect(cameras.map(({ streams }) => streams.length)).toEqual([2, 2, 1]);
    expect(cameras.map(({ streams }) => streams[0]?.role)).toEqual(["main", "main", "main"]);
    expect(cameras.map(({ snapshot }) => snapshot)).toEqual([null, null, null]);
    const all = await opened(mock).describe();
    expect(all.cameras.every(({ streams, snapshot }) => streams.length === 2 && snapshot !== null)).toBe(
      true,
    );
  });

  it("tells of H.265 by Media2, and of the rest by Media where its Media2 is lame", async () => {
    const profiles = [
      { token: "h", width: 3840, height: 2160, encoding: "H265", url: "rtsp://127.0.0.1/h" },
      { token: "a", width: 1280, height: 720, url: "rtsp://127.0.0.1/a" },
    ] as const;
    const modern = await opened(await started({ profiles, age: "media2" })).describe();
    expect(modern.cameras[0]?.profiles[0]).toMatchObject({ encoding: "H265", width: 3840, keyEvery: 50 });
    const lame = await opened(await started({ profiles, age: "lame media2" })).describe();
    expect(lame.cameras[0]?.streams).toEqual([{ role: "main", url: "rtsp://127.0.0.1/a" }]);
  });

  it("is understood where it is from before GetServices", async () => {
    const device = await opened(await started({ age: "old", ptz: true })).describe();
    expect(device.cameras[0]?.ptz).toBe(true);
    expect(device.events).toBe(false);
  });

  it.each(["token", "MD5", "SHA-256"] as const)("lets in who knows its password (%s)", async (kind) => {
    const mock = await started({ ...login, login: kind });
    const device = await opened(mock, login).describe();
    expect(device.model).toBe("M-7");
    // Digest asks once for all that follows.
    expect(mock.refused).toBe(kind === "token" ? 0 : 1);
  });

  it.each(["token", "MD5", "SHA-256"] as const)("is asked once with a wrong password (%s)", async (kind) => {
    const mock = await started({ ...login, login: kind });
    const wrong = opened(mock, { ...login, password: "salah" }).describe();
    await expect(wrong).rejects.toMatchObject({ kind: "loginRefused", detail: { host: "127.0.0.1" } });
    expect(mock.refused).toBe(kind === "token" ? 1 : 2);
    expect(mock.calls).toEqual(["GetSystemDateAndTime"]);
  });

  it("refuses a stranger by name", async () => {
    await expect(opened(await started(login)).describe()).rejects.toMatchObject({ kind: "loginRefused" });
  });

  it.each([-400_000, 180_000])(
    "lets us in by its own clock, %i ms off, and that is told",
    async (aheadMs) => {
      const mock = await started({ ...login, aheadMs });
      const device = await opened(mock, login).describe();
      expect(device.clockAheadS).toBeGreaterThanOrEqual(aheadMs / 1000 - 1);
      expect(device.clockAheadS).toBeLessThanOrEqual(aheadMs / 1000 + 1);
      expect(device.findings).toMatchObject([
        { kind: "clockOff", weight: "wrong", detail: { way: aheadMs > 0 ? "ahead" : "behind" } },
      ]);
    },
  );

  it("that keeps its clock secret is asked with the login", async () => {
    const mock = await started({ ...login, secretClock: true });
    expect((await opened(mock, login).describe()).clockAheadS).toBe(0);
  });

  it("whose clock is set meanwhile is moved on, and one whose password changed is asked once", async () => {
    const mock = await started({ ...login, ptz: true });
    const device = opened(mock, login);
    await device.move({ kind: "stop" }, 3);
    const ahead = 3_600_000;
    mock.state.now = () => Date.now() + ahead;
    await device.move({ kind: "stop" }, 3);
    expect(mock.refused).toBe(1);
    Object.assign(mock.setup, { password: "another" });
    await expect(device.move({ kind: "stop" }, 3)).rejects.toMatchObject({ kind: "loginRefused" });
    expect(mock.refused).toBe(2);
  });

  it("with a secret clock that is off refuses every login, and we give up", async () => {
    const mock = await started({ ...login, secretClock: true, aheadMs: 60_000 });
    await expect(opened(mock, login).describe()).rejects.toMatchObject({ kind: "loginRefused" });
  });

  it("is asked at its own address, whatever addresses it names, and that is told", async () => {
    const elsewhere = await started({});
    const mock = await started({
      namesHost: `127.0.0.1:${elsewhere.port}`,
      ptz: true,
      events: true,
      profiles: [{ token: "a", width: 640, height: 360, url: "rtsp://10.8.0.9/a" }],
    });
    const device = opened(mock);
    expect((await device.describe()).findings).toEqual([
      { kind: "elsewhere", weight: "wrong", detail: { own: "127.0.0.1", other: "10.8.0.9" } },
    ]);
    await device.move({ kind: "stop" }, 3);
    await device.events(1);
    expect(elsewhere.calls).toEqual([]);
    expect(mock.calls).toContain("UnsubscribeRequest");
  });

  it("is asked there too where the path that it names would be an address of its own", async () => {
    const elsewhere = await started(login);
    // In `http://10.0.0.9//127.0.0.1:81/onvif` the path is a reference to 127.0.0.1:81.
    const namesHost = `10.0.0.9//127.0.0.1:${elsewhere.port}`;
    const mock = await started({ ...login, namesHost });
    await opened(mock, login)
      .describe()
      .catch(() => undefined);
    expect([...elsewhere.calls, elsewhere.refused]).toEqual([0]);
    expect(mock.calls).toContain("GetServices");
  });
});

describe("what is no answer of a device", () => {
  it.each([
    ["garbage", "its answer is no SOAP"],
    ["html", "its answer is no SOAP"],
    ["doctype", "its answer is no SOAP"],
    ["deep", "its answer is no SOAP"],
    ["redirect", "it sends us elsewhere"],
    ["huge", "its answer does not end"],
  ] as const)("%s", async (kind, problem) => {
    const mock = await started({ trouble: { kind } });
    await expect(opened(mock).describe()).rejects.toMatchObject({ kind: "notOnvif", detail: { problem } });
    await expect.poll(() => mock.connections()).toBe(0);
  });

  it.each(["mute", "drip"] as const)("%s: it is left after four seconds", async (kind) => {
    const mock = await started({ trouble: { kind } });
    const before = performance.now();
    await expect(opened(mock).describe()).rejects.toMatchObject({ kind: "silent" });
    expect(performance.now() - before).toBeLessThan(6_000);
    await expect.poll(() => mock.connections()).toBe(0);
  });

  it("a connection that is cut, and a port where nobody is", async () => {
    const mock = await started({ trouble: { kind: "cut" } });
    await expect(opened(mock).describe()).rejects.toMatchObject({ kind: "unreachable" });
    const gone = await MockDevice.start();
    const device = opened(gone);
    const { port } = gone;
    await gone[Symbol.asyncDispose]();
    await expect(device.describe()).rejects.toMatchObject({
      kind: "unreachable",
      detail: { port, problem: "connection refused" },
    });
  });

  it("an abort ends the call at once, with its reason, and the connection", async () => {
    const mock = await started({ trouble: { kind: "mute", at: "GetProfiles" } });
    const stop = new AbortController();
    const asked = opened(mock, {}, stop.signal).describe();
    await expect.poll(() => mock.calls).toContain("GetProfiles!");
    stop.abort(new Error("gone"));
    await expect(asked).rejects.toThrow("gone");
    await expect.poll(() => mock.connections()).toBe(0);
  });

  it("a fault in the middle is told with the device's own words", async () => {
    const mock = await started({ profiles: [{ token: "a", width: 640, height: 360 }] });
    await expect(opened(mock).describe()).rejects.toMatchObject({
      kind: "deviceRefused",
      detail: { problem: "no such profile" },
    });
  });
});

describe("its head", () => {
  it("moves in every way, and goes to its presets", async () => {
    const mock = await started({ ...login, ptz: true });
    const device = opened(mock, login);
    expect(await device.ptz()).toEqual({
      moves: true,
      presets: [
        { token: "1", name: "Gerbang" },
        { token: "2", name: "Dermaga & jalan" },
      ],
    });
    await device.move({ kind: "continuous", pan: 0.5, tilt: -1 }, 3);
    expect(mock.state.head.moving).toEqual({ pan: 0.5, tilt: -1, zoom: 0 });
    await device.move({ kind: "stop" }, 3);
    await device.move({ kind: "relative", zoom: 0.1 }, 3);
    await device.move({ kind: "absolute", pan: 0, tilt: 1, zoom: 1 }, 3);
    await device.move({ kind: "preset", preset: "2" }, 3);
    expect(mock.state.head).toMatchObject({
      moving: null,
      log: [
        "continuous pan 0.5, tilt -1",
        "stop",
        "relative zoom 0.1",
        "absolute pan 0, tilt 1, zoom 1",
        "preset 2",
      ],
    });
    await expect(device.move({ kind: "preset", preset: '9"/><x>' }, 3)).rejects.toMatchObject({
      kind: "deviceRefused",
      detail: { problem: "The requested preset does not exist" },
    });
    // The clock, the services and the profile are asked for once.
    expect(mock.calls.filter((call) => call === "GetProfiles")).toHaveLength(1);
  });

  it("is missing where the device has none", async () => {
    const device = opened(await started({}));
    expect(await device.ptz()).toEqual({ moves: false, presets: [] });
    await expect(device.move({ kind: "stop" }, 3)).rejects.toMatchObject({ kind: "notOnvif" });
  });
});

describe("its events", () => {
  it("begin with what is, end with what happens, and the subscription is given back", async () => {
    const mock = await started({ ...login, events: true, aheadMs: 90_000 });
    const listening = opened(mock, login).events(5);
    await expect.poll(() => mock.state.waiting.length).toBe(1);
    mock.report("tns1:RuleEngine/tns1:CellMotionDetector/Motion", { IsMotion: "true" });
    const events = await listening;
    expect(events).toMatchObject([
      { topic: "Device/Trigger/DigitalInput", state: "initial", values: { LogicalState: "false" } },
      { topic: "RuleEngine/CellMotionDetector/Motion", state: "changed", values: { IsMotion: "true" } },
    ]);
    expect(mock.state.subscriptions).toBe(0);
  });

  it("end with the time where nothing happens", async () => {
    const mock = await started({ events: true });
    const before = performance.now();
    expect(await opened(mock).events(1)).toHaveLength(1);
    expect(performance.now() - before).toBeGreaterThan(900);
    expect(mock.state.subscriptions).toBe(0);
  });
});
