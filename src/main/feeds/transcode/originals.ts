import type { Packet } from "../feeds.ts";
import { lagOf } from "../../../protocol/picture.ts";
import type { AccessUnit } from "../source.ts";

/** What a picture that was made of another has from it. */
type Inherited = Pick<AccessUnit, "arrivedAt" | "lagMs" | "intervalMs">;

interface Original {
  readonly timeUs: number;
  readonly inherited: Inherited;
}

/** An encoder's clock has 90,000 ticks a second, microseconds. */
const TICK_US = 12;
/** As many as wait for a decoder that is to catch up; of those that it leaves out nothing comes back. */
const MOST = 2_000;

/** The pictures that an ffmpeg was given, until it gives what it made of them. */
export class Originals {
  #given: Original[] = [];

  given({ timeUs, arrivedAt, intervalMs, bytes }: Packet): void {
    const interval = intervalMs === null ? {} : { intervalMs };
    this.#given.push({ timeUs, inherited: { arrivedAt, lagMs: lagOf(bytes), ...interval } });
    if (this.#given.length > MOST) this.#given.shift();
  }

  /** What the one of `timeUs` inherits; they come back in the order in which they are shown. */
  of(timeUs: number): Inherited {
    const found = this.#given.find((one) => Math.abs(one.timeUs - timeUs) <= TICK_US);
    if (found === undefined) return {};
    this.#given = this.#given.filter((one) => one.timeUs > found.timeUs);
    return found.inherited;
  }

  clear(): void {
    this.#given = [];
  }
}
