import { mkdtempSync, rmSync } from "node:fs";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { _electron } from "playwright";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { findElectron } from "../../../src/main/shell/electron-process.ts";
import { openDisplay, type TestDisplay } from "./display.ts";
import { siteWith } from "./sites.ts";

const root = join(import.meta.dirname, "..", "..", "..");
const program = findElectron(root, process.env);
const title = program === null ? "Electron itself (skipped: no Electron binary)" : "Electron itself";

describe.skipIf(program === null)(title, () => {
  let display: TestDisplay;
  let core: ChildProcess;
  const folder = mkdtempSync(join(tmpdir(), "dinding-real-electron-"));

  beforeAll(async () => {
    display = await openDisplay(1280, 720);
    const site = siteWith({ only: { kind: "display", x: 0, y: 0, width: 1280, height: 720 } });
    core = spawn(
      process.execPath,
      [join(import.meta.dirname, "small-core.ts"), "--data", folder, "--port", "0"],
      {
        env: { ...process.env, SMALL_CORE_SITE: JSON.stringify(site) },
        stdio: ["ignore", "ignore", "inherit", "ipc"],
      },
    );
    await once(core, "message");
  });

  afterAll(async () => {
    core.kill("SIGKILL");
    await display.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  });

  it("shows the output on the display, in a page without Node that cannot leave the core", async () => {
    const app = await _electron.launch({
      executablePath: program ?? "",
      args: ["--no-sandbox", join(root, "dist", "main", "shell", "electron", "main.js"), "--connect", folder],
      env: Object.fromEntries(Object.entries(display.env).map(([name, value]) => [name, value ?? ""])),
    });
    try {
      const page = await app.firstWindow();
      await expect.poll(() => display.colour(640, 360), { timeout: 20_000 }).toBe("#20c040");
      expect(
        await page.evaluate(() => [
          typeof Reflect.get(globalThis, "require"),
          typeof Reflect.get(globalThis, "process"),
        ]),
      ).toEqual(["undefined", "undefined"]);
      const before = page.url();
      await page.evaluate(() => {
        location.href = "https://example.org/";
      });
      await expect.poll(() => page.url()).toBe(before);
    } finally {
      await app.close();
    }
  });
});
