import { existsSync, readFileSync } from "node:fs";

/** vitest's report of the file at `path`; null where it left none. */
function read(path) {
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/** What a file's tests came to. A file that could not be loaded counts as one failure. */
function count({ status, assertionResults }) {
  const of = (...states) => assertionResults.filter((test) => states.includes(test.status)).length;
  const failed = of("failed");
  return {
    passed: of("passed"),
    failed: status === "failed" && failed === 0 ? 1 : failed,
    skipped: of("pending", "skipped", "todo", "disabled"),
  };
}

/** Names of the files of which something failed, from vitest's JSON report; none where it left no report. */
export function failedFiles(resultsPath) {
  const files = read(resultsPath)?.testResults ?? [];
  return files.filter((file) => count(file).failed > 0).map(({ name }) => name);
}

/**
 * The checks' {passed, failed} and those of vitest's runs together; of a file that several ran the last counts. A run is
 * where its JSON report lies, its exit status, and where the number of errors lies that no test handled. One that failed
 * in some other way (no report, an exit status without a reason) counts as one failure, so that it never counts none.
 */
export function addResults(checks, runs) {
  const files = new Map();
  let { failed } = checks;
  for (const { resultsPath, unhandledPath, code } of runs) {
    const report = read(resultsPath);
    const unhandled = read(unhandledPath) ?? 1;
    const counts = (report?.testResults ?? []).map((file) => [file.name, count(file)]);
    for (const [name, counted] of counts) files.set(name, counted);
    const reasons = unhandled + counts.filter(([, counted]) => counted.failed > 0).length;
    failed += report === null || (code !== 0 && reasons === 0) ? 1 : unhandled;
  }
  const total = { passed: checks.passed, failed, skipped: 0 };
  for (const counted of files.values())
    for (const key of ["passed", "failed", "skipped"]) total[key] += counted[key];
  return total;
}
