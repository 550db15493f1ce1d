import type { Site } from "../../layouts/site.ts";
import type { Clock } from "../base/clock.ts";
import { CoreClient, readRun } from "./core-client.ts";
import type { Windows } from "./windows.ts";

export interface CoreWatchOptions {
  readonly clock: Clock;
  /** Absolute path of the core's data folder. */
  readonly data: string;
  readonly windows: Windows;
  /** The core answered for the first time in its life. */
  found(site: Site, client: CoreClient): void;
  /** It could not be asked; told once for each reason while that reason stays. */
  failed(error: Error): void;
}

const ASK_EVERY_MS = 500;

/**
 * Keeps the windows of this machine in step with the core of a data folder: reads `run.json` twice a second, and asks
 * the core it names for its site where that changed, and for what its outputs show.
 */
export class CoreWatch {
  readonly #options: CoreWatchOptions;
  readonly #stopping = new AbortController();
  #client: CoreClient | null = null;
  #site: Site | null = null;
  #answered: CoreClient | null = null;
  #failure: string | null = null;
  #asking: Promise<void> = Promise.resolve();

  constructor(options: CoreWatchOptions) {
    this.#options = options;
  }

  /** The core as it is reached now; null before it was found. */
  get client(): CoreClient | null {
    return this.#client;
  }

  /** The core and the site that it shows; null before it has said. */
  get reached(): { readonly client: CoreClient; readonly site: Site } | null {
    return this.#client === null || this.#site === null ? null : { client: this.#client, site: this.#site };
  }

  start(): void {
    void this.#loop();
  }

  /** Looks at once rather than at the next turn: the core is known to be ready. */
  look(): void {
    void this.#look();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("stopped"));
    await this.#asking;
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.#look();
      await this.#options.clock.sleep(ASK_EVERY_MS, signal).catch((reason: unknown) => {
        if (!signal.aborted) {
          throw reason;
        }
      });
    }
  }

  #look(): Promise<void> {
    const before = this.#asking;
    this.#asking = (async () => {
      await before;
      await this.#once();
    })();
    return this.#asking;
  }

  async #once(): Promise<void> {
    if (this.#stopping.signal.aborted) {
      return;
    }
    try {
      const client = await this.#find();
      if (client === null) {
        return;
      }
      await this.#ask(client);
      this.#failure = null;
    } catch (error) {
      const failure = error instanceof Error ? error : new Error(String(error));
      if (failure.message !== this.#failure && !this.#stopping.signal.aborted) {
        this.#failure = failure.message;
        this.#options.failed(failure);
      }
    }
  }

  async #find(): Promise<CoreClient | null> {
    const run = await readRun(this.#options.data);
    if (run !== null && JSON.stringify(run) !== JSON.stringify(this.#client?.run)) {
      this.#client = new CoreClient(run);
    }
    return run === null ? null : this.#client;
  }

  async #ask(client: CoreClient): Promise<void> {
    const { windows } = this.#options;
    const changed = await client.changedSite();
    if (this.#answered !== client) {
      this.#answered = client;
      windows.connect(client);
      if (changed !== null) {
        this.#options.found(changed, client);
      }
    }
    if (changed !== null && JSON.stringify(changed) !== JSON.stringify(this.#site)) {
      this.#site = changed;
      await windows.show(changed);
    }
    windows.observe(await client.outputs());
  }
}
