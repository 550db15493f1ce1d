import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../base/clock.ts";
import { childLife, KeptProcess, type Ended } from "./kept-process.ts";
import { isExecutable, parentBound } from "./parent-bound.ts";
import { RestartPace } from "./restart-pace.ts";
import type { Windows } from "./windows.ts";

/**
 * Electron's program in a project's node_modules, or null where its binary was never fetched. Requiring the
 * package `electron` would fetch it, so only its files are looked at.
 */
export function findElectron(project: string, env: NodeJS.ProcessEnv): string | null {
  const folder = join(project, "node_modules", "electron");
  const pathFile = join(folder, "path.txt");
  const name = existsSync(pathFile) ? readFileSync(pathFile, "utf8").trim() : "electron";
  const program = join(env.ELECTRON_OVERRIDE_DIST_PATH ?? join(folder, "dist"), name);
  return isExecutable(program) ? program : null;
}

export interface ElectronProcessOptions {
  readonly program: string;
  /** The compiled electron/main.js. */
  readonly main: string;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  ended(ended: Ended, waitMs: number | null): void;
}

/** Electron as a client of the core that this process keeps: it reads `run.json` and opens the windows by itself. */
export class ElectronProcess implements Windows {
  readonly kind = "electron";
  readonly #kept: KeptProcess;

  constructor(options: ElectronProcessOptions) {
    const { program, main, dataFolder, env } = options;
    const sandbox = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
    const command = parentBound(
      { file: program, args: [...sandbox, main, "--connect", dataFolder] },
      "KILL",
      env,
    );
    this.#kept = new KeptProcess({
      clock: systemClock,
      pace: new RestartPace(200, 5_000, 10_000),
      // Its last window was closed by a person.
      again: (ended) => ended.code !== 0,
      ended: (ended, waitMs) => options.ended(ended, waitMs),
      open: () => {
        const child = spawn(command.file, [...command.args], {
          env,
          stdio: ["ignore", "inherit", "inherit"],
          detached: true,
        });
        return Promise.resolve(childLife(child));
      },
    });
  }

  connect(): void {
    this.#kept.start();
  }

  show(): Promise<void> {
    return Promise.resolve();
  }

  observe(): void {
    return;
  }

  close(): Promise<void> {
    return this.#kept.stop(3_000);
  }
}
