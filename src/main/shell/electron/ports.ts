import type {
  App,
  BrowserWindow,
  BrowserWindowConstructorOptions,
  Details,
  Event,
  PowerSaveBlocker,
  RenderProcessGoneDetails,
  Screen,
  Session,
  UtilityProcess,
  WebContents,
} from "electron";

/*
 * As much of Electron as the shell uses, in Electron's own types, so that its logic runs without Electron in a
 * test and still does not compile when Electron changes: main.ts hands the real objects in. Only `on` is written
 * out, because Electron's gives the whole object back.
 */

/** A page is about to go somewhere. */
type Going = Event<{ url: string }>;

interface ContentsEvents {
  on(
    event: "render-process-gone",
    listener: (event: Event, details: RenderProcessGoneDetails) => void,
  ): unknown;
  on(
    event: "did-fail-load",
    listener: (event: Event, code: number, text: string, url: string, isMainFrame: boolean) => void,
  ): unknown;
  on(
    event: "will-navigate" | "will-frame-navigate" | "will-redirect",
    listener: (event: Going) => void,
  ): unknown;
  on(event: "will-attach-webview", listener: (event: Event) => void): unknown;
}

export type ContentsPort = ContentsEvents &
  Pick<WebContents, "setWindowOpenHandler" | "forcefullyCrashRenderer" | "getOSProcessId">;

interface WindowEvents {
  on(event: "closed" | "unresponsive" | "responsive", listener: () => void): unknown;
  readonly webContents: ContentsPort;
}

export type WindowPort = WindowEvents &
  Pick<BrowserWindow, "loadURL" | "destroy" | "isDestroyed" | "isMinimized" | "restore" | "focus">;

export type CreateWindow = (options: BrowserWindowConstructorOptions) => WindowPort;

interface ScreenEvents {
  on(event: "display-added" | "display-removed" | "display-metrics-changed", listener: () => void): unknown;
}

export type ScreenPort = ScreenEvents & Pick<Screen, "getAllDisplays" | "getPrimaryDisplay">;

interface AppEvents {
  on(event: "second-instance" | "window-all-closed", listener: () => void): unknown;
  on(event: "before-quit", listener: (event: Event) => void): unknown;
  on(event: "child-process-gone", listener: (event: Event, details: Details) => void): unknown;
}

export type AppPort = AppEvents & Pick<App, "requestSingleInstanceLock" | "whenReady" | "exit">;

export type PowerPort = Pick<PowerSaveBlocker, "start" | "stop">;

interface SessionEvents {
  on(event: "will-download", listener: (event: Event) => void): unknown;
}

export type SessionPort = SessionEvents &
  Pick<
    Session,
    | "setPermissionRequestHandler"
    | "setPermissionCheckHandler"
    | "setDevicePermissionHandler"
    | "setDisplayMediaRequestHandler"
    | "setCertificateVerifyProc"
  >;

interface UtilityEvents {
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "exit", listener: (code: number) => void): unknown;
}

export type UtilityPort = UtilityEvents & Pick<UtilityProcess, "kill" | "pid" | "stdout" | "stderr">;
