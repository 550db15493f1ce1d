/** How many exchanges are remembered; the quickest of them is believed. */
const REMEMBERED = 16;
/** Two exchanges whose offsets are further apart than their ways and this explain are of a clock that was set, milliseconds. */
const STEP_MS = 1000;

interface Exchange {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

/**
 * The difference between the core's clock and this page's, from exchanges of which the one with the shortest round
 * trip is believed (the clock filter of NTP, RFC 5905 section 10: least delay, least error); but a clock that was set is
 * believed at once.
 */
export class CoreClock {
  private exchanges: Exchange[] = [];

  /** All in milliseconds since 1970, the first and last on this page's clock, the middle one on the core's. */
  learn(sentAt: number, coreAt: number, receivedAt: number): void {
    const roundTripMs = receivedAt - sentAt;
    if (roundTripMs < 0) return;
    const offsetMs = coreAt - (sentAt + receivedAt) / 2;
    const before = this.best();
    // Each is wrong by half its round trip at most.
    const apart = before === null ? 0 : Math.abs(offsetMs - before.offsetMs);
    if (before !== null && apart > (roundTripMs + before.roundTripMs) / 2 + STEP_MS) this.reset();
    this.exchanges.push({ roundTripMs, offsetMs });
    if (this.exchanges.length > REMEMBERED) this.exchanges.shift();
  }

  /** Milliseconds to add to this page's clock to read the core's; 0 before the first exchange. */
  get offsetMs(): number {
    return this.best()?.offsetMs ?? 0;
  }

  private best(): Exchange | null {
    let best: Exchange | null = null;
    for (const exchange of this.exchanges) {
      if (best === null || exchange.roundTripMs < best.roundTripMs) best = exchange;
    }
    return best;
  }

  /** Forgets everything: another core, or the same one started anew, may have another clock. */
  reset(): void {
    this.exchanges = [];
  }
}
