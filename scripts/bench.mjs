// npm run bench [-- NAMES AND OPTIONS]: brings what is missing, then measures; see tests/bench/index.ts.
import { become } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensurePages } from "./setup/pages.mjs";
import { ensurePrograms } from "./setup/programs.mjs";
import { node24 } from "./setup/root.mjs";
import { say } from "./setup/say.mjs";

const needed = ["ffmpeg", "chromium", "rtspServer", "xvfb", "displayTools", "compositor", "setpriv"];
const args = process.argv.slice(2).filter((argument) => argument !== "--no-system-packages");

await ensurePackages();
await ensurePages();
const missing = await ensurePrograms(needed, args.length === process.argv.length - 2);
if (missing.length > 0) {
  say(`the bench needs ${missing.join(", ")}`);
  process.exitCode = 1;
} else {
  become(node24, ["tests/bench/index.ts", ...args]);
}
