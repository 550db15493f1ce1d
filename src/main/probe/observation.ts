import type { Format } from "../../protocol/format.ts";

/** A picture as it came. */
export interface Seen {
  /** Milliseconds. */
  readonly arrivedMs: number;
  /** On the stream's own clock, microseconds. */
  readonly timeUs: number;
  readonly key: boolean;
  readonly bytes: Uint8Array;
}

/** What can be said of a stretch of pictures. */
export interface Figures {
  readonly pictures: number;
  /** Of the stream's own clock, seconds. */
  readonly seconds: number;
  /** Pictures a second; null below three pictures. */
  readonly fps: number | null;
  /** bit/s. */
  readonly bitrate: number | null;
  /** Seconds; null where fewer than two key pictures came. */
  readonly keyInterval: { readonly least: number; readonly most: number } | null;
  readonly keys: number;
  /** Milliseconds. */
  readonly jitterMs: number | null;
  readonly lost: number;
}

/** Pictures kept to measure their transcoding on. */
const MOST_BYTES = 24 * 1024 * 1024;
const MOST_KEPT = 300;

/** Watches the pictures of one stream, from the first that a decoder can start with. */
export class Observation {
  format: Format | null = null;
  #lost = 0;
  #pictures = 0;
  #bytes = 0;
  #firstUs = Number.POSITIVE_INFINITY;
  #lastUs = Number.NEGATIVE_INFINITY;
  readonly #keysUs: number[] = [];
  #before: Seen | null = null;
  #jitter: number | null = null;
  #kept: Seen[] = [];
  #keptBytes = 0;

  damage(count: number): void {
    this.#lost += count;
  }

  picture(seen: Seen): void {
    if (this.#pictures === 0 && !seen.key) return;
    this.#pictures += 1;
    this.#bytes += seen.bytes.byteLength;
    if (seen.key) this.#keysUs.push(seen.timeUs);
    this.#firstUs = Math.min(this.#firstUs, seen.timeUs);
    // Pictures that are shown before others that were sent first say nothing about the way.
    if (seen.timeUs > this.#lastUs) {
      this.#lastUs = seen.timeUs;
      if (this.#before !== null) this.#reckon(this.#before, seen);
      this.#before = seen;
    }
    this.#keptBytes += seen.bytes.byteLength;
    if (this.#keptBytes <= MOST_BYTES && this.#kept.length < MOST_KEPT) this.#kept.push(seen);
  }

  /** The first pictures, from a key picture on. */
  get kept(): readonly Seen[] {
    return this.#kept;
  }

  figures(): Figures {
    const seconds = this.#pictures < 2 ? 0 : (this.#lastUs - this.#firstUs) / 1e6;
    const steps = this.#pictures - 1;
    const known = this.#pictures >= 3 && seconds > 0;
    const keys = this.#keysUs.toSorted((a, b) => a - b);
    const between = keys.slice(1).map((at, index) => (at - (keys[index] ?? at)) / 1e6);
    return {
      ...{ seconds, pictures: this.#pictures, keys: keys.length, lost: this.#lost },
      fps: known ? steps / seconds : null,
      bitrate: known ? (8 * this.#bytes * steps) / this.#pictures / seconds : null,
      keyInterval: between.length === 0 ? null : { least: Math.min(...between), most: Math.max(...between) },
      jitterMs: this.#jitter,
    };
  }

  /** RFC 3550, 6.4.1: J = J + (|D| - J) / 16, in milliseconds. */
  #reckon(before: Seen, now: Seen): void {
    const apart = now.arrivedMs - before.arrivedMs - (now.timeUs - before.timeUs) / 1000;
    this.#jitter = (this.#jitter ?? 0) + (Math.abs(apart) - (this.#jitter ?? 0)) / 16;
  }
}
