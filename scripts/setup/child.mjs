import { spawn } from "node:child_process";
import { delimiter, dirname, join } from "node:path";
import { node24, root } from "./root.mjs";

/**
 * The environment of every child: `node` on the search path is Node 24, and TypeScript is read once, not at every
 * start (core listening 2.7 s after `npm start` without, 1.9 s with it).
 */
export function environment(extra = {}) {
  return {
    NODE_COMPILE_CACHE: join(root, "node_modules", ".cache", "node"),
    ...process.env,
    PATH: `${dirname(node24)}${delimiter}${process.env.PATH ?? ""}`,
    ...extra,
  };
}

/**
 * Runs a program in the repository and waits for it. `quiet` keeps its output and gives it back; otherwise it
 * writes to this terminal. `seconds` ends it. Resolves to {code, output}; a program that cannot be started, was
 * ended by a signal or ran out of time has the code 1.
 */
export function run(command, args, { quiet = false, seconds = 0, env = environment(), cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
      timeout: seconds * 1000,
      shell: process.platform === "win32" && command === "npm",
    });
    let output = "";
    const keep = (part) => {
      output = (output + part).slice(-100_000);
    };
    child.stdout?.setEncoding("utf8").on("data", keep);
    child.stderr?.setEncoding("utf8").on("data", keep);
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n` }));
    child.on("close", (code) => resolve({ code: code ?? 1, output }));
  });
}

/**
 * Becomes another program as far as the terminal can tell: signals go on to it and its exit status is ours (1
 * where a signal ended it). It has a message channel whose closing tells it that we are gone, however we went.
 */
export function become(command, args, env = environment()) {
  const child = spawn(command, args, { cwd: root, env, stdio: ["inherit", "inherit", "inherit", "ipc"] });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    process.on(signal, () => child.kill(signal));
  }
  // Whoever started this is gone without a word: npm killed, a terminal closed.
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) {
      child.kill("SIGTERM");
    }
  }, 500).unref();
  child.on("error", (error) => {
    process.stderr.write(`${error.message}\n`);
    process.exit(1);
  });
  child.on("exit", (code) => process.exit(code ?? 1));
}
