import { spawn, type ChildProcess } from "node:child_process";
import type { Certificate } from "electron";
import { createHash, X509Certificate } from "node:crypto";
import { EventEmitter, once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { generate } from "selfsigned";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { systemClock } from "../../../src/main/base/clock.ts";
import { electronCore } from "../../../src/main/shell/electron/core.ts";
import { lockSession } from "../../../src/main/shell/electron/lock.ts";
import type { UtilityPort } from "../../../src/main/shell/electron/ports.ts";
import { ElectronShell } from "../../../src/main/shell/electron/shell.ts";
import {
  display,
  DoubleApp,
  DoublePower,
  DoubleScreen,
  DoubleSession,
  DoubleWindow,
  StepClock,
} from "./electron-double.ts";
import { siteWith } from "./sites.ts";

let folder = "";
let core: ChildProcess | null = null;
let app: DoubleApp;
let screen: DoubleScreen;
let power: DoublePower;
let session: DoubleSession;
let partitions: Map<string, DoubleSession>;
let windows: DoubleWindow[];
let told: string[];
let shell: ElectronShell;

const soon = { timeout: 10_000, interval: 20 };
const openWindows = () => windows.filter((window) => !window.isDestroyed());
const places = () =>
  openWindows()
    .map(({ options }) => `${options.title} ${options.width}x${options.height}+${options.x}+${options.y}`)
    .toSorted();

async function startCore(outputs: Parameters<typeof siteWith>[0]): Promise<void> {
  const env = { ...process.env, SMALL_CORE_SITE: JSON.stringify(siteWith(outputs)) };
  const script = join(import.meta.dirname, "small-core.ts");
  core = spawn(process.execPath, [script, "--data", folder, "--port", "0"], {
    env,
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  await once(core, "message");
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dinding-electron-"));
  [app, screen, power, session] = [
    new DoubleApp(),
    new DoubleScreen(),
    new DoublePower(),
    new DoubleSession(),
  ];
  [windows, told, partitions] = [[], [], new Map()];
  screen.displays = [display(1, "HDMI-1", 0, 0), display(2, "DP-2", 1920, 0)];
  shell = new ElectronShell({
    clock: systemClock,
    app,
    screen: () => screen,
    session(partition) {
      const made = new DoubleSession();
      expect(partitions.has(partition)).toBe(false);
      partitions.set(partition, made);
      return made;
    },
    power,
    createWindow(options) {
      const window = new DoubleWindow(options);
      windows.push(window);
      return window;
    },
    data: folder,
    core: () => null,
    tell: (name, values) => told.push(`${name} ${values.name ?? ""}`),
  });
});

afterEach(async () => {
  await shell.end(0);
  core?.kill("SIGKILL");
  rmSync(folder, { recursive: true, force: true });
});

describe("Electron as the shell of a machine", () => {
  it("opens the outputs of a running core on the displays they name, each by a one-time address", async () => {
    await startCore({
      a: { kind: "display", connector: "DP-2" },
      b: { kind: "display", connector: "HDMI-1" },
    });
    await shell.run();
    await vi.waitFor(() => expect(places()).toEqual(["a 1920x1080+1920+0", "b 1920x1080+0+0"]), soon);
    await vi.waitFor(() => expect(windows.every((window) => window.loaded.length === 1)).toBe(true), soon);
    const outputs = windows.map((window) => window.loaded[0]?.replace(/.*\/wall\/(\w+)\?code=.+/, "$1"));
    expect(new Set(outputs)).toEqual(new Set(["a", "b"]));
    expect([...power.held]).toEqual([1]);
  });

  it("follows its displays: a window goes with its display, comes back with it, and moves with it", async () => {
    await startCore({ a: { kind: "display", connector: "DP-2" } });
    await shell.run();
    await vi.waitFor(() => expect(places()).toEqual(["a 1920x1080+1920+0"]), soon);
    const [hdmi, dp] = screen.displays;
    if (hdmi === undefined || dp === undefined) {
      throw new Error("two displays are there");
    }
    screen.displays = [hdmi];
    screen.emit("display-removed");
    await vi.waitFor(() => expect(places()).toEqual([]), soon);
    expect(told).toContain("waiting a");
    screen.displays = [hdmi, dp];
    screen.emit("display-added");
    await vi.waitFor(() => expect(places()).toEqual(["a 1920x1080+1920+0"]), soon);
    screen.displays = [hdmi, display(2, "DP-2", 0, 1080, 3840, 2160)];
    for (let event = 0; event < 3; event += 1) {
      screen.emit("display-metrics-changed");
    }
    await vi.waitFor(() => expect(places()).toEqual(["a 3840x2160+0+1080"]), soon);
    expect(windows.length).toBe(3);
  });

  it("is alone on a data folder: a second one leaves at once, and the first comes to the front", async () => {
    await startCore({ a: { kind: "window" } });
    await shell.run();
    await vi.waitFor(() => expect(openWindows().length).toBe(1), soon);
    app.emit("second-instance");
    expect(windows[0]?.focused).toBe(1);
    const second = new DoubleApp();
    second.alone = false;
    const other = new ElectronShell({
      clock: systemClock,
      app: second,
      screen: () => screen,
      session: () => session,
      power: new DoublePower(),
      createWindow: (options) => new DoubleWindow(options),
      data: folder,
      core: () => null,
      tell: () => undefined,
    });
    await other.run();
    expect(second.exited).toBe(0);
  });

  it("leaves when a person closes its last window on a desk, and lets the display sleep again", async () => {
    await startCore({ a: { kind: "window" } });
    await shell.run();
    await vi.waitFor(() => expect(openWindows().length).toBe(1), soon);
    windows[0]?.destroy();
    await vi.waitFor(() => expect(app.exited).toBe(0), soon);
    expect(power.held.size).toBe(0);
  });

  it("leaves so, too, after other windows of it went with their display", async () => {
    await startCore({ a: { kind: "window" }, b: { kind: "display", connector: "DP-2" } });
    await shell.run();
    await vi.waitFor(() => expect(openWindows().length).toBe(2), soon);
    screen.displays = screen.displays.slice(0, 1);
    screen.emit("display-removed");
    await vi.waitFor(() => expect(openWindows().map(({ options }) => options.title)).toEqual(["a"]), soon);
    openWindows()[0]?.destroy();
    await vi.waitFor(() => expect(app.exited).toBe(0), soon);
    expect(power.held.size).toBe(0);
  });

  it("gives each output a locked session of its own, so that no cookie takes another's place", async () => {
    await startCore({
      a: { kind: "display", connector: "DP-2" },
      b: { kind: "display", connector: "HDMI-1" },
    });
    await shell.run();
    await vi.waitFor(() => expect(openWindows().length).toBe(2), soon);
    const used = windows.map(({ options }) => options.webPreferences?.partition ?? "");
    expect(new Set(used)).toEqual(new Set(partitions.keys()));
    expect(partitions.size).toBe(2);
    for (const [name, locked] of partitions) {
      expect(name).not.toMatch(/^persist:/);
      expect(locked.verify).not.toBeNull();
      expect(locked.request).not.toBeNull();
    }
    const moved = screen.displays.map((shown) => ({ ...shown, bounds: { ...shown.bounds, y: 1080 } }));
    screen.displays = moved;
    screen.emit("display-metrics-changed");
    await vi.waitFor(() => expect(windows.length).toBe(4), soon);
    expect(partitions.size).toBe(2);
  });

  it("says that a helper process went, and closes everything when it is asked to quit", async () => {
    await startCore({ a: { kind: "display" } });
    await shell.run();
    await vi.waitFor(() => expect(openWindows().length).toBe(1), soon);
    app.emit("child-process-gone", {}, { type: "GPU", reason: "crashed", exitCode: 1 });
    expect(told).toContain("processGone GPU");
    let prevented = false;
    app.emit("before-quit", { preventDefault: () => (prevented = true) });
    await vi.waitFor(() => expect(app.exited).toBe(0), soon);
    expect(prevented).toBe(true);
    expect(openWindows()).toEqual([]);
  });
});

describe("the session of Electron's pages", () => {
  it("grants nothing and saves nothing", () => {
    lockSession(session, () => null);
    expect(session.check?.(null, "media", "http://127.0.0.1", { isMainFrame: true, requestingUrl: "" })).toBe(
      false,
    );
    expect(session.device).not.toBeNull();
    expect(session.request).not.toBeNull();
    expect(session.captures).toBe(false);
    let kept = false;
    session.emit("will-download", { preventDefault: () => (kept = true) });
    expect(kept).toBe(true);
  });

  it("trusts the core's own key over TLS and no other, and leaves the rest to Chromium over plain HTTP", async () => {
    const newCertificate = async () => (await generate([{ name: "commonName", value: "dinding" }])).cert;
    const [own, other] = [await newCertificate(), await newCertificate()];
    const der = new X509Certificate(own).publicKey.export({ type: "spki", format: "der" });
    let spki: string | null = createHash("sha256").update(der).digest("base64");
    lockSession(session, () => spki);
    const verdict = (pem: string) => {
      let answer: number | null = null;
      const principal = {
        commonName: "",
        organizations: [],
        organizationUnits: [],
        locality: "",
        state: "",
        country: "",
      };
      const certificate: Certificate = {
        ...{
          data: pem,
          fingerprint: "",
          issuer: principal,
          issuerName: "",
          serialNumber: "",
          subject: principal,
        },
        ...{ subjectName: "", validStart: 0, validExpiry: 0 },
        get issuerCert() {
          return certificate;
        },
      };
      const shown = { hostname: "wall", certificate, validatedCertificate: certificate };
      const state = { isIssuedByKnownRoot: false, verificationResult: "ERR", errorCode: -202 };
      session.verify?.({ ...shown, ...state }, (result) => {
        answer = result;
      });
      return answer;
    };
    expect(verdict(own)).toBe(0);
    expect(verdict(other)).toBe(-2);
    spki = null;
    expect(verdict(other)).toBe(-3);
  });
});

describe("the core in a utility process", () => {
  class DoubleUtility extends EventEmitter implements UtilityPort {
    readonly pid = 1;
    readonly stdout = new PassThrough();
    readonly stderr = null;
    asked = 0;

    kill(): boolean {
      this.asked += 1;
      this.emit("exit", 0);
      return true;
    }
  }

  it("is forked again when it dies, handed its words on, and ended for good", async () => {
    const clock = new StepClock();
    const forked: DoubleUtility[] = [];
    const lines: string[] = [];
    let ready = 0;
    const kept = electronCore({
      clock,
      fork() {
        const child = new DoubleUtility();
        forked.push(child);
        return child;
      },
      ready: () => {
        ready += 1;
      },
      line: (text) => lines.push(text),
      ended: () => undefined,
    });
    kept.start();
    await clock.pass(0);
    forked[0]?.emit("message", { type: "other" });
    forked[0]?.emit("message", { type: "ready" });
    forked[0]?.stdout.write("a line\n");
    await vi.waitFor(() => expect(lines).toEqual(["a line"]), 20_000);
    expect(ready).toBe(1);
    forked[0]?.emit("exit", 1);
    await clock.pass(300);
    expect(forked.length).toBe(2);
    await kept.stop(1_000);
    expect(forked[1]?.asked).toBe(1);
    await clock.pass(60_000);
    expect(forked.length).toBe(2);
  });
});
