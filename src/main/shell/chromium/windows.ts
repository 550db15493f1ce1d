import { join } from "node:path";
import type { Site } from "../../../layouts/site.ts";
import type { OutputState } from "../../../protocol/output.ts";
import { systemClock } from "../../base/clock.ts";
import type { CoreClient } from "../core-client.ts";
import { readDisplays } from "../displays.ts";
import type { Ended } from "../kept-process.ts";
import { planWindows, type Waiting, type WindowPlan } from "../window-plan.ts";
import type { Windows } from "../windows.ts";
import { hasGpu } from "./browser.ts";
import { ChromiumWindow } from "./window.ts";

export interface ChromiumWindowsOptions {
  readonly browser: string;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  ended(plan: WindowPlan, ended: Ended, waitMs: number | null): void;
  /** Outputs whose display is missing; told when that changes. */
  waiting(waiting: readonly Waiting[]): void;
  /** Windows could not be arranged; it is tried again when the site or the displays are looked at next. */
  failed(error: unknown): void;
}

/** How often the displays are looked at for one that came, went or moved, in calls of `observe` (2 s each). */
const DISPLAY_EVERY = 5;

/** The windows of an installed Chromium. */
export class ChromiumWindows implements Windows {
  readonly kind = "chromium";
  readonly #options: ChromiumWindowsOptions;
  readonly #open = new Map<string, ChromiumWindow>();
  #client: CoreClient | null = null;
  #site: Site | null = null;
  #waiting = "";
  #observed = 0;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: ChromiumWindowsOptions) {
    this.#options = options;
  }

  /** Output and process of each window that is open now. */
  get open(): { outputId: string; pid: number | null }[] {
    return [...this.#open].map(([outputId, window]) => ({ outputId, pid: window.pid }));
  }

  connect(client: CoreClient): void {
    this.#client = client;
  }

  show(site: Site): Promise<void> {
    this.#site = site;
    return this.#arrange();
  }

  observe(outputs: readonly OutputState[]): void {
    for (const window of this.#open.values()) {
      window.observe(outputs);
    }
    this.#observed += 1;
    if (this.#observed % DISPLAY_EVERY === 0) {
      void this.#arrange();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
    await Promise.all([...this.#open.values()].map((window) => window.close()));
    this.#open.clear();
  }

  /** One arrangement after the other, and a failed one keeps no later one from being made. */
  #arrange(): Promise<void> {
    const before = this.#work;
    const now = (async () => {
      await before;
      await this.#arrangeOnce();
    })();
    this.#work = now.catch((error: unknown) => this.#options.failed(error));
    return this.#work;
  }

  /** Opens, moves and closes windows until they are those of the site on the displays there are. */
  async #arrangeOnce(): Promise<void> {
    const site = this.#site;
    const client = this.#client;
    if (site === null || client === null || this.#closed) {
      return;
    }
    const { windows, waiting } = planWindows(site, await readDisplays(this.#options.env));
    this.#tellWaiting(waiting);
    const gone = [...this.#open.values()].filter((open) => !windows.some((plan) => same(plan, open.plan)));
    await Promise.all(gone.map((window) => window.close()));
    for (const window of gone) {
      this.#open.delete(window.plan.outputId);
    }
    for (const plan of windows) {
      if (!this.#open.has(plan.outputId)) {
        this.#openWindow(plan, client);
      }
    }
  }

  #openWindow(plan: WindowPlan, first: CoreClient): void {
    const { browser, dataFolder, env } = this.#options;
    const window = new ChromiumWindow({
      clock: systemClock,
      browser,
      profiles: join(dataFolder, "shell"),
      env,
      gpu: hasGpu(),
      plan,
      client: () => this.#client ?? first,
      ended: (ofPlan, ended, waitMs) => this.#options.ended(ofPlan, ended, waitMs),
    });
    this.#open.set(plan.outputId, window);
    window.open();
  }

  #tellWaiting(waiting: readonly Waiting[]): void {
    const key = JSON.stringify(waiting);
    if (key !== this.#waiting) {
      this.#waiting = key;
      this.#options.waiting(waiting);
    }
  }
}

function same(a: WindowPlan, b: WindowPlan): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
