import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { z } from "zod";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { siteWith } from "./sites.ts";

const hostScript = join(import.meta.dirname, "small-host.ts");
const site = siteWith({ left: { kind: "remote" }, right: { kind: "remote" } });

let folder = "";
let children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dinding-host-"));
  children = [];
});

afterEach(() => {
  for (const child of children) {
    child.kill("SIGKILL");
  }
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
});

interface Running {
  readonly child: ChildProcess;
  output(): string;
  exit: Promise<number | null>;
}

const ownCore = ["--data", "--shell", "none", "--port", "0"];

function startHost(behaviour = "", language = "en_GB.UTF-8", args = ownCore): Running {
  const onFolder = args.flatMap((each) => (/^--(?:data|connect)$/.test(each) ? [each, folder] : [each]));
  const child = spawn(process.execPath, [hostScript, ...onFolder], {
    env: { ...process.env, SMALL_CORE: behaviour, SMALL_CORE_SITE: JSON.stringify(site), LC_ALL: language },
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  children.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
  }
  return {
    child,
    output: () => text,
    exit: once(child, "exit").then(([code]) => z.number().nullable().parse(code)),
  };
}

function corePid(): number {
  return z.object({ pid: z.number() }).parse(JSON.parse(readFileSync(join(folder, "run.json"), "utf8"))).pid;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    // A zombie has died already; only its parent has not looked yet.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch (error) {
    if (error instanceof Error && "code" in error && (error.code === "ESRCH" || error.code === "ENOENT")) {
      return false;
    }
    throw error;
  }
}

describe("the host process", () => {
  it("says what to open and which keys to press in both languages, hands the core's log on, and ends with 0", async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.output()).toContain("Ctrl+C"), 20_000);
    expect(host.output()).toMatch(/Konsol \/ Console\s+http:\/\/127\.0\.0\.1:\d+\/\n/);
    expect(host.output()).toMatch(/http:\/\/127\.0\.0\.1:\d+\/wall\/right/);
    expect(host.output()).toContain("hanya melayani halaman");
    expect(host.output()).toContain("only the pages are served");
    expect(host.output()).toContain('"small core listens"');
    const pid = corePid();
    host.child.kill("SIGTERM");
    expect(await host.exit).toBe(0);
    expect(isAlive(pid)).toBe(false);
  });

  it("starts a killed core again within 2 s, on the way saying so", async () => {
    const host = startHost("", "id_ID.UTF-8");
    await vi.waitFor(() => expect(host.output()).toContain("Ctrl+C"), 20_000);
    const first = corePid();
    const killed = new FairWatch();
    process.kill(first, "SIGKILL");
    await vi.waitFor(() => expect(corePid()).not.toBe(first), { timeout: 20_000, interval: 20 });
    expect(killed.until()).toBeLessThan(2_000);
    expect(host.output()).toMatch(/Inti Dinding berhenti \(SIGKILL\); dimulai lagi dalam 0\.\d dtk\./);
    host.child.kill("SIGINT");
    expect(await host.exit).toBe(0);
  });

  it("waits longer each time for a core that keeps dying, and goes on trying", async () => {
    const host = startHost("crash");
    await vi.waitFor(
      () => expect(host.output().match(/starts again in/g)?.length).toBeGreaterThanOrEqual(4),
      20_000,
    );
    const waits = [...host.output().matchAll(/starts again in ([\d.]+) s/g)].map((match) => Number(match[1]));
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(host.child.exitCode).toBeNull();
    host.child.kill("SIGTERM");
    expect(await host.exit).toBe(0);
  });

  it("ends with status 2 where the core finds the arguments unusable, and hands its sentence on", async () => {
    const host = startHost("refuse");
    expect(await host.exit).toBe(2);
    expect(host.output()).toContain("That cannot be done.");
  });

  it("ends with status 1 where the core never got as far as listening", async () => {
    expect(await startHost("fail").exit).toBe(1);
  });

  it("takes the core with it when it is killed", async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.output()).toContain("Ctrl+C"), 20_000);
    const pid = corePid();
    host.child.kill("SIGKILL");
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 20_000);
  });

  it("with --connect keeps the windows of a core that someone else keeps, and leaves that core alone", async () => {
    const core = spawn(process.execPath, [join(import.meta.dirname, "small-core.ts"), "--data", folder], {
      env: { ...process.env, SMALL_CORE_SITE: JSON.stringify(site) },
      stdio: "ignore",
    });
    children.push(core);
    const host = startHost("", "en_GB.UTF-8", ["--connect", "--shell", "none"]);
    await vi.waitFor(() => expect(host.output()).toContain("Ctrl+C"), 20_000);
    expect(host.output()).not.toContain("small core listens");
    host.child.kill("SIGTERM");
    expect(await host.exit).toBe(0);
    expect(core.exitCode).toBeNull();
  });

  it("ends when whoever started it is gone", async () => {
    const host = startHost();
    await vi.waitFor(() => expect(host.output()).toContain("Ctrl+C"), 20_000);
    host.child.disconnect();
    expect(await host.exit).toBe(0);
  });
});
