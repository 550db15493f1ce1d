import type { Site } from "../../layouts/site.ts";
import type { OutputState } from "../../protocol/output.ts";
import type { CoreClient } from "./core-client.ts";

/** Opens and keeps the windows of this machine: one implementation a shell. */
export interface Windows {
  readonly kind: "electron" | "chromium" | "none";
  /** The core listens, now or again. */
  connect(client: CoreClient): void;
  /** The site, at first and whenever it changed. */
  show(site: Site): Promise<void>;
  /** What the core knows of the outputs, every 2 s while it answers. */
  observe(outputs: readonly OutputState[]): void;
  /** Ends every window and resolves when they are gone. */
  close(): Promise<void>;
}

/** No windows: pages are opened by hand or on other machines. */
export const noWindows: Windows = {
  kind: "none",
  connect: () => undefined,
  show: () => Promise.resolve(),
  observe: () => undefined,
  close: () => Promise.resolve(),
};
