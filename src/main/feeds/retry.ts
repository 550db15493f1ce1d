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

/** Milliseconds for the first picture of a stream that nobody has seen yet. */
const FIRST_PICTURE_MS = 10_000;
/** The same for one whose last opening is known: half as long again, and a group of pictures. */
const LEAST_FIRST_PICTURE_MS = 2_000;
const LONGER_THAN_USUAL = 1.5;

/**
 * What is known of opening a stream: how often it has failed for the same reason, and how soon a picture came when it
 * went well. Outlives the feed, so that nobody is locked out.
 */
export class RetryMemory {
  #kind: FaultKind | null = null;
  #failures = 0;
  /** On the monotonic clock. */
  #notBefore = 0;
  /** From an opening to its first picture, and between key pictures, milliseconds; null before they are known. */
  #openedMs: number | null = null;
  #groupMs: number | null = null;
  /** How often in a row it was not there in the time that follows from them: each time it is given twice as much. */
  #late = 0;

  /** Milliseconds that an opening may go without a picture. */
  get patienceMs(): number {
    if (this.#openedMs === null || this.#groupMs === null) return FIRST_PICTURE_MS;
    const usual = LONGER_THAN_USUAL * this.#openedMs + this.#groupMs;
    return Math.min(
      FIRST_PICTURE_MS,
      Math.max(LEAST_FIRST_PICTURE_MS, usual) * 2 ** Math.min(this.#late, 16),
    );
  }

  /** An opening had its first picture after `ms`. */
  opened(ms: number): void {
    this.#openedMs = ms;
    this.#late = 0;
  }

  /** So long after a key picture came the next; some senders hand over the first ones at once. */
  group(ms: number): void {
    this.#groupMs = Math.max(this.#groupMs ?? 0, ms);
  }

  /** An opening had no picture within `patienceMs`. */
  tooLate(): void {
    this.#late += 1;
  }

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

  /** The camera is another, or somebody has changed something about it. */
  forget(): void {
    this.settled();
    this.#openedMs = null;
    this.#groupMs = null;
    this.#late = 0;
  }

  /** What failed before no longer counts. */
  settled(): void {
    this.#kind = null;
    this.#failures = 0;
    this.#notBefore = 0;
  }
}
