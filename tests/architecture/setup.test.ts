import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startArguments } from "../../scripts/setup/arguments.mjs";
import { findProgram } from "../../scripts/setup/find.mjs";
import { packagesMissing } from "../../scripts/setup/packages.mjs";
import { addResults } from "../../scripts/setup/tally.mjs";
import { root } from "./sources.ts";

let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "dinding-setup-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, value: unknown): void {
  const full = join(folder, path);
  mkdirSync(join(full, ".."), { recursive: true });
  writeFileSync(full, JSON.stringify(value));
}

describe("whether packages must be installed", () => {
  const wanted = { "": { version: "1.0.0" }, "node_modules/a": { version: "1.2.3", integrity: "x" } };

  it("all of them without npm's record, none where it agrees, again where a version or a package differs", () => {
    write("package-lock.json", { packages: wanted });
    expect(packagesMissing(folder)).toBe("none");
    write("node_modules/.package-lock.json", { packages: { "node_modules/a": wanted["node_modules/a"] } });
    expect(packagesMissing(folder)).toBeNull();
    write("node_modules/.package-lock.json", { packages: { "node_modules/a": { version: "1.2.2" } } });
    expect(packagesMissing(folder)).toBe("changed");
    write("node_modules/.package-lock.json", { packages: {} });
    expect(packagesMissing(folder)).toBe("changed");
  });

  it("an optional package, and one of another platform, may be absent", () => {
    write("package-lock.json", { packages: { "node_modules/o": { version: "1.0.0", optional: true } } });
    write("node_modules/.package-lock.json", { packages: {} });
    expect(packagesMissing(folder)).toBeNull();
  });
});

describe("arguments of npm start", () => {
  it("alone is the demo of Tarakan in ./data/demo", () => {
    expect(startArguments({})).toEqual([
      "--data",
      "data/demo",
      "--site",
      "tarakan",
      "--shell",
      "auto",
      "--demo",
    ]);
    expect(startArguments({ port: "7090", shell: "none" })).toEqual([
      "--data",
      "data/demo",
      "--site",
      "tarakan",
      "--port",
      "7090",
      "--shell",
      "none",
      "--demo",
    ]);
  });

  it("with a site or a data folder is that site", () => {
    expect(startArguments({ site: "pontianak" })).toEqual([
      "--data",
      "data/site",
      "--site",
      "pontianak",
      "--shell",
      "auto",
    ]);
    expect(startArguments({ data: "/srv/wall" })).toEqual(["--data", "/srv/wall", "--shell", "auto"]);
    expect(startArguments({ data: "/srv/wall", demo: true })).toEqual([
      "--data",
      "/srv/wall",
      "--shell",
      "auto",
      "--demo",
    ]);
  });

  it.each([[["--unknown"]], [["--shell", "wayland"]], [["loose"]], [["--port"]]])(
    "%j ends with status 2",
    (args) => {
      const { status, stderr } = spawnSync(process.execPath, ["scripts/start.mjs", ...args], {
        cwd: root,
        encoding: "utf8",
      });
      expect(status).toBe(2);
      expect(stderr).toContain("--data DIR");
    },
  );
});

describe("the count at the end of npm test", () => {
  const file = { status: "passed", assertionResults: [{ status: "passed" }] };
  const results = (over: object) => ({
    numPassedTests: 5,
    numFailedTests: 0,
    numPendingTests: 0,
    numTodoTests: 0,
    testResults: [file],
    ...over,
  });

  it("adds checks and tests, and skips nothing silently", () => {
    write("r.json", results({ numPendingTests: 2, numFailedTests: 1 }));
    expect(addResults({ passed: 6, failed: 0 }, join(folder, "r.json"), 1)).toEqual({
      passed: 11,
      failed: 1,
      skipped: 2,
    });
  });

  it("counts a file that did not load, an unhandled error and a missing report as a failure", () => {
    write("unloaded.json", results({ testResults: [file, { status: "failed", assertionResults: [] }] }));
    expect(addResults({ passed: 0, failed: 0 }, join(folder, "unloaded.json"), 1).failed).toBe(1);
    write("unhandled.json", results({}));
    expect(addResults({ passed: 0, failed: 0 }, join(folder, "unhandled.json"), 1).failed).toBe(1);
    expect(addResults({ passed: 0, failed: 0 }, join(folder, "absent.json"), 0).failed).toBe(1);
  });
});

describe("what npm starts", () => {
  // Stands in for npm: starts a command by the shell as npm does, and is killed with a signal.
  const script = `const { become } = await import(${JSON.stringify(join(root, "scripts/setup/child.mjs"))});
    become(process.execPath, ["-e", process.argv[1]]);`;
  const child = `process.on("SIGTERM", () => process.exit(7)); process.stdout.write(process.pid + "\\n"); setInterval(() => {}, 1000);`;

  function start() {
    const run = spawn(process.execPath, ["--input-type=module", "-e", script, child], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    return { run, pid: once(run.stdout, "data").then(([text]) => Number(text)), exit: once(run, "exit") };
  }

  it("hands signals on and ends with the child's own status", async () => {
    const { run, pid, exit } = start();
    await pid;
    run.kill("SIGTERM");
    expect(await exit).toEqual([7, null]);
  });

  it("ends with the process that started it, though that was killed", async () => {
    const outer = spawn(
      process.execPath,
      [
        "-e",
        `require("child_process").spawn(process.execPath, ["--input-type=module", "-e", process.argv[1], process.argv[2]], { stdio: "inherit" })`,
        script,
        child,
      ],
      { stdio: ["ignore", "pipe", "inherit"] },
    );
    const [text] = await once(outer.stdout, "data");
    const pid = Number(text);
    outer.kill("SIGKILL");
    await vi.waitFor(() => expect(existsSync(`/proc/${pid}`)).toBe(false), { timeout: 20_000 });
  });
});

describe("looking for a program", () => {
  it("finds executables by name and by path, and nothing else", () => {
    expect(findProgram("surely-not-a-program-of-this-machine")).toBeNull();
    expect(findProgram("surely-not", process.execPath)).toBe(process.execPath);
    expect(findProgram(root)).toBeNull();
  });
});
