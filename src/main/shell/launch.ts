import { join } from "node:path";
import { parseArguments, shells, type Arguments } from "../base/arguments.ts";
import { projectFolder } from "../base/project.ts";
import { Refusal } from "../base/refusal.ts";
import { terminalLanguage } from "../base/start-sentences.ts";
import type { Language } from "../../protocol/session.ts";
import type { WithoutWindows } from "./banner.ts";
import { findChromium } from "./chromium/browser.ts";
import { chromiumWindows } from "./chromium/windows.ts";
import { ElectronProcess, findElectron } from "./electron-process.ts";
import { Host } from "./host.ts";
import { howEnded } from "./told.ts";
import type { Windows } from "./windows.ts";

type Shell = (typeof shells)[number];

function askedShell(argv: readonly string[]): Shell {
  const joined = argv.find((argument) => argument.startsWith("--shell="))?.slice("--shell=".length);
  const apart = argv.includes("--shell") ? argv[argv.indexOf("--shell") + 1] : undefined;
  return shells.find((shell) => shell === (joined ?? apart)) ?? "auto";
}

function hasDisplay(env: NodeJS.ProcessEnv): boolean {
  return process.platform !== "linux" || Boolean(env.DISPLAY) || Boolean(env.WAYLAND_DISPLAY);
}

interface Chosen {
  readonly windows: Windows | null;
  readonly without: WithoutWindows;
}

/** Electron before Chromium, where there is a display and the one asked for is installed. */
function chooseWindows(shell: Shell, args: Arguments, host: () => Host): Chosen {
  const { env } = process;
  if (shell === "none") {
    return { windows: null, without: "noneAsked" };
  }
  if (!hasDisplay(env)) {
    return { windows: null, without: "noDisplay" };
  }
  const project = projectFolder();
  const ended = (name: string, how: string, waitMs: number | null) => {
    const told = waitMs === null ? "windowClosed" : "windowEnded";
    host().tell(told, { name, how, seconds: ((waitMs ?? 0) / 1000).toFixed(1) });
  };
  const program = shell === "chromium" ? null : findElectron(project, env);
  if (program !== null) {
    const windows = new ElectronProcess({
      program,
      main: join(project, "dist", "main", "shell", "electron", "main.js"),
      dataFolder: args.data,
      env,
      ended: (how, waitMs) => ended("Electron", howEnded(how), waitMs),
    });
    return { windows, without: "noBrowser" };
  }
  const browser = shell === "electron" ? null : findChromium(env);
  if (browser === null) {
    return { windows: null, without: "noBrowser" };
  }
  const windows = chromiumWindows({
    browser,
    dataFolder: args.data,
    env,
    ended: (plan, how, waitMs) => ended(plan.name, howEnded(how), waitMs),
    reloaded: ({ name }) => host().tell("pageReloaded", { name }),
    waiting: (outputs) => {
      for (const { outputId, display } of outputs) {
        host().tell("waiting", { name: outputId, display });
      }
    },
    failed: (error) => host().tell("windowsFailed", { how: String(error) }),
  });
  return { windows, without: "noBrowser" };
}

/** `--connect DIR`, the data folder of a core that someone else keeps, as `--data DIR`; null without it. */
function connected(argv: readonly string[]): string[] | null {
  return argv.includes("--connect") ? argv.map((each) => (each === "--connect" ? "--data" : each)) : null;
}

function readArguments(argv: readonly string[], language: Language): Arguments {
  try {
    return parseArguments(argv, process.cwd(), language);
  } catch (error) {
    if (error instanceof Refusal) {
      process.stderr.write(`${error.message}\n`);
      process.exit(error.exitCode);
    }
    throw error;
  }
}

/**
 * Becomes the host process: keeps the core, whose index file is `core`, and this machine's windows running until a
 * signal comes or whoever started it is gone, then ends with the status of the contract. With `--connect DIR` it
 * keeps the windows alone; the core of that data folder is a service.
 */
export async function launch(argv: readonly string[], core: string): Promise<never> {
  const language = terminalLanguage(process.env);
  const ofOther = connected(argv);
  const args = readArguments(ofOther ?? argv, language);
  const chosen = chooseWindows(askedShell(argv), args, () => host);
  const host = new Host({
    core: ofOther === null ? core : null,
    args: argv,
    data: args.data,
    demo: args.demo,
    language,
    windows: chosen.windows,
    without: chosen.without,
    write: (text) => process.stdout.write(text),
    terminal: process.stdout.isTTY,
  });

  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.on(signal, () => void host.stop(0));
  }
  // Nobody reads any more: go on without words.
  process.stdout.on("error", () => undefined);
  // Who started this is gone, however it went.
  process.on("disconnect", () => void host.stop(0));
  host.start();
  return process.exit(await host.ended);
}
