// npm run build: the pages into dist/renderer and the compiled core into dist/main.
import { ensurePackages } from "./setup/packages.mjs";
import { ensureCompiled, ensurePages } from "./setup/pages.mjs";

await ensurePackages();
await ensurePages();
await ensureCompiled();
