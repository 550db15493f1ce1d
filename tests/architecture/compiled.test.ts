import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, vi } from "vitest";
import { ensureCompiled } from "../../scripts/setup/pages.mjs";
import { root, specifiers } from "./sources.ts";

it("the compiled core runs by itself: no import of it ends in .ts, and it answers and stops with status 0", async () => {
  await ensureCompiled();
  const entry = join(root, "dist", "main", "index.js");
  expect(specifiers(readFileSync(entry, "utf8")).filter((name) => name.endsWith(".ts"))).toEqual([]);
  const data = mkdtempSync(join(tmpdir(), "dinding-compiled-"));
  const core = spawn(process.execPath, [entry, "--data", data, "--site", "tarakan", "--port", "0"], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  try {
    const exit = once(core, "exit");
    await vi.waitFor(() => expect(existsSync(join(data, "run.json"))).toBe(true), {
      timeout: 20_000,
      interval: 50,
    });
    const { origin } = JSON.parse(readFileSync(join(data, "run.json"), "utf8"));
    expect(await (await fetch(`${origin}/api/health`)).json()).toEqual({ status: "ok" });
    core.kill("SIGTERM");
    expect(await exit).toEqual([0, null]);
  } finally {
    core.kill("SIGKILL");
    rmSync(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
  }
  // Compiling takes its time on a crowded machine, and a core that is left behind keeps the tests from ending.
}, 240_000);

it("the pages that are tested and measured are those that are shipped: no development build of React in them", () => {
  const assets = join(root, "dist", "renderer", "assets");
  const scripts = readdirSync(assets).filter((name) => name.endsWith(".js"));
  expect(scripts.length).toBeGreaterThan(10);
  const developing = scripts.filter((name) =>
    /jsxDEV|react_stack_bottom_frame/.test(readFileSync(join(assets, name), "utf8")),
  );
  expect(developing).toEqual([]);
});
