import type { Clock } from "../../base/clock.ts";
import { CoreWatch } from "../core-watch.ts";
import type { KeptProcess } from "../kept-process.ts";
import type { Told } from "../told.ts";
import { WindowSet } from "../window-set.ts";
import { electronDisplays } from "./displays.ts";
import { lockSession } from "./lock.ts";
import type { AppPort, CreateWindow, PowerPort, ScreenPort, SessionPort } from "./ports.ts";
import { ElectronWindow } from "./window.ts";

export interface ElectronShellOptions {
  readonly clock: Clock;
  readonly app: AppPort;
  /** Electron's screen is not there before the application is ready. */
  screen(): ScreenPort;
  session(partition: string): SessionPort;
  readonly power: PowerPort;
  readonly createWindow: CreateWindow;
  /** Absolute path of the core's data folder. */
  readonly data: string;
  /** The core to keep running; null where it runs by itself and this is its client. */
  core(shell: ElectronShell): KeptProcess | null;
  tell(name: Told, values: Record<string, string>): void;
}

/**
 * The session of an output's page, in memory only: nothing of a page outlives the shell. Each has its own, because the
 * cookie that its one-time address gives is good for that output.
 */
const partitionOf = (outputId: string) => `dinding-${outputId}`;
/** Displays come and go in bursts: one plug is three events. */
const SETTLE_MS = 300;

/** Electron as the shell of one machine. */
export class ElectronShell {
  readonly #options: ElectronShellOptions;
  readonly #open = new Set<ElectronWindow>();
  readonly #locked = new Set<string>();
  readonly #windows: WindowSet;
  readonly #watch: CoreWatch;
  #core: KeptProcess | null = null;
  #blocker: number | null = null;
  #settle: (() => void) | null = null;
  #ending: Promise<void> | null = null;

  constructor(options: ElectronShellOptions) {
    this.#options = options;
    this.#windows = new WindowSet({
      kind: "electron",
      displays: () => Promise.resolve(electronDisplays(options.screen())),
      waiting: (outputs) => {
        for (const { outputId, display } of outputs) {
          options.tell("waiting", { name: outputId, display });
        }
      },
      failed: (error) => options.tell("windowsFailed", { how: String(error) }),
      open: (plan, client) => {
        const window = new ElectronWindow({
          clock: options.clock,
          plan,
          createWindow: (with_) => options.createWindow(with_),
          partition: this.#lockedPartition(plan.outputId),
          client,
          told: ({ name }, how, waitMs) => {
            const seconds = ((waitMs ?? 0) / 1000).toFixed(1);
            options.tell(waitMs === null ? "windowClosed" : "windowEnded", { name, how, seconds });
            if (waitMs === null) {
              this.#closedByHand();
            }
          },
          gone: () => this.#open.delete(window),
        });
        this.#open.add(window);
        window.open();
        return window;
      },
    });
    this.#watch = new CoreWatch({
      clock: options.clock,
      data: options.data,
      windows: this.#windows,
      found: () => undefined,
      failed: (error) => options.tell("cannotAsk", { how: error.message }),
    });
  }

  /** Runs until it is ended. Leaves at once, with status 0, where this data folder has a shell already. */
  async run(): Promise<void> {
    const { app } = this.#options;
    if (!app.requestSingleInstanceLock()) {
      app.exit(0);
      return;
    }
    app.on("second-instance", () => {
      for (const window of this.#open) {
        window.focus();
      }
    });
    app.on("child-process-gone", (_event, { type, reason, name }) => {
      this.#options.tell("processGone", { name: name ?? type, how: reason });
    });
    // A wall without a window for a moment is no reason to leave; a desk says so itself.
    app.on("window-all-closed", () => undefined);
    app.on("before-quit", (event) => {
      event.preventDefault();
      void this.end(0);
    });
    await app.whenReady();
    this.#begin();
  }

  /** The core has said that it listens. */
  look(): void {
    this.#watch.look();
  }

  /** Closes the windows, ends the core where it is ours, and leaves with `status`. */
  end(status: number): Promise<void> {
    this.#ending ??= this.#end(status);
    return this.#ending;
  }

  #begin(): void {
    const { power } = this.#options;
    this.#blocker = power.start("prevent-display-sleep");
    const displays = this.#options.screen();
    displays.on("display-added", () => this.#displaysChanged());
    displays.on("display-removed", () => this.#displaysChanged());
    displays.on("display-metrics-changed", () => this.#displaysChanged());
    this.#core = this.#options.core(this);
    this.#core?.start();
    this.#watch.start();
  }

  #lockedPartition(outputId: string): string {
    const partition = partitionOf(outputId);
    if (!this.#locked.has(partition)) {
      this.#locked.add(partition);
      lockSession(this.#options.session(partition), () => this.#watch.client?.run.spki ?? null);
    }
    return partition;
  }

  #displaysChanged(): void {
    this.#settle?.();
    this.#settle = this.#options.clock.after(SETTLE_MS, () => {
      this.#settle = null;
      void this.#windows.arrange();
    });
  }

  #closedByHand(): void {
    if (this.#open.size === 0) {
      void this.end(0);
    }
  }

  async #end(status: number): Promise<void> {
    this.#settle?.();
    await Promise.all([this.#watch.stop(), this.#windows.close(), this.#core?.stop(5_000)]);
    if (this.#blocker !== null) {
      this.#options.power.stop(this.#blocker);
    }
    this.#options.app.exit(status);
  }
}
