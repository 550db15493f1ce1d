import type { Site } from "../../layouts/site.ts";
import type { OutputState } from "../../protocol/output.ts";
import type { CoreClient } from "./core-client.ts";
import type { Display } from "./displays.ts";
import { planWindows, type Waiting, type WindowPlan } from "./window-plan.ts";
import type { Windows } from "./windows.ts";

/** One open window, kept open until it is closed. */
export interface KeptWindow {
  readonly plan: WindowPlan;
  /** Process of its browser or page; null between two lives. */
  readonly pid: number | null;
  observe(outputs: readonly OutputState[]): void;
  /** Resolves when it is gone. */
  close(): Promise<void>;
}

export interface WindowSetOptions {
  readonly kind: Windows["kind"];
  displays(): Promise<Display[]>;
  /** Opens a window; `client` gives the core as it is reached at the time of the call. */
  open(plan: WindowPlan, client: () => CoreClient): KeptWindow;
  /** Outputs whose display is missing; told when that changes. */
  waiting(waiting: readonly Waiting[]): void;
  /** Windows could not be arranged; it is tried again when the site or the displays are looked at next. */
  failed(error: unknown): void;
}

/** How often the displays are looked at for one that came, went or moved, in calls of `observe` (2 s each). */
const DISPLAY_EVERY = 5;

/** The windows of this machine: those of the site's outputs on the displays that are there. */
export class WindowSet implements Windows {
  readonly kind: Windows["kind"];
  readonly #options: WindowSetOptions;
  readonly #open = new Map<string, KeptWindow>();
  #client: CoreClient | null = null;
  #site: Site | null = null;
  #waiting = "[]";
  /** The displays that the core was told last, as text, and which core that was. */
  #displays = "";
  #toldTo: CoreClient | null = null;
  #observed = 0;
  #work: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(options: WindowSetOptions) {
    this.kind = options.kind;
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
    return this.arrange();
  }

  observe(outputs: readonly OutputState[]): void {
    for (const window of this.#open.values()) {
      window.observe(outputs);
    }
    this.#observed += 1;
    if (this.#observed % DISPLAY_EVERY === 0) {
      void this.arrange();
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#work;
    await Promise.all([...this.#open.values()].map((window) => window.close()));
    this.#open.clear();
  }

  /** Looks at the displays again. One arrangement after the other; a failed one keeps no later one from being made. */
  arrange(): Promise<void> {
    const before = this.#work;
    const now = (async () => {
      await before;
      await this.#arrangeOnce();
    })();
    this.#work = now.catch((error: unknown) => this.#options.failed(error));
    return this.#work;
  }

  async #arrangeOnce(): Promise<void> {
    const site = this.#site;
    const first = this.#client;
    if (site === null || first === null || this.#closed) {
      return;
    }
    const displays = await this.#options.displays();
    const { windows, waiting } = planWindows(site, displays);
    this.#tellWaiting(waiting);
    const gone = [...this.#open.values()].filter((open) => !windows.some((plan) => same(plan, open.plan)));
    await Promise.all(gone.map((window) => window.close()));
    for (const window of gone) {
      this.#open.delete(window.plan.outputId);
    }
    for (const plan of windows) {
      if (!this.#open.has(plan.outputId)) {
        this.#open.set(
          plan.outputId,
          this.#options.open(plan, () => this.#client ?? first),
        );
      }
    }
    // The technician chooses among them; that the core has gone meanwhile is told by whoever asks it next.
    const told = JSON.stringify(displays);
    if (told !== this.#displays || this.#client !== this.#toldTo) {
      await (this.#client ?? first).tellDisplays(displays);
      this.#displays = told;
      this.#toldTo = this.#client;
    }
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
