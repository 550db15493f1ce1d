// npm run package [-- ARGUMENTS]: builds, then electron-builder makes the packages of electron-builder.yml.
import { become } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureCompiled, ensurePages, tools } from "./setup/pages.mjs";
import { fetchFfmpeg } from "./setup/programs.mjs";
import { node24 } from "./setup/root.mjs";

await ensurePackages();
await ensurePages();
await ensureCompiled();
await fetchFfmpeg();
become(node24, [tools.electronBuilder, "--publish", "never", ...process.argv.slice(2)]);
