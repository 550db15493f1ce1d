import { rmSync } from "node:fs";
import { join } from "node:path";
import { environment, run } from "./child.mjs";
import { node24, root } from "./root.mjs";
import { say } from "./say.mjs";
import { makeWhenChanged } from "./tree.mjs";

/** Where a script of node_modules/.bin really lies; Windows has no links there. */
export const tools = {
  vite: join(root, "node_modules", "vite", "bin", "vite.js"),
  tsc: join(root, "node_modules", "typescript", "bin", "tsc"),
  vitest: join(root, "node_modules", "vitest", "vitest.mjs"),
  oxlint: join(root, "node_modules", "oxlint", "bin", "oxlint"),
  biome: join(root, "node_modules", "@biomejs", "biome", "bin", "biome"),
  knip: join(root, "node_modules", "knip", "bin", "knip.js"),
  electronBuilder: join(root, "node_modules", "electron-builder", "cli.js"),
};

/**
 * Runs a program of Node's. Whoever started this, be it a test run with a NODE_ENV of its own, gets what is shipped:
 * with React's development build a desk beside twelve others took two and a half times the processor.
 */
async function must(step, args) {
  const env = environment({ NODE_ENV: "production" });
  const { code, output } = await run(node24, args, { quiet: true, env });
  if (code !== 0) {
    process.stderr.write(output);
    throw new Error(`${step} failed; its own words stand above.`);
  }
}

/** Builds the pages into dist/renderer where their sources have changed. */
export function ensurePages() {
  return makeWhenChanged({
    sources: [
      "src/renderer",
      "src/layouts",
      "src/protocol",
      "vite.config.ts",
      "package-lock.json",
      "scripts/setup/pages.mjs",
    ],
    product: "dist/renderer/console/index.html",
    stamp: "dist/renderer.sha256",
    async make() {
      say("building the pages (vite build)");
      await must("Building the pages", [tools.vite, "build", "--logLevel", "warn"]);
    },
  });
}

/**
 * Compiles layouts, protocol and main into dist/layouts, dist/protocol and dist/main, file by file, import
 * endings rewritten to .js: what Electron and the packages run.
 */
export function ensureCompiled() {
  return makeWhenChanged({
    sources: ["src/main", "src/layouts", "src/protocol", "tsconfig.json", "tsconfig.build.json"],
    product: "dist/main/index.js",
    stamp: "dist/main.sha256",
    async make() {
      say("compiling the core (tsc)");
      for (const folder of ["main", "layouts", "protocol"]) {
        rmSync(join(root, "dist", folder), { recursive: true, force: true });
      }
      await must("Compiling the core", [tools.tsc, "-p", "tsconfig.build.json"]);
    },
  });
}
