import { brightnessAt, minuteOfDay, partAt } from "../../layouts/brightness.ts";
import type { Output } from "../../layouts/site.ts";
import type { BrightnessState, Dimmer } from "../../protocol/brightness.ts";
import type { Clock } from "../base/clock.ts";
import type { Walls } from "./walls.ts";

/** How often it is looked at the time of day, milliseconds: a ramp of 20 minutes has no visible step then. */
const LOOK_MS = 10_000;
/** A machine that has not said for so long that its monitors follow does not dim them any more, milliseconds. */
export const MONITOR_MS = 60_000;

interface Parts {
  readonly walls: Pick<Walls, "site" | "storedSite">;
  readonly clock: Clock;
  /** It is to be brighter or darker, or another dims it. */
  changed(): void;
}

interface Manual {
  readonly percent: number;
  readonly name: string;
  /** The part of the day that it was; in the next one the schedule is obeyed again. */
  readonly part: "day" | "night" | null;
}

/** How bright the walls are to be: by the site's day and night, or by hand until the schedule next changes it. */
export class WallBrightness {
  readonly #parts: Parts;
  /** When each output's monitor was last said to follow, monotonic milliseconds. */
  readonly #monitors = new Map<string, number>();
  #manual: Manual | null = null;
  #told: string;
  #cancel: () => void = () => undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#told = JSON.stringify(this.state);
    this.#later();
  }

  get state(): BrightnessState {
    const scheduled = this.#scheduled();
    const manual = this.#manual?.part === this.#part() ? this.#manual : null;
    return {
      percent: manual?.percent ?? scheduled ?? 100,
      by: manual !== null ? "manual" : scheduled === null ? "none" : "schedule",
      name: manual?.name ?? null,
      outputs: this.#parts.walls.site.outputs.map((output) => ({
        outputId: output.id,
        by: this.dimmerOf(output),
      })),
    };
  }

  /** What makes an output brighter and darker now. */
  dimmerOf({ id, dimming }: Output): Dimmer {
    if (dimming !== undefined) return dimming;
    const since = this.#monitors.get(id);
    return since !== undefined && this.#parts.clock.monotonic() - since < MONITOR_MS ? "monitor" : "layer";
  }

  /** What the page of an output shows of its light, percent: 100 where something else dims it. */
  layerOf(output: Output): number {
    return this.dimmerOf(output) === "layer" ? this.state.percent : 100;
  }

  /** By hand; null gives it back to the schedule. */
  set(percent: number | null, name: string): BrightnessState {
    this.#manual = percent === null ? null : { percent, name, part: this.#part() };
    this.#tell();
    return this.state;
  }

  /** A machine dims these outputs by their monitors for the next minute. */
  follows(outputIds: readonly string[]): void {
    const now = this.#parts.clock.monotonic();
    for (const [id, since] of this.#monitors) if (now - since >= MONITOR_MS) this.#monitors.delete(id);
    for (const id of outputIds) this.#monitors.set(id, now);
    this.#tell();
  }

  close(): void {
    this.#cancel();
  }

  #scheduled(): number | null {
    const { walls, clock } = this.#parts;
    const { brightness, zone } = walls.site;
    return brightness === undefined ? null : brightnessAt(brightness, minuteOfDay(clock.now(), zone));
  }

  /** By the stored site: one that is only tried ends no wish. */
  #part(): "day" | "night" | null {
    const { walls, clock } = this.#parts;
    const { brightness, zone } = walls.storedSite;
    return brightness === undefined ? null : partAt(brightness, minuteOfDay(clock.now(), zone));
  }

  #later(): void {
    this.#cancel = this.#parts.clock.after(LOOK_MS, () => {
      this.#tell();
      this.#later();
    });
  }

  #tell(): void {
    if (this.#manual !== null && this.#manual.part !== this.#part()) this.#manual = null;
    const state = JSON.stringify(this.state);
    if (state === this.#told) return;
    this.#told = state;
    this.#parts.changed();
  }
}
