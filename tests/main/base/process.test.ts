import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, describe, expect, it, vi } from "vitest";
import { WebSocket } from "ws";
import { z } from "zod";
import { FairWatch } from "../../fixtures/fair-watch.ts";
import { layoutSchema } from "../../../src/layouts/layout.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { cameraSchema } from "../../../src/protocol/camera.ts";
import { feedsChannelPath } from "../../../src/protocol/channel.ts";
import { incidentSchema } from "../../../src/protocol/incident.ts";
import { sessionSchema } from "../../../src/protocol/session.ts";
import { wallOnGlassSchema } from "../../../src/protocol/wall.ts";
import { ask, dataFolder } from "../server/core.ts";

const readySchema = z.object({ type: z.literal("ready"), origin: z.url(), spki: z.string().nullable() });
const runFile = z.object({ origin: z.url(), pid: z.int(), token: z.string() });
const entry = fileURLToPath(new URL("../../../src/main/index.ts", import.meta.url));

interface Core {
  readonly child: ChildProcess;
  /** Resolves with the exit status; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  output(): string;
  error(): string;
  ready(): Promise<{ origin: string; spki: string | null }>;
}

const cleanUp: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const clean of cleanUp.splice(0).toReversed()) await clean();
});

function newFolder(): string {
  const { folder, remove } = dataFolder();
  cleanUp.push(remove);
  return folder;
}

function start(args: readonly string[], env: Record<string, string> = {}): Core {
  const child = spawn(process.execPath, [entry, "--port", "0", ...args], {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    env: { ...process.env, LANG: "en_US.UTF-8", LC_ALL: "", ...env },
  });
  let output = "";
  let error = "";
  child.stdout?.on("data", (part: Buffer) => (output += part.toString()));
  child.stderr?.on("data", (part: Buffer) => (error += part.toString()));
  // After a disconnect Node emits no "close" of the child, so its parts are waited for.
  const exited = new Promise<number | null>((resolve) => {
    child.once("exit", resolve);
  });
  const streams = [child.stdout, child.stderr].flatMap((stream) => (stream === null ? [] : [stream]));
  const ended = Promise.all(streams.map((stream) => once(stream, "close"))).then(() => exited);
  const told = new Promise<z.infer<typeof readySchema>>((resolve) => {
    child.once("message", (message) => resolve(readySchema.parse(message)));
  });
  const ready = () =>
    Promise.race([
      told,
      ended.then((status): never => {
        throw new Error(`the core ended with ${status} before it was ready: ${error}${output}`);
      }),
    ]);
  cleanUp.push(async () => {
    child.kill("SIGKILL");
    await ended;
  });
  return { child, ended, output: () => output, error: () => error, ready };
}

/** Processes whose parent is `pid`, by their names. */
function childrenOf(pid: number): string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const [, command, parent] =
          /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8")) ?? [];
        return Number(parent) === pid ? [command ?? ""] : [];
      } catch {
        // It ended while the list was read.
        return [];
      }
    });
}

