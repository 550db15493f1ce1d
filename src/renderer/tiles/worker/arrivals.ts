import type { Picture } from "../../../protocol/picture.ts";

/** A picture that reached the core longer ago than this was kept for new viewers and only leads up to the newest. */
const KEPT_MS = 250;
/** Of a replay every picture is old; one that comes so long after another, milliseconds, came in its own time. */
const PACED_MS = 15;
/** After this long on a feed nothing counts as kept any more. */
const JOINING_MS = 2000;
/** Two key pictures further apart belong to two time lines. */
const LONGEST_KEY_INTERVAL_MS = 60_000;
/** Sequence numbers further ahead than this are behind: the numbers wrap at 2^32. */
const HALF_OF_SEQUENCE = 2 ** 31;

/** The order and the times in which a feed's pictures come: which are missing, which were kept. Times of the page. */
export class Arrivals {
  /** Whether every picture of it was kept: those of a replay. */
  private readonly replayed: boolean;
  private sequence: number | null = null;
  private joinedAt: number;
  /** When the last picture came. */
  private pictureAt: number | null = null;
  private lastKeyUs: number | null = null;
  /** Whether the core is asked for the key pictures alone. */
  private asked = false;
  /**
   * Whether key pictures alone are to be expected, because what lies between them is left out on purpose: from when the core
   * is asked for it, and until the first that follows the one before it after all others were asked for again.
   */
  keysOnly = false;
  /** Whether the pictures that come are still the kept ones. */
  joining = true;
  /** Pictures before this time lead up to the newest and are not shown. */
  liveFromUs = Number.NEGATIVE_INFINITY;
  keyIntervalMs: number | null = null;
  received = 0;

  constructor(replayed: boolean, now: number) {
    this.replayed = replayed;
    this.joinedAt = now;
  }

  /** The feed is sent from its kept pictures on. */
  join(now: number): void {
    this.sequence = null;
    this.joining = true;
    this.joinedAt = now;
    this.pictureAt = null;
    this.liveFromUs = Number.NEGATIVE_INFINITY;
  }

  /** From now on the core sends the key pictures alone, or all of them again. */
  slow(keysOnly: boolean): void {
    this.asked = keysOnly;
    if (keysOnly) this.keysOnly = true;
  }

  /** Takes note of `picture`, which reached the core `ageMs` ago, and gives how many before it are missing. */
  see(picture: Picture, ageMs: number, now: number): number {
    this.received += 1;
    const missing = this.gapBefore(picture);
    // Of some cameras every picture is a key picture.
    const follows = this.sequence !== null && picture.sequence === (this.sequence + 1) >>> 0;
    this.sequence = picture.sequence;
    const sinceLast = now - (this.pictureAt ?? now);
    this.pictureAt = now;
    if (picture.key) this.learnKeyInterval(picture.timeUs);
    if (!this.asked && (follows || !picture.key)) this.keysOnly = false;
    if (this.joining) {
      const paced = this.replayed ? sinceLast > PACED_MS : ageMs < KEPT_MS;
      if (paced || now - this.joinedAt > JOINING_MS) {
        this.joining = false;
        this.liveFromUs = picture.timeUs;
      }
    }
    return missing;
  }

  private gapBefore(picture: Picture): number {
    if (this.sequence === null) return 0;
    const gap = (picture.sequence - this.sequence - 1) >>> 0;
    // The core sent its kept pictures again, or the feed is another one.
    if (gap >= HALF_OF_SEQUENCE) return 0;
    // Of a group too long to be kept whole the core sends its key picture, and then the next one.
    return (this.keysOnly || this.joining) && picture.key ? 0 : gap;
  }

  private learnKeyInterval(timeUs: number): void {
    const interval = this.lastKeyUs === null ? 0 : (timeUs - this.lastKeyUs) / 1000;
    if (interval > 0 && interval < LONGEST_KEY_INTERVAL_MS) this.keyIntervalMs = interval;
    this.lastKeyUs = timeUs;
  }
}
