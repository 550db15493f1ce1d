// Runs a script of this repository on the Node 24 of its npm packages: node scripts/node24.mjs FILE [ARGUMENTS].
import { become } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { node24 } from "./setup/root.mjs";

await ensurePackages();
become(node24, process.argv.slice(2));