describe("the process of the core", () => {
  it("starts the demo: moving cameras, layouts, incidents, a wall that shows something, and says so in JSON lines", async () => {
    const data = newFolder();
    const core = start(["--demo", "--data", data]);
    const { origin, spki } = await core.ready();
    expect(spki).toBeNull();
    const get = async (path: string) => (await ask(origin, "GET", path)).json();
    expect(cameraSchema.array().parse(await get("/api/cameras")).length).toBe(12);
    expect(layoutSchema.array().parse(await get("/api/layouts")).length).toBeGreaterThanOrEqual(3);
    expect(incidentSchema.array().parse(await get("/api/incidents")).length).toBe(2);
    const wall = wallOnGlassSchema.parse(await get("/api/walls/utama"));
    expect(wall.tiles.length).toBeGreaterThan(0);
    expect(wall.revision).toBe(1);
    const run = runFile.parse(JSON.parse(readFileSync(join(data, "run.json"), "utf8")));
    expect(run).toMatchObject({ origin, pid: core.child.pid });
    const { token } = run;
    expect((await ask(origin, "POST", "/api/outputs/out-1/code", { token })).status).toBe(201);

    core.child.kill("SIGTERM");
    expect(await core.ended).toBe(0);
    expect(existsSync(join(data, "run.json"))).toBe(false);
    for (const line of core.output().trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
    expect(core.error()).toBe("");
    expect(core.output()).not.toContain(token);

    const again = start(["--demo", "--data", data]);
    const second = await again.ready();
    expect((await ask(second.origin, "GET", "/api/walls/utama")).text).toBe(JSON.stringify({ ...wall }));
    expect((await ask(second.origin, "GET", "/api/incidents")).json()).toHaveLength(2);
  });

  it.each(["SIGTERM", "SIGINT"] as const)("stops within 3 s of %s and leaves no child", async (signal) => {
    const data = newFolder();
    const core = start(["--data", data]);
    const { origin } = await core.ready();
    const { token } = runFile.parse(JSON.parse(readFileSync(join(data, "run.json"), "utf8")));
    for (const id of ["cam-a", "cam-b", "cam-c"]) {
      const body = { id, name: id, streams: [{ role: "main", url: "test:320x180@5" }] };
      expect((await ask(origin, "POST", "/api/cameras", { token, body })).status).toBe(201);
      const headers = { authorization: `Bearer ${token}` };
      const page = new WebSocket(origin.replace("http", "ws") + feedsChannelPath, { headers });
      cleanUp.push(() => page.terminate());
      page.on("error", () => {});
      await once(page, "open");
      page.send(JSON.stringify({ type: "open", cameraId: id, stream: "main", rung: null }));
    }
    const pid = core.child.pid ?? 0;
    await vi.waitFor(() => expect(childrenOf(pid).length).toBeGreaterThanOrEqual(3), 20_000);
    const began = new FairWatch();
    core.child.kill(signal);
    expect(await core.ended).toBe(0);
    expect(began.until()).toBeLessThan(3000);
    expect(childrenOf(pid)).toEqual([]);
  });

  it("takes signals that come together for one, as of a terminal and its launcher", async () => {
    const core = start(["--data", newFolder()]);
    await core.ready();
    for (const signal of ["SIGINT", "SIGTERM", "SIGINT"] as const) core.child.kill(signal);
    expect(await core.ended).toBe(0);
    expect(core.error()).toBe("");
  });

  it("stops when its parent is gone", async () => {
    const core = start(["--data", newFolder()]);
    await core.ready();
    core.child.disconnect();
    expect(await core.ended).toBe(0);
  });

  it("stopped while it starts ends with status 0 and leaves the data whole", async () => {
    const data = newFolder();
    const core = start(["--data", data, "--log-level", "info"]);
    await vi.waitFor(() => expect(existsSync(join(data, "dinding.sqlite"))).toBe(true), 20_000);
    core.child.kill("SIGTERM");
    expect(await core.ended).toBe(0);
    const again = start(["--data", data, "--site", "tarakan"]);
    const { origin } = await again.ready();
    expect((await ask(origin, "GET", "/api/health")).status).toBe(200);
  });
});

describe("what cannot be done is refused in one sentence", () => {
  const sentences: [string, (data: string) => string[], number, RegExp][] = [
    ["a port out of range", () => ["--port", "99999"], 2, /^--port is 99999; it must be .* 0 to 65535\.\n$/],
    ["an address of another machine", () => ["--host", "203.0.113.7"], 2, /203\.0\.113\.7/],
    [
      "a data folder that is a file",
      (data) => ["--data", write(data, "file", "x")],
      1,
      /cannot be (written|used)/,
    ],
  ];
  it.each(sentences)("%s", async (_, args, status, sentence) => {
    const data = newFolder();
    const core = start(["--data", join(data, "data"), ...args(data)]);
    expect(await core.ended).toBe(status);
    expect(core.error()).toMatch(sentence);
    expect(core.error().trim().split("\n").length).toBe(1);
  });

  it("in Indonesian where the terminal is Indonesian", async () => {
    const core = start(["--data", newFolder(), "--site", "atlantis"], { LANG: "id_ID.UTF-8" });
    expect(await core.ended).toBe(2);
    expect(core.error()).toMatch(/^--site bernilai atlantis; harus salah satu dari/);
  });

  it("another site than the stored one, which stays", async () => {
    const data = newFolder();
    const core = start(["--data", data, "--site", "pontianak"]);
    await core.ready();
    core.child.kill("SIGTERM");
    await core.ended;
    const other = start(["--data", data, "--site", "tarakan"]);
    expect(await other.ended).toBe(2);
    expect(other.error()).toContain(`--site is tarakan, but ${data} holds the site pontianak`);
    const same = start(["--data", data, "--site", "pontianak"]);
    await same.ready();
  });

  it("a site of one's own fills an empty folder", async () => {
    const folder = newFolder();
    const { site } = presets.tarakan();
    const file = write(folder, "own.json", JSON.stringify({ ...site, id: "singkawang", name: "Singkawang" }));
    const core = start(["--data", join(folder, "data"), "--site", file], {
      DINDING_ADMIN_PASSWORD: "kata-sandi-admin",
    });
    const { origin } = await core.ready();
    const body = { name: "admin", password: "kata-sandi-admin" };
    const { token } = (await ask(origin, "POST", "/api/session", { body })).as(sessionSchema);
    expect((await ask(origin, "GET", "/api/site", { token })).json()).toMatchObject({ id: "singkawang" });
    expect(core.output()).not.toContain("kata-sandi-admin");
  });

  it("a port in use", async () => {
    const server = createServer();
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    cleanUp.push(() => void server.close());
    const address = server.address();
    const port = typeof address === "object" ? address?.port : null;
    const core = start(["--data", newFolder(), "--port", String(port)]);
    expect(await core.ended).toBe(1);
    expect(core.error()).toContain(`Port ${port} of 127.0.0.1 is in use`);
  });

  it("a data folder in use, and its run.json stays", async () => {
    const data = newFolder();
    const first = start(["--data", data]);
    const { origin } = await first.ready();
    const second = start(["--data", data]);
    expect(await second.ended).toBe(1);
    expect(second.error()).toContain("Another Dinding is running on the data in");
    expect(readFileSync(join(data, "run.json"), "utf8")).toContain(origin);
  });
});

function write(folder: string, name: string, text: string): string {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, name);
  rmSync(file, { force: true });
  writeFileSync(file, text);
  return file;
}
