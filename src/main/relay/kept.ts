import type { Clock } from "../base/clock.ts";

export interface Relayed {
  readonly body: Buffer;
  readonly type: string;
  /** Of a part of something larger, as the device said; else null. */
  readonly contentRange: string | null;
}

/** Bytes of all that is kept. */
const MOST_BYTES = 96 * 1024 * 1024;
/** Milliseconds: as long as several pages that play the same stream may be apart. */
const KEPT_MS = 20_000;
/** A playlist is asked for anew; pages that ask in the same moment are given the same one. */
const PLAYLIST_KEPT_MS = 400;

interface Entry {
  readonly answer: Promise<Relayed>;
  bytes: number;
  readonly at: number;
}

/** What was fetched for one page a moment ago, for the others: however many play a stream, it is fetched once. */
export class Kept {
  readonly #clock: Clock;
  readonly #entries = new Map<string, Entry>();
  #bytes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** What is kept under `key`, or what `fetch` gives; one that fails is not kept. */
  get(key: string, playlist: boolean, fetch: () => Promise<Relayed>): Promise<Relayed> {
    this.#forget(playlist ? PLAYLIST_KEPT_MS : KEPT_MS, key);
    const known = this.#entries.get(key);
    if (known !== undefined) return known.answer;
    const entry: Entry = { answer: fetch(), bytes: 0, at: this.#clock.monotonic() };
    this.#entries.set(key, entry);
    entry.answer.then(
      ({ body }) => {
        if (this.#entries.get(key) !== entry) return null;
        entry.bytes = body.byteLength;
        this.#bytes += entry.bytes;
        this.#shrink();
        return null;
      },
      () => this.#drop(key, entry),
    );
    return entry.answer;
  }

  /** Forgets everything that is too old, and `key` if it is older than `keptMs`. */
  #forget(keptMs: number, key: string): void {
    const now = this.#clock.monotonic();
    for (const [other, entry] of this.#entries) {
      if (now - entry.at > (other === key ? keptMs : KEPT_MS)) this.#drop(other, entry);
    }
  }

  #shrink(): void {
    for (const [key, entry] of this.#entries) {
      if (this.#bytes <= MOST_BYTES) return;
      this.#drop(key, entry);
    }
  }

  #drop(key: string, entry: Entry): void {
    if (this.#entries.get(key) !== entry) return;
    this.#entries.delete(key);
    this.#bytes -= entry.bytes;
  }
}
