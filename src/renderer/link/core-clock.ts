/** How many exchanges are remembered; the quickest of them is believed. */
const REMEMBERED = 16;

interface Exchange {
  readonly roundTripMs: number;
  readonly offsetMs: number;
}

/**
 * The difference between the core's clock and this page's, from exchanges of which the one with the shortest round
 * trip is believed (the clock filter of NTP, RFC 5905 section 10: least delay, least error).
 */
export class CoreClock {
  private exchanges: Exchange[] = [];

  /** All in milliseconds since 1970, the first and last on this page's clock, the middle one on the core's. */
  learn(sentAt: number, coreAt: number, receivedAt: number): void {
    const roundTripMs = receivedAt - sentAt;
    if (roundTripMs < 0) return;
    this.exchanges.push({ roundTripMs, offsetMs: coreAt - (sentAt + receivedAt) / 2 });
    if (this.exchanges.length > REMEMBERED) this.exchanges.shift();
  }

  /** Milliseconds to add to this page's clock to read the core's; 0 before the first exchange. */
  get offsetMs(): number {
    let best: Exchange | null = null;
    for (const exchange of this.exchanges) {
      if (best === null || exchange.roundTripMs < best.roundTripMs) best = exchange;
    }
    return best?.offsetMs ?? 0;
  }

  /** Forgets everything: another core, or the same one started anew, may have another clock. */
  reset(): void {
    this.exchanges = [];
  }
}
