import type { FaultKind } from "../../protocol/fault.ts";

/** How long to wait before another attempt, milliseconds: from `first`, doubled with every failure, up to `last`. */
interface Wait {
  readonly first: number;
  readonly last: number;
}

/**
 * Short enough that a picture is back within 2 s (and a key frame) of the camera's return: the wait, at most
 * 1.2 s of knocking, and ffmpeg's start.
 */
const soon: Wait = { first: 500, last: 800 };
/** Cameras lock a user out who tries too often. */
const refused: Wait = { first: 4_000, last: 60_000 };
/** Somebody has to change something first. */
const settled: Wait = { first: 2_000, last: 10_000 };

const waits: Partial<Record<FaultKind, Wait>> = {
  loginRefused: refused,
  unsupportedCodec: settled,
  untrustedCertificate: settled,
  ffmpegMissing: settled,
  invalid: settled,
};
/** Share of a wait by which it varies, so that the cameras of a switch that comes back are not all asked at once. */
const JITTER = 0.2;

/** How often opening a stream has failed for the same reason; outlives the feed, so that nobody is locked out. */
export class RetryMemory {
  #kind: FaultKind | null = null;
  #failures = 0;
  /** On the monotonic clock. */
  #notBefore = 0;

  /** Notes a failure at `now` and gives the milliseconds to wait. `random` is in [0, 1). */
  failed(kind: FaultKind, now: number, random: number): number {
    this.#failures = this.#kind === kind ? this.#failures + 1 : 1;
    this.#kind = kind;
    const { first, last } = waits[kind] ?? soon;
    const base = Math.min(last, first * 2 ** Math.min(this.#failures - 1, 16));
    const wait = base * (1 - JITTER * random);
    this.#notBefore = now + wait;
    return wait;
  }

  /** Milliseconds at `now` until the next attempt is allowed. */
  remaining(now: number): number {
    return Math.max(0, this.#notBefore - now);
  }

  forget(): void {
    this.#kind = null;
    this.#failures = 0;
    this.#notBefore = 0;
  }
}
