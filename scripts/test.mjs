// npm test [-- ARGUMENTS OF VITEST]: brings what is missing, runs the checks and the tests, and counts both.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { runChecks } from "./setup/checks.mjs";
import { environment, run } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureCompiled, ensurePages, tools } from "./setup/pages.mjs";
import { ensurePrograms } from "./setup/programs.mjs";
import { node24, root } from "./setup/root.mjs";
import { say } from "./setup/say.mjs";
import { addResults, failedFiles } from "./setup/tally.mjs";

const needed = [
  "ffmpeg",
  "ffprobe",
  "chromium",
  "rtspServer",
  "webServer",
  "webRtc",
  "broker",
  "perlServer",
  "xvfb",
  "displayTools",
  "openssl",
  "setpriv",
];
/** A disturbance is not a defect, but one that disturbs more files than these is. */
const MOST_AGAIN = 6;
const unhandledReporter = fileURLToPath(new URL("setup/unhandled-reporter.mjs", import.meta.url));
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
    const tally = addResults(checks, await runTests(folder));
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : "";
    process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed${skipped}\n`);
    return tally.failed === 0 ? 0 : 1;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** All tests; on a machine that others share, then the few files that failed, each with the machine to itself. */
async function runTests(folder) {
  const first = await vitest(join(folder, "all"), args);
  const again = process.env.CI === undefined ? [] : failedFiles(first.resultsPath);
  if (again.length > MOST_AGAIN) return [first];
  const runs = [first];
  for (const [at, file] of again.entries()) {
    say(`${relative(root, file)} failed beside others; once more by itself`);
    runs.push(await vitest(join(folder, String(at)), [file]));
  }
  return runs;
}

async function vitest(folder, given) {
  mkdirSync(folder);
  const resultsPath = join(folder, "results.json");
  const unhandledPath = join(folder, "unhandled.json");
  const reporters = ["default", "json", unhandledReporter].map((each) => `--reporter=${each}`);
  const all = [tools.vitest, "run", ...reporters, `--outputFile.json=${resultsPath}`, ...given];
  const { code } = await run(node24, all, { env: environment({ UNHANDLED_ERRORS: unhandledPath }) });
  return { resultsPath, unhandledPath, code };
}

try {
  process.exitCode = await main();
} catch (error) {
  say(error.message);
  process.stdout.write("\n0 passed, 1 failed\n");
  process.exitCode = 1;
}
