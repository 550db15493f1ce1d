/** The step backwards that reordered pictures of most streams never make, milliseconds. */
const BACK_MS = 1_500;
/** Pictures that may be sent before one that is shown earlier, and then some: encoders keep to three or four. */
const REORDERED = 5;
/** The same before the distance of the pictures is known. */
const UNKNOWN_BACK_MS = 10_000;
const KNOWN = 8;
const RECENT = 32;

/** The times of a stream's last pictures, milliseconds, in the order in which they came. */
export class RecentTimes {
  #times: number[] = [];

  push(timeMs: number): void {
    this.#times.push(timeMs);
    if (this.#times.length > RECENT) this.#times.shift();
  }

  clear(): void {
    this.#times = [];
  }

  /** Milliseconds between pictures, or null before there are two. */
  interval(): number | null {
    const count = this.#times.length;
    if (count < 2) return null;
    const span = Math.max(...this.#times) - Math.min(...this.#times);
    return span > 0 ? span / (count - 1) : null;
  }

  /** The step backwards beyond which the source's clock was set; less than that is the order of decoding. */
  mostBackMs(): number {
    if (this.#times.length < KNOWN) return UNKNOWN_BACK_MS;
    return Math.max(BACK_MS, REORDERED * (this.interval() ?? 0));
  }
}
