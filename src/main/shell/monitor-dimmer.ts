import { contains } from "../../layouts/rect.ts";
import type { Site } from "../../layouts/site.ts";
import type { BrightnessState } from "../../protocol/brightness.ts";
import type { Clock } from "../base/clock.ts";
import { type DdcMonitor, findMonitors, readLuminance, sameConnector, setLuminance } from "./ddc.ts";
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

/** What was done to a monitor. */
interface Order {
  readonly percent: number;
  /** Its brightness before the first order, in its own steps. */
  readonly before: number;
}

const keyOf = ({ bus, model }: DdcMonitor): string => `${bus} ${model}`;

/** Makes the monitors of this machine's outputs as bright as the core says, where they take orders over their cable. */
export class MonitorDimmer {
  readonly #options: MonitorDimmerOptions;
  readonly #stopping = new AbortController();
  #monitors: readonly DdcMonitor[] = [];
  /** By bus and model, of those that are plugged in. */
  readonly #set = new Map<string, Order>();
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
    const { signal } = this.#stopping;
    const reached = this.#options.core();
    if (reached === null) return;
    if (this.#looks % DETECT_EVERY === 0) await this.#detect();
    this.#looks += 1;
    if (this.#monitors.length === 0 || signal.aborted) return;
    const { client, site } = reached;
    const { percent, by } = await client.brightness();
    const followed = this.#followed(site, await this.#options.displays());
    // What the site has dimmed otherwise by now, or not at all, is not to stay dark beneath that.
    const following = new Set(followed.map(({ monitor }) => monitor));
    for (const monitor of this.#monitors) if (!following.has(monitor)) await this.#giveBack(monitor);
    const answering: string[] = [];
    for (const { outputId, monitor } of followed) {
      const follows = by === "none" ? this.#giveBack(monitor) : this.#make(monitor, percent);
      if (await follows) answering.push(outputId);
    }
    if (answering.length > 0 && !signal.aborted) await client.monitorsDim(answering);
  }

  async #detect(): Promise<void> {
    this.#monitors = await findMonitors(this.#options.program, this.#stopping.signal);
    const there = new Set(this.#monitors.map(keyOf));
    for (const key of this.#set.keys()) if (!there.has(key)) this.#set.delete(key);
  }

  /** False where the monitor does not answer. */
  async #make(monitor: DdcMonitor, percent: number): Promise<boolean> {
    const { program } = this.#options;
    const { signal } = this.#stopping;
    const key = keyOf(monitor);
    const known = this.#set.get(key);
    if (known?.percent === percent) return true;
    const now = await readLuminance(program, monitor, signal);
    if (now === null) return false;
    const done = await setLuminance(program, monitor, Math.round((percent * now.most) / 100), signal);
    if (done) this.#set.set(key, { percent, before: known?.before ?? now.value });
    return done;
  }

  /** What nobody wishes any more is as the monitor's own buttons left it. */
  async #giveBack(monitor: DdcMonitor): Promise<boolean> {
    const { program } = this.#options;
    const key = keyOf(monitor);
    const known = this.#set.get(key);
    if (known === undefined) return true;
    const done = await setLuminance(program, monitor, known.before, this.#stopping.signal);
    if (done) this.#set.delete(key);
    return done;
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
