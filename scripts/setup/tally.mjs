import { existsSync, readFileSync } from "node:fs";

/**
 * The checks' {passed, failed} and vitest's together. `resultsPath` is its JSON report and `code` its exit
 * status. A file that could not be loaded counts as one failure, and so does a run that failed in some other way
 * (an unhandled error, no report), so that a failed run never counts none.
 */
export function addResults(checks, resultsPath, code) {
  if (!existsSync(resultsPath)) {
    return { passed: checks.passed, failed: checks.failed + 1, skipped: 0 };
  }
  const results = JSON.parse(readFileSync(resultsPath, "utf8"));
  const unloaded = results.testResults.filter(
    (file) => file.status === "failed" && file.assertionResults.every((test) => test.status !== "failed"),
  ).length;
  const failed = results.numFailedTests + unloaded;
  return {
    passed: checks.passed + results.numPassedTests,
    failed: checks.failed + (failed === 0 && code !== 0 ? 1 : failed),
    skipped: results.numPendingTests + results.numTodoTests,
  };
}
