/**
 * Load at which a desk takes from its own pictures, percent, and at which it gives them back. Both lie far below the line
 * at which the wall's pages take from theirs (85 %): where a desk and the wall are windows of one machine, the desk is the
 * first to do without.
 */
const ABOVE = 50;
const BELOW = 25;
/** The load must have been above the line for so long, milliseconds. */
const TAKE_AFTER_MS = 1000;
/** The load must have been below the line for so long; twice as long after each time that it was too early. */
const RESTORE_AFTER_MS = 10_000;
const LONGEST_RESTORE_MS = 600_000;
/** What was given back and is missed within this time was given back too early, milliseconds. */
const TOO_EARLY_MS = 20_000;

/** How many feeds a desk decodes whole; of the others it decodes the key pictures alone. */
export class WholeFeeds {
  /** At most so many. */
  most = Number.POSITIVE_INFINITY;
  private overSince: number | null = null;
  private underSince: number | null = null;
  private restoredAt = Number.NEGATIVE_INFINITY;
  private restoreAfterMs = RESTORE_AFTER_MS;

  /**
   * `load`: percent of what the machine can decode, null while nothing is decoded. `wanted`: feeds that are wanted whole.
   * `now`: milliseconds of a clock that never runs backwards. Answers whether `most` is another than before.
   */
  follow(load: number | null, wanted: number, now: number): boolean {
    const over = load !== null && load > ABOVE;
    const under = load === null || load < BELOW;
    this.overSince = over ? (this.overSince ?? now) : null;
    this.underSince = under ? (this.underSince ?? now) : null;
    const shown = Math.min(this.most, wanted);
    if (this.overSince !== null && now - this.overSince >= TAKE_AFTER_MS && shown > 0) {
      if (now - this.restoredAt < TOO_EARLY_MS)
        this.restoreAfterMs = Math.min(2 * this.restoreAfterMs, LONGEST_RESTORE_MS);
      return this.change(Math.floor(shown / 2), now);
    }
    if (this.most < wanted && this.underSince !== null && now - this.underSince >= this.restoreAfterMs) {
      this.restoredAt = now;
      const more = Math.max(1, this.most * 2);
      return this.change(more >= wanted ? Number.POSITIVE_INFINITY : more, now);
    }
    return false;
  }

  /** What comes of a change is waited for before the next. */
  private change(most: number, now: number): boolean {
    this.most = most;
    if (this.overSince !== null) this.overSince = now;
    if (this.underSince !== null) this.underSince = now;
    return true;
  }
}
