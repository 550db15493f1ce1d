import { EventEmitter } from "node:events";
import type { BrowserWindowConstructorOptions, Display } from "electron";
import type { Clock } from "../../../src/main/base/clock.ts";
import type {
  AppPort,
  ContentsPort,
  PowerPort,
  ScreenPort,
  SessionPort,
  WindowPort,
} from "../../../src/main/shell/electron/ports.ts";

/* Electron without Electron: what the shell calls, in Electron's types, remembering what was called. */

type WindowOpen = Parameters<ContentsPort["setWindowOpenHandler"]>[0];

export class DoubleContents extends EventEmitter implements ContentsPort {
  openHandler: WindowOpen | null = null;
  crashes = 0;

  setWindowOpenHandler(handler: WindowOpen): void {
    this.openHandler = handler;
  }

  forcefullyCrashRenderer(): void {
    this.crashes += 1;
    this.gone("killed");
  }

  getOSProcessId(): number {
    return 4242;
  }

  gone(reason: string): void {
    this.emit("render-process-gone", {}, { reason, exitCode: 1 });
  }

  /** Whether a page that wants to go to `url` by `event` was kept where it is. */
  keeps(
    event: "will-navigate" | "will-frame-navigate" | "will-redirect" | "will-attach-webview",
    url: string,
  ): boolean {
    let kept = false;
    this.emit(event, { url, preventDefault: () => (kept = true) });
    return kept;
  }
}

export class DoubleWindow extends EventEmitter implements WindowPort {
  readonly webContents = new DoubleContents();
  readonly options: BrowserWindowConstructorOptions;
  readonly loaded: string[] = [];
  failLoads = 0;
  focused = 0;
  minimized = false;
  #destroyed = false;

  constructor(options: BrowserWindowConstructorOptions) {
    super();
    this.options = options;
  }

  loadURL(url: string): Promise<void> {
    this.loaded.push(url);
    if (this.failLoads > 0) {
      this.failLoads -= 1;
      return Promise.reject(new Error("ERR_CONNECTION_REFUSED"));
    }
    return Promise.resolve();
  }

  destroy(): void {
    if (!this.#destroyed) {
      this.#destroyed = true;
      this.emit("closed");
    }
  }

  isDestroyed(): boolean {
    return this.#destroyed;
  }

  isMinimized(): boolean {
    return this.minimized;
  }

  restore(): void {
    this.minimized = false;
  }

  focus(): void {
    this.focused += 1;
  }
}

export class DoubleScreen extends EventEmitter implements ScreenPort {
  displays: Display[] = [];

  getAllDisplays(): Display[] {
    return this.displays;
  }

  getPrimaryDisplay(): Display {
    const [first] = this.displays;
    if (first === undefined) {
      throw new Error("no display");
    }
    return first;
  }
}

/** A display at x, y of the desktop. */
export function display(
  id: number,
  label: string,
  x: number,
  y: number,
  width = 1920,
  height = 1080,
): Display {
  const bounds = { x, y, width, height };
  return {
    ...{ id, label, bounds, workArea: bounds, size: { width, height }, workAreaSize: { width, height } },
    ...{ scaleFactor: 1, rotation: 0, internal: false, detected: true, monochrome: false },
    ...{ accelerometerSupport: "unknown", touchSupport: "unknown", colorDepth: 24, colorSpace: "" },
    ...{ depthPerComponent: 8, displayFrequency: 60, maximumCursorSize: { width: 64, height: 64 } },
    nativeOrigin: { x, y },
  };
}

export class DoubleApp extends EventEmitter implements AppPort {
  alone = true;
  exited: number | null = null;

  requestSingleInstanceLock(): boolean {
    return this.alone;
  }

  whenReady(): Promise<void> {
    return Promise.resolve();
  }

  exit(status?: number): void {
    this.exited ??= status ?? 0;
  }
}

export class DoublePower implements PowerPort {
  readonly held = new Set<number>();

  start(type: "prevent-app-suspension" | "prevent-display-sleep"): number {
    const id = type === "prevent-display-sleep" ? 1 : 2;
    this.held.add(id);
    return id;
  }

  stop(id: number): boolean {
    return this.held.delete(id);
  }
}

type Handler<Name extends keyof SessionPort> = SessionPort[Name] extends (handler: infer H) => void
  ? H
  : never;

export class DoubleSession extends EventEmitter implements SessionPort {
  request: Handler<"setPermissionRequestHandler"> = null;
  check: Handler<"setPermissionCheckHandler"> = null;
  device: Handler<"setDevicePermissionHandler"> = null;
  verify: Handler<"setCertificateVerifyProc"> = null;
  captures = true;

  setPermissionRequestHandler(handler: Handler<"setPermissionRequestHandler">): void {
    this.request = handler;
  }

  setPermissionCheckHandler(handler: Handler<"setPermissionCheckHandler">): void {
    this.check = handler;
  }

  setDevicePermissionHandler(handler: Handler<"setDevicePermissionHandler">): void {
    this.device = handler;
  }

  setDisplayMediaRequestHandler(handler: Parameters<SessionPort["setDisplayMediaRequestHandler"]>[0]): void {
    this.captures = handler !== null;
  }

  setCertificateVerifyProc(handler: Handler<"setCertificateVerifyProc">): void {
    this.verify = handler;
  }
}

/** Time that passes when the test says so. */
export class StepClock implements Clock {
  #now = 0;
  #timers = new Set<{ at: number; task: () => void }>();

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#now;
  }

  sleep(ms: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.after(ms, resolve);
      signal.addEventListener("abort", () => {
        cancel();
        reject(signal.reason);
      });
    });
  }

  after(ms: number, task: () => void): () => void {
    const timer = { at: this.#now + ms, task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Lets `ms` pass, task by task, each followed by whatever it set going. */
  async pass(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const [next] = [...this.#timers].filter((timer) => timer.at <= end).toSorted((a, b) => a.at - b.at);
      if (next === undefined) {
        break;
      }
      this.#now = next.at;
      this.#timers.delete(next);
      next.task();
    }
    this.#now = end;
  }
}
