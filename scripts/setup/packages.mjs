import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "./child.mjs";
import { node24, root } from "./root.mjs";
import { say } from "./say.mjs";

function lockfile(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")).packages : null;
}

/**
 * What the lockfile asks for and npm's own record of what it installed (node_modules/.package-lock.json, written
 * at the end of an installation) disagree on: "none" installed, "changed", or null where they agree. Packages
 * for other platforms and optional ones may be absent.
 */
export function packagesMissing(folder = root) {
  const installed = lockfile(join(folder, "node_modules", ".package-lock.json"));
  if (installed === null) {
    return "none";
  }
  for (const [path, wanted] of Object.entries(lockfile(join(folder, "package-lock.json")))) {
    if (path === "" || wanted.link) {
      continue;
    }
    const found = installed[path];
    const may = wanted.optional || wanted.devOptional || wanted.peer;
    if (found ? found.version !== wanted.version || found.integrity !== wanted.integrity : !may) {
      return "changed";
    }
  }
  return null;
}

/**
 * Installs the npm packages of the lockfile where they are missing or have changed, then Node 24. No package's
 * own install script runs: the two that matter are Node 24, fetched here, and ffmpeg-static, fetched when asked.
 */
export async function ensurePackages() {
  const missing = packagesMissing();
  if (missing !== null) {
    say(
      missing === "none" ? "installing the npm packages (npm ci)" : "package-lock.json changed; npm install",
    );
    const verb = missing === "none" ? ["ci"] : ["install", "--no-save"];
    const { code, output } = await run(
      "npm",
      [...verb, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"],
      { quiet: true, env: process.env },
    );
    if (code !== 0) {
      process.stderr.write(output);
      throw new Error("npm could not install the packages; its own words stand above.");
    }
  }
  if (!existsSync(node24)) {
    say("fetching Node 24, which everything runs on (npm package node)");
    const { code, output } = await run(process.execPath, ["installArchSpecificPackage.js"], {
      quiet: true,
      env: process.env,
      cwd: join(root, "node_modules", "node"),
    });
    if (code !== 0 || !existsSync(node24)) {
      process.stderr.write(output);
      throw new Error("Node 24 could not be fetched from the npm registry; npm's own words stand above.");
    }
  }
}
