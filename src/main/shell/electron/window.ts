import type { BrowserWindowConstructorOptions } from "electron";
import type { OutputState } from "../../../protocol/output.ts";
import type { Clock } from "../../base/clock.ts";
import type { CoreClient } from "../core-client.ts";
import { PagePatience } from "../page-patience.ts";
import { RestartPace } from "../restart-pace.ts";
import type { WindowPlan } from "../window-plan.ts";
import type { KeptWindow } from "../window-set.ts";
import { lockContents } from "./lock.ts";
import type { CreateWindow, WindowPort } from "./ports.ts";

export interface ElectronWindowOptions {
  readonly clock: Clock;
  readonly plan: WindowPlan;
  readonly createWindow: CreateWindow;
  /** Name of the session that was locked for the pages. */
  readonly partition: string;
  client(): Pick<CoreClient, "codeUrl" | "run">;
  /** Something happened to the window; `waitMs` until its page is loaded again, null where it is not. */
  told(plan: WindowPlan, what: string, waitMs: number | null): void;
  /** It was closed for good, by a person or by who keeps it. */
  gone(): void;
}

/** How long a page may hang before its renderer is ended, milliseconds. */
const HUNG_MS = 5_000;
/** A load that something else took the place of (Chromium, net_error_list.h). */
const ERR_ABORTED = -3;

/** What every window is made with: a page of the web in a sandbox, without Node, never slowed down while covered. */
export function windowOptions(plan: WindowPlan, partition: string): BrowserWindowConstructorOptions {
  const kiosk = plan.kind === "kiosk";
  return {
    ...plan.rect,
    title: plan.name,
    useContentSize: true,
    backgroundColor: "#101214",
    autoHideMenuBar: true,
    ...(kiosk && {
      frame: false,
      resizable: false,
      movable: false,
      minimizable: false,
      skipTaskbar: true,
      enableLargerThanScreen: true,
      // A display shared by two outputs has no full screen to give to one of them.
      kiosk: plan.whole,
    }),
    webPreferences: {
      partition,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !kiosk,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: "no-user-gesture-required",
    },
  };
}

/**
 * The window of one output. Its page is loaded anew, by a new one-time address, when its renderer dies, hangs for
 * 5 s, fails to load or stays unknown to a core that answers; a kiosk's window is made anew when it is closed.
 */
export class ElectronWindow implements KeptWindow {
  readonly plan: WindowPlan;
  readonly #options: ElectronWindowOptions;
  readonly #patience: PagePatience;
  readonly #pace = new RestartPace(200, 5_000, 10_000);
  #window: WindowPort | null = null;
  #loadedAt = 0;
  #cancelLoad: (() => void) | null = null;
  #cancelHung: (() => void) | null = null;
  #closing = false;

  constructor(options: ElectronWindowOptions) {
    this.plan = options.plan;
    this.#options = options;
    this.#patience = new PagePatience(options.plan.outputId);
  }

  /** Process of its page; null while there is none. */
  get pid(): number | null {
    const window = this.#window;
    return window === null || window.isDestroyed() ? null : window.webContents.getOSProcessId() || null;
  }

  open(): void {
    const { createWindow, partition } = this.#options;
    const window = createWindow(windowOptions(this.plan, partition));
    this.#window = window;
    lockContents(window.webContents, () => new URL(this.#options.client().run.origin).origin);
    window.on("closed", () => this.#closed(window));
    window.on("unresponsive", () => this.#hung(window));
    window.on("responsive", () => this.#notHung());
    window.webContents.on("render-process-gone", (_event, details) => this.#again(details.reason));
    window.webContents.on("did-fail-load", (_event, code, text, _url, isMainFrame) => {
      if (isMainFrame && code !== ERR_ABORTED) {
        this.#again(text);
      }
    });
    void this.#load(window);
  }

  observe(outputs: readonly OutputState[]): void {
    if (this.#cancelLoad === null && this.#patience.isOver(outputs, this.#options.clock.monotonic())) {
      this.#again("no page");
    }
  }

  focus(): void {
    const window = this.#window;
    if (window?.isMinimized()) {
      window.restore();
    }
    window?.focus();
  }

  close(): Promise<void> {
    this.#closing = true;
    this.#cancelLoad?.();
    this.#notHung();
    this.#window?.destroy();
    this.#window = null;
    this.#options.gone();
    return Promise.resolve();
  }

  async #load(window: WindowPort): Promise<void> {
    this.#cancelLoad = null;
    this.#patience.begin();
    this.#loadedAt = this.#options.clock.monotonic();
    try {
      const url = await this.#options.client().codeUrl(this.plan.outputId);
      if (!this.#closing && !window.isDestroyed()) {
        await window.loadURL(url);
      }
    } catch (error) {
      this.#again(error instanceof Error ? error.message : String(error));
    }
  }

  /** Loads the page again after a wait that grows while it keeps failing; one such wait at a time. */
  #again(what: string): void {
    if (this.#closing || this.#cancelLoad !== null) {
      return;
    }
    this.#notHung();
    const { clock } = this.#options;
    const waitMs = this.#pace.next(clock.monotonic() - this.#loadedAt);
    this.#options.told(this.plan, what, waitMs);
    this.#cancelLoad = clock.after(waitMs, () => {
      this.#cancelLoad = null;
      const window = this.#window;
      if (window === null || window.isDestroyed()) {
        this.open();
      } else {
        void this.#load(window);
      }
    });
  }

  #hung(window: WindowPort): void {
    this.#cancelHung ??= this.#options.clock.after(HUNG_MS, () => {
      this.#cancelHung = null;
      if (!window.isDestroyed()) {
        window.webContents.forcefullyCrashRenderer();
      }
    });
  }

  #notHung(): void {
    this.#cancelHung?.();
    this.#cancelHung = null;
  }

  #closed(window: WindowPort): void {
    if (this.#closing || this.#window !== window) {
      return;
    }
    this.#window = null;
    this.#notHung();
    if (this.plan.kind === "kiosk") {
      this.#again("closed");
    } else {
      // A person at a desk is done with it.
      this.#closing = true;
      this.#cancelLoad?.();
      this.#options.gone();
      this.#options.told(this.plan, "closed", null);
    }
  }
}
