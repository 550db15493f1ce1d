/** The span over which it is looked back, milliseconds. */
const WINDOW_MS = 1_000;
/** A wait that one picture in twenty may exceed. */
const SHARE = 0.95;
/**
 * Milliseconds that a picture waits for the decoder at a load of 85 %: as much as the presentation clock can even out
 * (`MOST_DELAY_MS`). Whatever waits longer is seen to be late.
 */
const LINE_MS = 250;
const LINE = 0.85;
const SERVICE_MS = (LINE_MS * (1 - LINE)) / LINE;

/**
 * How much of what it can decode this machine is given: 0 to 100 %, from the time that pictures wait in front of the
 * decoder.
 *
 * Measured on two cores with 4 to 36 tiles of 360p25 and 9 of 1080p25: the processors are at 87 to 100 % long before a
 * picture is late; then the time of the slowest twentieth goes from 10 ms over 40 to 230 (all tiles at 25 a second) to
 * 500 and 2,500 (8 to 20 a second, tiles stale), nearly all of it waiting. It says so within the second, whatever takes
 * the machine's time, also on a machine that the core knows nothing about, and does not mistake a slow network for a
 * slow display. Only what waits in front of the decoder is counted: what it holds to put pictures in order is none of
 * its load. Shown as the load of a queue with one server, W / (W + S): it grows with the wait W, stays below 100, and S
 * is such that 85 % is where pictures begin to be seen late.
 */
export class DecodeLoad {
  private waits: { readonly at: number; readonly ms: number }[] = [];

  /** When a picture came, at `at`, the oldest in front of the decoder had waited for `ms`; 0 where none had to. */
  waited(ms: number, at: number): void {
    this.waits.push({ at, ms });
  }

  /** Null where no picture came within the last second. */
  percent(now: number): number | null {
    this.waits = this.waits.filter(({ at }) => now - at < WINDOW_MS);
    if (this.waits.length === 0) return null;
    const sorted = this.waits.map(({ ms }) => ms).toSorted((a, b) => a - b);
    const slow = sorted[Math.floor(SHARE * (sorted.length - 1))] ?? 0;
    return Math.round((100 * slow) / (slow + SERVICE_MS));
  }
}
