import { parseArgs } from "node:util";

const usage = `npm start [-- OPTIONS]

  --data DIR       data folder                                  (the demo: ./data/demo)
  --site NAME|FILE fills an empty data folder: bekasi, bitung, pontianak, tangerang, tarakan
                   (and their stages), or a file
  --port N         port of the pages                            (7080)
  --host ADDR      address they are served on; other than loopback over TLS  (127.0.0.1)
  --shell KIND     auto, electron, chromium or none             (auto)
  --demo           moving demo cameras and sample incidents; a visitor from this machine is an operator
  --log-level LEVEL      fatal, error, warn, info, debug, trace or silent          (info)
  --no-system-packages   never call apt-get

Alone it is the demo. Environment: DINDING_ADMIN_PASSWORD, FFMPEG_PATH, CHROMIUM_PATH.
`;

const options = {
  data: { type: "string" },
  site: { type: "string" },
  port: { type: "string" },
  host: { type: "string" },
  shell: { type: "string" },
  demo: { type: "boolean" },
  "log-level": { type: "string" },
  "no-system-packages": { type: "boolean" },
  help: { type: "boolean", short: "h" },
};

/**
 * Reads the arguments of npm start. Gives {values, rest}: `rest` is what the host is started with, the demo's
 * defaults filled in. Ends the process with status 2 where they are unusable, with 0 after --help.
 */
export function readStartArguments(args) {
  let values;
  try {
    ({ values } = parseArgs({ args, options, strict: true, allowPositionals: false }));
    if (values.shell !== undefined && !["auto", "electron", "chromium", "none"].includes(values.shell)) {
      throw new TypeError(`--shell is auto, electron, chromium or none, not ${String(values.shell)}`);
    }
  } catch (error) {
    process.stderr.write(`${error.message}\n\n${usage}`);
    process.exit(2);
  }
  if (values.help) {
    process.stdout.write(usage);
    process.exit(0);
  }
  return { values, rest: startArguments(values) };
}

/** The host's arguments: without a data folder, a site or --demo this is the demo of Tarakan. */
export function startArguments(values) {
  const demo = values.demo === true || (values.data === undefined && values.site === undefined);
  const sent = { port: values.port, host: values.host, "log-level": values["log-level"] };
  const rest = ["--data", values.data ?? (demo ? "data/demo" : "data/site")];
  const site = values.site ?? (demo && values.data === undefined ? "tarakan" : undefined);
  for (const [name, value] of Object.entries({ site, ...sent })) {
    if (value !== undefined) {
      rest.push(`--${name}`, value);
    }
  }
  rest.push("--shell", values.shell ?? "auto");
  return demo ? [...rest, "--demo"] : rest;
}
