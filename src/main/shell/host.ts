import { existsSync } from "node:fs";
import { join } from "node:path";
import { systemClock } from "../base/clock.ts";
import type { Language } from "../../protocol/session.ts";
import { banner, type WithoutWindows } from "./banner.ts";
import { CoreClient, readRun } from "./core-client.ts";
import { CoreProcess, type CoreReady } from "./core-process.ts";
import { forTerminal, howEnded, tell, type Told } from "./told.ts";
import { noWindows, type Windows } from "./windows.ts";

export interface HostOptions {
  /** The core's index file. */
  readonly core: string;
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

/** How often the core is asked for the site and the state of its outputs. */
const ASK_EVERY_MS = 2_000;

/** Keeps the core and the windows of one machine running, and says what is going on. */
export class Host {
  readonly #options: HostOptions;
  readonly #core: CoreProcess;
  readonly #windows: Windows;
  readonly #stopping = new AbortController();
  #client: CoreClient | null = null;
  #welcomed = false;
  #silentSince: string | null = null;
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
    this.#core = new CoreProcess({
      entry: options.core,
      args: options.args,
      line: (text) => this.#line(text),
      ready: (ready) => void this.#ready(ready),
      ended: (ended, waitMs) => {
        this.#client = null;
        if (waitMs === null) {
          void this.stop(ended.code === 2 ? 2 : 1);
        } else {
          this.tell("coreEnded", { how: howEnded(ended), seconds: (waitMs / 1000).toFixed(1) });
        }
      },
    });
  }

  /** Process id of the core, null between two lives. */
  get corePid(): number | null {
    return this.#core.pid;
  }

  start(): void {
    this.#core.start();
    void this.#watch();
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

  async #end(status: number): Promise<number> {
    this.#stopping.abort(new Error("the host stops"));
    await Promise.all([this.#windows.close(), this.#core.stop()]);
    this.#exit(status);
    return status;
  }

  async #ready(ready: CoreReady): Promise<void> {
    try {
      const run = await readRun(this.#options.data);
      if (run === null) {
        throw new Error(`${join(this.#options.data, "run.json")} is missing`);
      }
      this.#client = new CoreClient({ ...run, origin: ready.origin, spki: ready.spki ?? run.spki });
      this.#windows.connect(this.#client);
      await this.#ask(this.#client);
    } catch (error) {
      this.#cannotAsk(error);
    }
  }

  async #watch(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await systemClock.sleep(ASK_EVERY_MS, signal).catch((reason: unknown) => {
        if (!signal.aborted) {
          throw reason;
        }
      });
      const client = this.#client;
      if (client !== null && !signal.aborted) {
        await this.#ask(client).catch((error: unknown) => this.#cannotAsk(error));
      }
    }
  }

  async #ask(client: CoreClient): Promise<void> {
    const site = await client.changedSite();
    if (site !== null) {
      this.#welcome(site, client);
      await this.#windows.show(site);
    }
    if (this.#windows.kind === "chromium") {
      this.#windows.observe(await client.outputs());
    }
    this.#silentSince = null;
  }

  #welcome(site: Parameters<typeof banner>[0], client: CoreClient): void {
    if (!this.#welcomed) {
      this.#welcomed = true;
      const { demo, without } = this.#options;
      this.#options.write(banner(site, client.run.origin, demo, this.#windows.kind, without));
    }
  }

  /** Once for each reason, not every two seconds; and not while it is on its way down or up. */
  #cannotAsk(error: unknown): void {
    const how = error instanceof Error ? error.message : String(error);
    if (this.#client !== null && how !== this.#silentSince && !this.#stopping.signal.aborted) {
      this.#silentSince = how;
      this.tell("cannotAsk", { how });
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
