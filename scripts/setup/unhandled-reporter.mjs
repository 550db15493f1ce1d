import { writeFileSync } from "node:fs";

/** A reporter of vitest that writes the number of errors that no test handled to the file UNHANDLED_ERRORS names. */
export default class UnhandledReporter {
  onTestRunEnd(_modules, errors) {
    writeFileSync(process.env.UNHANDLED_ERRORS, String(errors.length));
  }
}
