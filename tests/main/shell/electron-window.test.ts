import { beforeEach, describe, expect, it } from "vitest";
import { ElectronWindow, windowOptions } from "../../../src/main/shell/electron/window.ts";
import type { WindowPlan } from "../../../src/main/shell/window-plan.ts";
import { DoubleWindow, StepClock } from "./electron-double.ts";

const rect = { x: 1920, y: 0, width: 1920, height: 1080 };
const kiosk: WindowPlan = { outputId: "left", name: "Kiri", kind: "kiosk", rect, whole: true };
const desk: WindowPlan = { ...kiosk, kind: "desk", whole: false };
const run = { origin: "http://127.0.0.1:7080", token: "t", pid: 1, spki: null };

let clock: StepClock;
let made: DoubleWindow[];
let told: string[];
let codes: number;
let refuse: boolean;

function open(plan: WindowPlan): ElectronWindow {
  const window = new ElectronWindow({
    clock,
    plan,
    partition: "p",
    createWindow(options) {
      const double = new DoubleWindow(options);
      made.push(double);
      return double;
    },
    client: () => ({
      run,
      codeUrl(outputId) {
        codes += 1;
        return refuse
          ? Promise.reject(new Error("ECONNREFUSED"))
          : Promise.resolve(`${run.origin}/wall/${outputId}?code=${codes}`);
      },
    }),
    told: (_plan, what, waitMs) => told.push(`${what} ${waitMs}`),
    gone: () => undefined,
  });
  window.open();
  return window;
}

function only(): DoubleWindow {
  const [window] = made;
  if (window === undefined) {
    throw new Error("no window was made");
  }
  return window;
}

beforeEach(() => {
  clock = new StepClock();
  made = [];
  told = [];
  codes = 0;
  refuse = false;
});

describe("a window of Electron", () => {
  it("holds a page of the web: sandboxed, isolated, without Node, never throttled", () => {
    for (const plan of [kiosk, desk]) {
      expect(windowOptions(plan, "p").webPreferences).toMatchObject({
        sandbox: true,
        contextIsolation: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webviewTag: false,
        webSecurity: true,
        backgroundThrottling: false,
      });
      expect(windowOptions(plan, "p").webPreferences?.preload).toBeUndefined();
    }
  });

  it("lies where the plan says: full screen on a whole display, frameless on a part of one, ordinary on a desk", () => {
    expect(windowOptions(kiosk, "p")).toMatchObject({ ...rect, kiosk: true, frame: false });
    expect(windowOptions({ ...kiosk, whole: false }, "p")).toMatchObject({
      ...rect,
      kiosk: false,
      frame: false,
    });
    expect(windowOptions(desk, "p").frame).toBeUndefined();
    expect(windowOptions(desk, "p").kiosk).toBeUndefined();
  });

  it("loads its page again by a new address when the renderer dies, at first within 300 ms", async () => {
    open(kiosk);
    await clock.pass(0);
    only().webContents.gone("crashed");
    await clock.pass(300);
    expect(only().loaded).toEqual([
      "http://127.0.0.1:7080/wall/left?code=1",
      "http://127.0.0.1:7080/wall/left?code=2",
    ]);
  });

  it("waits longer while the page keeps dying, never more than 5 s, and is quick again after a good while", async () => {
    open(kiosk);
    await clock.pass(0);
    for (let death = 0; death < 8; death += 1) {
      only().webContents.gone("oom");
      await clock.pass(5_000);
    }
    expect(told).toEqual([200, 400, 800, 1600, 3200, 5000, 5000, 5000].map((wait) => `oom ${wait}`));
    await clock.pass(60_000);
    only().webContents.gone("oom");
    expect(told.at(-1)).toBe("oom 200");
  });

  it("ends a renderer that hangs for 5 s, and leaves one alone that answers again", async () => {
    open(kiosk);
    await clock.pass(0);
    only().emit("unresponsive");
    await clock.pass(4_900);
    only().emit("responsive");
    await clock.pass(10_000);
    expect(only().webContents.crashes).toBe(0);
    only().emit("unresponsive");
    await clock.pass(5_000);
    expect(only().webContents.crashes).toBe(1);
    await clock.pass(300);
    expect(only().loaded.length).toBe(2);
  });

  it("tries again while the core is away, and once the page fails to load", async () => {
    refuse = true;
    open(kiosk);
    await clock.pass(3_000);
    expect(only().loaded).toEqual([]);
    refuse = false;
    await clock.pass(5_000);
    expect(only().loaded.length).toBe(1);
    const before = only().loaded.length;
    only().webContents.emit("did-fail-load", {}, -102, "ERR_CONNECTION_REFUSED", "", true, 1, 1);
    only().webContents.emit("did-fail-load", {}, -3, "ERR_ABORTED", "", true, 1, 1);
    only().webContents.emit("did-fail-load", {}, -102, "ERR_CONNECTION_REFUSED", "", false, 1, 1);
    await clock.pass(5_000);
    expect(only().loaded.length).toBe(before + 1);
  });

  it("loads again where the core does not know its page for 20 s, though nothing was reported", async () => {
    const window = open(kiosk);
    await clock.pass(0);
    const page = (state: "connected" | "absent") => [
      { outputId: "left", state, lastSeenAt: null, tiles: [] },
    ];
    for (let second = 0; second < 60; second += 2) {
      window.observe(page("connected"));
      await clock.pass(2_000);
    }
    expect(only().loaded.length).toBe(1);
    for (let second = 0; second <= 24; second += 2) {
      window.observe(page("absent"));
      await clock.pass(2_000);
    }
    expect(only().loaded.length).toBe(2);
  });

  it("is made anew on the wall when it was closed, and stays closed on a desk", async () => {
    open(kiosk);
    await clock.pass(0);
    only().destroy();
    await clock.pass(300);
    expect(made.length).toBe(2);
    expect(made[1]?.loaded.length).toBe(1);
    made = [];
    open(desk);
    await clock.pass(0);
    only().destroy();
    await clock.pass(60_000);
    expect(made.length).toBe(1);
    expect(told.at(-1)).toBe("closed null");
  });

  it("does nothing more once the shell has closed it", async () => {
    const window = open(kiosk);
    await clock.pass(0);
    only().webContents.gone("crashed");
    await window.close();
    await clock.pass(60_000);
    expect(made.length).toBe(1);
    expect(only().loaded.length).toBe(1);
  });

  it("keeps its page on the core: elsewhere, in a new window or in a guest nothing opens", async () => {
    open(kiosk);
    await clock.pass(0);
    const contents = only().webContents;
    for (const event of ["will-navigate", "will-frame-navigate", "will-redirect"] as const) {
      expect(contents.keeps(event, "http://127.0.0.1:7080/wall/left")).toBe(false);
      for (const url of [
        "http://127.0.0.1:7081/",
        "https://example.org/",
        "file:///etc/passwd",
        "nonsense",
      ]) {
        expect(contents.keeps(event, url)).toBe(true);
      }
    }
    expect(contents.keeps("will-attach-webview", "http://127.0.0.1:7080/")).toBe(true);
    const details = { url: run.origin, frameName: "", features: "", disposition: "new-window" } as const;
    const referrer = { url: "", policy: "default" } as const;
    expect(contents.openHandler?.({ ...details, referrer })).toEqual({ action: "deny" });
  });
});
