import type { Clock } from "../../../base/clock.ts";

/** Milliseconds between two requests to one host. */
const GAP_MS = 250;
/** BMKG asks for no more than 60 a minute from one address (https://data.bmkg.go.id). */
const GAPS: readonly { readonly host: RegExp; readonly gapMs: number }[] = [
  { host: /(?:^|\.)bmkg\.go\.id$/i, gapMs: 1_500 },
];

interface Turn {
  /** Settles when the host is free; never rejects. */
  free: Promise<void>;
  /** Who has the host, or waits for it. */
  count: number;
  /** When it was asked last, on the clock that never runs backwards. */
  askedAt: number;
}

/** At most one request at a time to each host, and never two in quick succession, whatever number of sources it has. */
export class HostTurns {
  readonly #clock: Clock;
  readonly #gapMs: (host: string) => number;
  readonly #turns = new Map<string, Turn>();

  /** `gapMs`: between two requests to a host; as above where it is left out. */
  constructor(clock: Clock, gapMs = usualGapMs) {
    this.#clock = clock;
    this.#gapMs = gapMs;
  }

  /** Does `work` when it is this one's turn at `host`. Rejects with the signal's reason where that comes first. */
  async inTurn<T>(host: string, signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const turn = this.#turns.get(host) ?? {
      free: Promise.resolve(),
      count: 0,
      askedAt: Number.NEGATIVE_INFINITY,
    };
    this.#turns.set(host, turn);
    const before = turn.free;
    const mine = Promise.withResolvers<void>();
    turn.free = before.then(() => mine.promise);
    turn.count += 1;
    try {
      await Promise.race([before, aborted(signal)]);
      const waitMs = turn.askedAt + this.#gapMs(host) - this.#clock.monotonic();
      if (waitMs > 0) await this.#clock.sleep(waitMs, signal);
      signal.throwIfAborted();
      turn.askedAt = this.#clock.monotonic();
      return await work();
    } finally {
      mine.resolve();
      turn.count -= 1;
      this.#forget();
    }
  }

  /** Hosts that were not asked for long and that nobody waits for. */
  #forget(): void {
    const now = this.#clock.monotonic();
    for (const [host, { count, askedAt }] of this.#turns)
      if (count === 0 && now - askedAt > 60_000) this.#turns.delete(host);
  }
}

function usualGapMs(host: string): number {
  return GAPS.find((one) => one.host.test(host))?.gapMs ?? GAP_MS;
}

/** Rejects when `signal` is aborted; leaves a listener with it only as long as that lives. */
function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
