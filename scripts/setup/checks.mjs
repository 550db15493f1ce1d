import { run } from "./child.mjs";
import { tools } from "./pages.mjs";
import { node24 } from "./root.mjs";

const checks = [
  ["types of core, layouts and protocol", [tools.tsc, "-p", "."]],
  ["types of the pages", [tools.tsc, "-p", "src/renderer"]],
  ["types of tests and scripts", [tools.tsc, "-p", "tests"]],
  ["lint", [tools.oxlint, "--type-aware", "--deny-warnings"]],
  ["formatting", [tools.biome, "format", "."]],
  ["dead code", [tools.knip, "--no-progress"]],
];

/** The import rules and the README's promises, which are a test; npm test runs it among the others. */
export const rules = ["rules", [tools.vitest, "run", "--reporter=dot", "tests/architecture"]];

/** Runs the checks one after the other, a line each; what a failed one says follows its line. */
export async function runChecks(extra = []) {
  const tally = { passed: 0, failed: 0 };
  for (const [name, args] of [...checks, ...extra]) {
    const began = performance.now();
    const { code, output } = await run(node24, args, { quiet: true });
    const seconds = ((performance.now() - began) / 1000).toFixed(1);
    process.stdout.write(`${code === 0 ? "ok  " : "FAIL"}  ${name} (${seconds} s)\n`);
    if (code === 0) {
      tally.passed += 1;
    } else {
      tally.failed += 1;
      process.stdout.write(output);
    }
  }
  return tally;
}
