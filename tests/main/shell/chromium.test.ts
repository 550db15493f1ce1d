import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { CoreClient, readRun } from "../../../src/main/shell/core-client.ts";
import { findChromium } from "../../../src/main/shell/chromium/browser.ts";
import { chromiumWindows } from "../../../src/main/shell/chromium/windows.ts";
import type { WindowSet } from "../../../src/main/shell/window-set.ts";
import type { Site } from "../../../src/layouts/site.ts";
import { openDisplay, type TestDisplay } from "./display.ts";
import { siteWith } from "./sites.ts";

const live = "#20c040";
const lost = "#c02020";

let display: TestDisplay;
let folder = "";
let core: ChildProcess;
let windows: WindowSet;
let reloads = 0;

const site = siteWith({
  left: { kind: "display", connector: "LEFT" },
  right: { kind: "display", connector: "RIGHT" },
});

async function startCore(port: number): Promise<CoreClient> {
  core = spawn(
    "setpriv",
    [
      "--pdeathsig",
      "KILL",
      "--",
      process.execPath,
      join(import.meta.dirname, "small-core.ts"),
      "--data",
      folder,
      "--port",
      String(port),
    ],
    {
      env: { ...process.env, SMALL_CORE_SITE: JSON.stringify(site) },
      stdio: ["ignore", "ignore", "inherit", "ipc"],
    },
  );
  await once(core, "message");
  const run = await readRun(folder);
  if (run === null) {
    throw new Error("no run.json");
  }
  return new CoreClient(run);
}

/** Processes whose command line holds a folder's name; a zombie has no command line any more. */
function processesNaming(path: string): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      const file = `/proc/${name}/cmdline`;
      return existsSync(file) && readFile(file).includes(path);
    })
    .map(Number);
}

function readFile(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    // The process ended between the two looks.
    if (error instanceof Error && "code" in error) {
      return "";
    }
    throw error;
  }
}

const soon = { timeout: 30_000, interval: 100 };

async function expectColours(left: string, right: string): Promise<void> {
  await vi.waitFor(async () => {
    expect([await display.colour(320, 180), await display.colour(640 + 320, 180)]).toEqual([left, right]);
  }, soon);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "dinding-chromium-"));
  display = await openDisplay(1280, 360);
  await display.monitors(
    { name: "LEFT", width: 640, height: 360, x: 0, y: 0 },
    { name: "RIGHT", width: 640, height: 360, x: 640, y: 0 },
  );
  const browser = findChromium(process.env);
  if (browser === null) {
    throw new Error("no Chromium");
  }
  windows = chromiumWindows({
    browser,
    dataFolder: folder,
    env: display.env,
    ended: () => undefined,
    reloaded: () => {
      reloads += 1;
    },
    waiting: () => undefined,
    failed: (error) => {
      throw error;
    },
  });
  windows.connect(await startCore(0));
});

afterAll(async () => {
  await windows.close();
  core.kill("SIGKILL");
  await display.close();
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe("kiosk windows of an installed Chromium", () => {
  it("lie side by side on two displays, to the last pixel", async () => {
    await windows.show(site);
    await expectColours(live, live);
    expect(await display.windows()).toEqual(["640x360+0+0", "640x360+640+0"]);
    const corners = [
      [0, 0],
      [638, 358],
      [640, 0],
      [1278, 358],
    ] as const;
    for (const [x, y] of corners) {
      expect(await display.colour(x, y)).toBe(live);
    }
  });

  it("come back with a picture within 5 s of a kill, each without disturbing the other", async () => {
    const pidOf = (id: string) => windows.open.find((window) => window.outputId === id)?.pid ?? null;
    const [left, right] = [pidOf("left"), pidOf("right")];
    if (left === null) {
      throw new Error("the left window is not open");
    }
    process.kill(left, "SIGKILL");
    const killed = new FairWatch();
    await vi.waitFor(() => expect(pidOf("left")).not.toBe(left), { timeout: 20_000, interval: 20 });
    await vi.waitFor(async () => {
      expect(pidOf("left")).not.toBeNull();
      expect(await display.colour(320, 180)).toBe(live);
    }, soon);
    const seconds = killed.until() / 1000;
    process.stdout.write(`chromium window back after kill -9: ${seconds.toFixed(2)} s\n`);
    expect(seconds).toBeLessThan(5);
    expect(pidOf("right")).toBe(right);
  });

  it("load a page again that died, in the same window, within 5 s", async () => {
    const before = windows.open;
    // One of them shows the page, another is kept in reserve.
    const renderers = processesNaming(join(folder, "shell", "left")).filter((pid) =>
      readFile(`/proc/${pid}/cmdline`).includes("--type=renderer"),
    );
    expect(renderers.length).toBeGreaterThan(0);
    const killed = new FairWatch();
    for (const pid of renderers) {
      process.kill(pid, "SIGKILL");
    }
    await vi.waitFor(() => expect(reloads).toBe(1), { timeout: 20_000, interval: 10 });
    await vi.waitFor(async () => expect(await display.colour(320, 180)).toBe(live), soon);
    const seconds = killed.until() / 1000;
    process.stdout.write(`page back after kill -9 of its renderer: ${seconds.toFixed(2)} s\n`);
    expect(seconds).toBeLessThan(5);
    expect(windows.open).toEqual(before);
  });

  it("stay when the core dies, and their pages find it again by themselves", async () => {
    const before = windows.open;
    const port = Number(new URL((await readRun(folder))?.origin ?? "").port);
    core.kill("SIGKILL");
    await expectColours(lost, lost);
    windows.connect(await startCore(port));
    await expectColours(live, live);
    expect(windows.open).toEqual(before);
  });

  it("move when the site moves them, and go with their output", async () => {
    const moved: Site = {
      ...site,
      outputs: site.outputs
        .filter((output) => output.id === "left")
        .map((output) => ({ ...output, placement: { kind: "display", connector: "RIGHT" } })),
    };
    await windows.show(moved);
    await vi.waitFor(async () => expect(await display.windows()).toEqual(["640x360+640+0"]), soon);
    await vi.waitFor(async () => expect(await display.colour(960, 180)).toBe(live), soon);
  });

  it("end with the host process, though it is killed", async () => {
    const other = mkdtempSync(join(tmpdir(), "dinding-chromium-host-"));
    const host = spawn(
      process.execPath,
      [join(import.meta.dirname, "small-host.ts"), "--data", other, "--shell", "chromium", "--port", "0"],
      {
        env: { ...display.env, SMALL_CORE_SITE: JSON.stringify(siteWith({ only: { kind: "window" } })) },
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      },
    );
    try {
      await vi.waitFor(() => expect(processesNaming(other).length).toBeGreaterThan(2), soon);
      host.kill("SIGKILL");
      await vi.waitFor(() => expect(processesNaming(other)).toEqual([]), soon);
    } finally {
      host.kill("SIGKILL");
      rmSync(other, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    }
  });

  it("leave neither a process nor a profile when the shell closes", async () => {
    expect(processesNaming(join(folder, "shell")).length).toBeGreaterThan(0);
    await windows.close();
    await vi.waitFor(() => expect(processesNaming(join(folder, "shell"))).toEqual([]), soon);
    expect(readdirSync(join(folder, "shell"))).toEqual([]);
    expect(await display.windows()).toEqual([]);
  });
});
