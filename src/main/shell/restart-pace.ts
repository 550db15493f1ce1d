/**
 * How long to wait before something that died is started again: `firstMs` after a life of at least `earlyMs`,
 * and twice as long each time, up to `mostMs`, while it keeps dying earlier than that.
 */
export class RestartPace {
  readonly #firstMs: number;
  readonly #mostMs: number;
  readonly #earlyMs: number;
  #earlyDeaths = 0;

  constructor(firstMs: number, mostMs: number, earlyMs: number) {
    this.#firstMs = firstMs;
    this.#mostMs = mostMs;
    this.#earlyMs = earlyMs;
  }

  /** Milliseconds until the next start, after a life of `livedMs`. */
  next(livedMs: number): number {
    this.#earlyDeaths = livedMs >= this.#earlyMs ? 0 : this.#earlyDeaths + 1;
    const doublings = Math.max(0, this.#earlyDeaths - 1);
    return Math.min(this.#mostMs, this.#firstMs * 2 ** Math.min(doublings, 30));
  }
}
