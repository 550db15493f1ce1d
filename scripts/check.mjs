// npm run check: types, lint, formatting, dead code and the import rules.
import { rules, runChecks } from "./setup/checks.mjs";
import { ensurePackages } from "./setup/packages.mjs";

await ensurePackages();
const { failed } = await runChecks([rules]);
process.exitCode = failed === 0 ? 0 : 1;
