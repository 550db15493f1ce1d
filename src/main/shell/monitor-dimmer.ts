import { contains } from "../../layouts/rect.ts";
import type { Site } from "../../layouts/site.ts";
import type { BrightnessState } from "../../protocol/brightness.ts";
import type { Clock } from "../base/clock.ts";
import { type DdcMonitor, findMonitors, sameConnector, setLuminance } from "./ddc.ts";
import type { Display } from "./displays.ts";
import { planWindows } from "./window-plan.ts";

/** What it asks of the core, and tells it. */
export interface BrightnessClient {
  brightness(): Promise<BrightnessState>;
  monitorsDim(outputIds: readonly string[]): Promise<void>;
}

export interface MonitorDimmerOptions {
  readonly clock: Clock;
  /** `ddcutil`, or where it is. */
  readonly program: string;
  displays(): Promise<readonly Display[]>;
  /** The core as it is reached now, and the site that it shows; null before. */
  core(): { readonly client: BrightnessClient; readonly site: Site } | null;
  /** The core could not be asked; it is asked again in a moment. */
  failed(error: unknown): void;
}

/** How often the core is asked how bright it is to be, milliseconds. */
const LOOK_MS = 5_000;
/** Monitors come and go with a plug; asking all of them takes seconds. Looks between two times. */
const DETECT_EVERY = 24;

interface Followed {
  readonly outputId: string;
  readonly monitor: DdcMonitor;
}

/** Makes the monitors of this machine's outputs as bright as the core says, where they take orders over their cable. */
export class MonitorDimmer {
  readonly #options: MonitorDimmerOptions;
  readonly #stopping = new AbortController();
  #monitors: readonly DdcMonitor[] = [];
  /** Percent that each bus was set to last. */
  readonly #set = new Map<number, number>();
  #looks = 0;
  #running: Promise<void> = Promise.resolve();

  constructor(options: MonitorDimmerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#running = this.#loop();
  }

  async stop(): Promise<void> {
    this.#stopping.abort(new Error("stopped"));
    await this.#running;
  }

  /** One look: detects now and then, and sets what has changed. */
  async look(): Promise<void> {
    const { program } = this.#options;
    const { signal } = this.#stopping;
    const reached = this.#options.core();
    if (reached === null) return;
    if (this.#looks % DETECT_EVERY === 0) this.#monitors = await findMonitors(program, signal);
    this.#looks += 1;
    if (this.#monitors.length === 0 || signal.aborted) return;
    const { client, site } = reached;
    const { percent, by } = await client.brightness();
    const followed = this.#followed(site, await this.#options.displays());
    const answering: string[] = [];
    for (const { outputId, monitor } of followed) {
      // What nobody has set stays as the monitor's own buttons left it.
      const wanted = by === "none" ? undefined : percent;
      const done = wanted === undefined || this.#set.get(monitor.bus) === wanted;
      if (done || (await setLuminance(program, monitor, wanted, signal))) {
        if (wanted !== undefined) this.#set.set(monitor.bus, wanted);
        answering.push(outputId);
      } else this.#set.delete(monitor.bus);
    }
    if (answering.length > 0 && !signal.aborted) await client.monitorsDim(answering);
  }

  /** Outputs that are on a display whose monitor answers, unless the site has something else dim them. */
  #followed(site: Site, displays: readonly Display[]): Followed[] {
    return planWindows(site, displays).windows.flatMap(({ outputId, kind, rect }): Followed[] => {
      const dimming = site.outputs.find(({ id }) => id === outputId)?.dimming;
      if (kind !== "kiosk" || (dimming !== undefined && dimming !== "monitor")) return [];
      const display = displays.find((each) => contains(each.rect, rect));
      const monitor = this.#monitors.find(
        ({ connector }) =>
          connector !== null && display?.names.some((name) => sameConnector(name, connector)),
      );
      return monitor === undefined ? [] : [{ outputId, monitor }];
    });
  }

  async #loop(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await this.look().catch((error: unknown) => this.#options.failed(error));
      await this.#options.clock.sleep(LOOK_MS, signal).catch((reason: unknown) => {
        if (!signal.aborted) throw reason;
      });
    }
  }
}
