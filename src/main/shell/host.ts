import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../base/clock.ts";
import type { Site } from "../../layouts/site.ts";
import type { Language } from "../../protocol/session.ts";
import { banner, type WithoutWindows } from "./banner.ts";
import type { CoreClient } from "./core-client.ts";
import { CoreProcess } from "./core-process.ts";
import { CoreWatch } from "./core-watch.ts";
import { readDisplays } from "./displays.ts";
import { MonitorDimmer } from "./monitor-dimmer.ts";
import { forTerminal, howEnded, tell, type Told } from "./told.ts";
import { noWindows, type Windows } from "./windows.ts";

export interface HostOptions {
  /** The core's index file; null where the core of `data` is kept by someone else, a service for instance. */
  readonly core: string | null;
  /** Arguments of the core. */
  readonly args: readonly string[];
  /** Absolute path of its data folder. */
  readonly data: string;
  readonly demo: boolean;
  readonly language: Language;
  /** Opens the windows; null where there are none, and why. */
  readonly windows: Windows | null;
  readonly without: WithoutWindows;
  /** Writes for people; `terminal`: they see it as it comes. */
  write(text: string): void;
  readonly terminal: boolean;
}

/** Keeps the core and the windows of one machine running, and says what is going on. */
export class Host {
  readonly #options: HostOptions;
  readonly #core: CoreProcess | null;
  readonly #windows: Windows;
  readonly #watch: CoreWatch;
  readonly #dimmer: MonitorDimmer;
  #running = false;
  #welcomed = false;
  #over: Promise<number> | null = null;
  #exit: (status: number) => void = () => undefined;
  /** The exit status, once everything has ended. */
  readonly ended: Promise<number>;

  constructor(options: HostOptions) {
    this.#options = options;
    this.#windows = options.windows ?? noWindows;
    this.ended = new Promise((resolve) => {
      this.#exit = resolve;
    });
    this.#watch = new CoreWatch({
      clock: systemClock,
      data: options.data,
      windows: this.#windows,
      found: (site, client) => this.#welcome(site, client),
      failed: (error) => {
        // While it is down, that it is has been said.
        if (this.#running) {
          this.tell("cannotAsk", { how: error.message });
        }
      },
    });
    this.#dimmer = new MonitorDimmer({
      clock: systemClock,
      program: "ddcutil",
      displays: () => readDisplays(process.env),
      core: () => this.#watch.reached,
      // The watch asks the same core more often, and says so.
      failed: () => undefined,
    });
    this.#core = options.core === null ? null : this.#keep(options.core);
    this.#running = options.core === null;
  }

  start(): void {
    this.#core?.start();
    this.#watch.start();
    this.#dimmer.start();
  }

  /** Ends the windows and the core; `ended` resolves to `status` then. */
  stop(status: number): Promise<number> {
    this.#over ??= this.#end(status);
    return this.#over;
  }

  /** Says a sentence to the person at the terminal. */
  tell(name: Told, values: Record<string, string>): void {
    this.#options.write(`dinding: ${tell(name, values, this.#options.language)}\n`);
  }

  #keep(entry: string): CoreProcess {
    return new CoreProcess({
      entry,
      args: this.#options.args,
      line: (text) => this.#line(text),
      ready: () => {
        this.#running = true;
        this.#watch.look();
      },
      ended: (ended, waitMs) => {
        this.#running = false;
        if (waitMs === null) {
          void this.stop(ended.code === 2 ? 2 : 1);
        } else {
          this.tell("coreEnded", { how: howEnded(ended), seconds: (waitMs / 1000).toFixed(1) });
        }
      },
    });
  }

  async #end(status: number): Promise<number> {
    this.#running = false;
    await Promise.all([this.#watch.stop(), this.#dimmer.stop(), this.#core?.stop(), this.#windows.close()]);
    this.#exit(status);
    return status;
  }

  #welcome(site: Site, client: CoreClient): void {
    if (!this.#welcomed) {
      this.#welcomed = true;
      const { demo, without } = this.#options;
      this.#options.write(banner(site, client.run.origin, demo, this.#windows.kind, without));
    }
  }

  #line(text: string): void {
    const shown = this.#options.terminal ? forTerminal(text) : text;
    if (shown !== null) {
      this.#options.write(`${shown}\n`);
    }
  }
}

/** The core's index file in `mainFolder`: TypeScript as it stands, or what was compiled of it. */
export function coreEntry(mainFolder: string): string {
  const source = join(mainFolder, "index.ts");
  return existsSync(source) ? source : join(mainFolder, "index.js");
}
