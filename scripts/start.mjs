// npm start: brings what is missing, then starts the host process with its shell and the core.
import { readStartArguments } from "./setup/arguments.mjs";
import { become } from "./setup/child.mjs";
import { ensurePackages } from "./setup/packages.mjs";
import { ensureCompiled, ensurePages } from "./setup/pages.mjs";
import { ensureElectron, ensureFfmpeg, ensurePrograms, findElectron, programs } from "./setup/programs.mjs";
import { node24 } from "./setup/root.mjs";
import { say } from "./setup/say.mjs";

const { values, rest } = readStartArguments(process.argv.slice(2));
const systemPackages = values["no-system-packages"] !== true;
const shell = values.shell ?? "auto";
const hasDisplay =
  process.platform !== "linux" || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/** A browser for the windows, where this machine has a display to put them on. */
async function ensureShell() {
  if (shell === "electron") {
    await ensureElectron();
  }
  if (findElectron() !== null && shell !== "chromium") {
    await ensureCompiled();
  } else if (shell !== "electron") {
    const missing = await ensurePrograms(["chromium"], systemPackages);
    if (missing.length > 0 && shell === "auto" && (await ensureElectron())) {
      await ensureCompiled();
    }
    if (programs.chromium.present() && process.platform === "linux") {
      await ensurePrograms(["displayTools"], systemPackages);
    }
  }
}

try {
  await ensurePackages();
  await ensurePages();
  await ensureFfmpeg(systemPackages);
  if (shell !== "none" && hasDisplay) {
    await ensureShell();
  }
  become(node24, ["src/main/shell/index.ts", ...rest]);
} catch (error) {
  say(error.message);
  process.exitCode = 1;
}
