import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { app, BrowserWindow, powerSaveBlocker, screen, session, utilityProcess } from "electron/main";
import { systemClock } from "../../base/clock.ts";
import { terminalLanguage } from "../../base/start-sentences.ts";
import { howEnded, tell, type Told } from "../told.ts";
import { electronCore } from "./core.ts";
import { ElectronShell } from "./shell.ts";

/*
 * Electron's entry. With `--connect DATA` it is the client of a core that runs already; without, it runs the core
 * itself, in a utility process, with the arguments of `npm start`.
 */

const { values } = parseArgs({
  // Among Electron's own switches, which stay unknown here.
  args: process.argv.slice(1),
  strict: false,
  options: {
    connect: { type: "string" },
    data: { type: "string" },
    site: { type: "string" },
    port: { type: "string" },
    host: { type: "string" },
    "log-level": { type: "string" },
    demo: { type: "boolean" },
  },
});
const asked = values.connect ?? values.data;
const data = resolve(typeof asked === "string" ? asked : join(app.getPath("userData"), "data"));
const language = terminalLanguage(process.env);

app.setPath("userData", join(data, "shell", "electron"));
// One pixel of a page is one of the display; the seams of a wall depend on it.
app.commandLine.appendSwitch("force-device-scale-factor", "1");
app.commandLine.appendSwitch("autoplay-policy", "no-user-gesture-required");
app.commandLine.appendSwitch("disable-renderer-backgrounding");
app.commandLine.appendSwitch("disable-backgrounding-occluded-windows");

const say = (name: Told, told: Record<string, string>) => {
  process.stdout.write(`dinding: ${tell(name, told, language)}\n`);
};

/** The core's arguments: those given, on the application's own data folder where none was named. */
function coreArguments(): string[] {
  const named = (["site", "port", "host", "log-level"] as const).flatMap((name) => {
    const value = values[name];
    return typeof value === "string" ? [`--${name}`, value] : [];
  });
  return ["--data", data, ...named, ...(values.demo === true ? ["--demo"] : [])];
}

const shell = new ElectronShell({
  clock: systemClock,
  app,
  screen: () => screen,
  session: (partition) => session.fromPartition(partition),
  power: powerSaveBlocker,
  createWindow: (options) => new BrowserWindow(options),
  data,
  core: (running) =>
    values.connect === undefined
      ? electronCore({
          clock: systemClock,
          fork: () =>
            utilityProcess.fork(join(import.meta.dirname, "..", "..", "index.js"), coreArguments(), {
              serviceName: "Dinding core",
              stdio: "pipe",
            }),
          ready: () => running.look(),
          line: (text) => process.stdout.write(`${text}\n`),
          ended: (ended, waitMs) => {
            const seconds = ((waitMs ?? 0) / 1000).toFixed(1);
            say(waitMs === null ? "coreOver" : "coreEnded", { how: howEnded(ended), seconds });
            if (waitMs === null) {
              void running.end(ended.code === 2 ? 2 : 1);
            }
          },
        })
      : null,
  tell: say,
});

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void shell.end(0));
}
// Not awaited: Electron is ready only after its entry has been loaded.
shell.run().catch((error: unknown) => {
  process.stderr.write(`${String(error)}\n`);
  app.exit(1);
});
