import { existsSync, readdirSync } from "node:fs";
import { isExecutable, onSearchPath } from "../parent-bound.ts";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "microsoft-edge"];

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
  ],
  win32: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** An installed Chromium, Chrome or Edge: CHROMIUM_PATH, the search path, the usual places; null where there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  if (env.CHROMIUM_PATH) {
    return isExecutable(env.CHROMIUM_PATH) ? env.CHROMIUM_PATH : null;
  }
  const installed = names.map((name) => onSearchPath(name, env)).find((path) => path !== null);
  return installed ?? places[process.platform]?.find((path) => isExecutable(path)) ?? null;
}

/** Whether this machine has a GPU that Linux can render on; other systems are taken to have one. */
export function hasGpu(): boolean {
  if (process.platform !== "linux") {
    return true;
  }
  return existsSync("/dev/dri") && readdirSync("/dev/dri").some((name) => name.startsWith("renderD"));
}
