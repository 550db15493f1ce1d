import { join } from "node:path";
import { systemClock } from "../../base/clock.ts";
import { readDisplays } from "../displays.ts";
import type { Ended } from "../kept-process.ts";
import type { Waiting, WindowPlan } from "../window-plan.ts";
import { WindowSet } from "../window-set.ts";
import { hasGpu } from "./browser.ts";
import { ChromiumWindow } from "./window.ts";

export interface ChromiumWindowsOptions {
  /** Path of the browser. */
  readonly browser: string;
  readonly dataFolder: string;
  readonly env: NodeJS.ProcessEnv;
  ended(plan: WindowPlan, ended: Ended, waitMs: number | null): void;
  reloaded(plan: WindowPlan): void;
  waiting(waiting: readonly Waiting[]): void;
  failed(error: unknown): void;
}

/** The windows of an installed Chromium. */
export function chromiumWindows(options: ChromiumWindowsOptions): WindowSet {
  const { browser, dataFolder, env } = options;
  const gpu = hasGpu();
  return new WindowSet({
    kind: "chromium",
    displays: () => readDisplays(env),
    waiting: (waiting) => options.waiting(waiting),
    failed: (error) => options.failed(error),
    open(plan, client) {
      const window = new ChromiumWindow({
        clock: systemClock,
        browser,
        profiles: join(dataFolder, "shell"),
        env,
        gpu,
        plan,
        client,
        ended: (ofPlan, ended, waitMs) => options.ended(ofPlan, ended, waitMs),
        reloaded: (ofPlan) => options.reloaded(ofPlan),
      });
      window.open();
      return window;
    },
  });
}
