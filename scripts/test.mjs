// npm test [-- ARGUMENTS OF VITEST]: brings what is missing, runs the checks and the tests, and counts both.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runChecks } from "./setup/checks.mjs";
import { run } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureCompiled, ensurePages, tools } from "./setup/pages.mjs";
import { ensurePrograms } from "./setup/programs.mjs";
import { node24 } from "./setup/root.mjs";
import { say } from "./setup/say.mjs";
import { addResults } from "./setup/tally.mjs";

const needed = [
  "ffmpeg",
  "ffprobe",
  "chromium",
  "rtspServer",
  "webServer",
  "webRtc",
  "perlServer",
  "xvfb",
  "displayTools",
  "openssl",
  "setpriv",
];
const args = process.argv.slice(2).filter((argument) => argument !== "--no-system-packages");
const systemPackages = args.length === process.argv.length - 2;

async function main() {
  await ensurePackages();
  await ensurePages();
  await ensureCompiled();
  const missing = await ensurePrograms(needed, systemPackages);
  if (missing.length > 0) {
    throw new Error(`the tests need ${missing.join(", ")}`);
  }
  const checks = await runChecks();
  const folder = mkdtempSync(join(tmpdir(), "dinding-test-"));
  try {
    const results = join(folder, "results.json");
    const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${results}`];
    const { code } = await run(node24, [tools.vitest, "run", ...reporters, ...args]);
    const tally = addResults(checks, results, code);
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
    process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
    return tally.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error.message);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exitCode = 1;
}
