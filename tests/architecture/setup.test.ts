import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { startArguments } from "../../scripts/setup/arguments.mjs";
import { findProgram } from "../../scripts/setup/find.mjs";
import { packagesMissing } from "../../scripts/setup/packages.mjs";
import { addResults, failedFiles } from "../../scripts/setup/tally.mjs";
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
  const file = (name: string, ...statuses: string[]) => ({
    ...{ name, status: statuses.includes("failed") ? "failed" : "passed" },
    assertionResults: statuses.map((status) => ({ status })),
  });
  /** A run of vitest that left such a report and so many errors that nobody handled. */
  function run(name: string, testResults: readonly object[], code = 0, unhandled = 0) {
    write(`${name}.json`, { testResults });
    write(`${name}.errors`, unhandled);
    return { resultsPath: join(folder, `${name}.json`), unhandledPath: join(folder, `${name}.errors`), code };
  }
  const none = { passed: 0, failed: 0 };

  it("adds checks and tests, and skips nothing silently", () => {
    const first = run("r", [file("a", "passed", "passed", "pending", "todo"), file("b", "failed")], 1);
    expect(addResults({ passed: 6, failed: 1 }, [first])).toEqual({ passed: 8, failed: 2, skipped: 2 });
  });

  it("counts a file that did not load, an unhandled error and a missing report as a failure", () => {
    const unloaded = run("unloaded", [file("a", "passed"), { ...file("b"), status: "failed" }], 1);
    expect(addResults(none, [unloaded]).failed).toBe(1);
    expect(failedFiles(unloaded.resultsPath)).toEqual(["b"]);
    expect(addResults(none, [run("unhandled", [file("a", "passed")], 1, 1)]).failed).toBe(1);
    expect(addResults(none, [run("ended", [file("a", "passed")], 1)]).failed).toBe(1);
    const absent = { resultsPath: join(folder, "x"), unhandledPath: join(folder, "y"), code: 0 };
    expect(addResults(none, [absent]).failed).toBe(1);
    expect(failedFiles(absent.resultsPath)).toEqual([]);
  });

  it("counts a file that was run again as it came out then, and forgives nothing else", () => {
    const first = [file("a", "passed"), file("b", "passed", "failed"), file("c", "failed")];
    const again = [run("b", [file("b", "passed", "passed")]), run("c", [file("c", "failed")], 1)];
    expect(addResults(none, [run("first", first, 1), ...again])).toEqual({
      passed: 3,
      failed: 1,
      skipped: 0,
    });
    const mended = run("c", [file("c", "passed")]);
    expect(addResults(none, [run("first", first, 1), ...again.slice(0, 1), mended]).failed).toBe(0);
    expect(addResults(none, [run("first", first, 1, 1), ...again.slice(0, 1), mended]).failed).toBe(1);
    const died = { ...mended, resultsPath: join(folder, "x"), code: 1 };
    expect(addResults(none, [run("first", first, 1), ...again.slice(0, 1), died]).failed).toBe(2);
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
