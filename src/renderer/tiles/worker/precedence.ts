/**
 * For so long after a feed was opened the less important ones give way, milliseconds: until the core has heard of the
 * load and has taken what this page cannot carry.
 */
const OPENING_MS = 10_000;
/** Whatever waits longer in front of the decoder is seen to be late, milliseconds. */
const LATE_MS = 250;
/** One whose own pictures wait less has what it needs, milliseconds: there is nothing that it could leave to another. */
const WAITING_MS = 100;
/** Who is late is looked up anew after so long, milliseconds. */
const LOOK_MS = 40;
/** Of a feed whose tiles have not told theirs. */
const LEAST = 9;

/** Who goes first while feeds are opened: where pictures wait, the less important give way to whoever is late. */
export class Precedence {
  private priorities: ReadonlyMap<string, number> = new Map();
  private openedAt = Number.NEGATIVE_INFINITY;
  private lookedAt = Number.NEGATIVE_INFINITY;
  /** The priority of the most important feed that is late. */
  private late = Number.POSITIVE_INFINITY;

  /**
   * By the keys of the feeds 1 to 9, 1 is the most important. Those that are `open` keep theirs: a tile shows its old feed
   * until the new one has a picture.
   */
  rank(priorities: ReadonlyMap<string, number>, open: Iterable<string> = []): void {
    const kept = [...open].flatMap((key) => {
      const before = this.priorities.get(key);
      return before === undefined ? [] : [[key, before] as const];
    });
    this.priorities = new Map([...kept, ...priorities]);
  }

  /** A feed was opened at `now`. */
  opened(now: number): void {
    this.openedAt = now;
  }

  /**
   * Whether the feed with `key` is to leave its pictures, up to the next key picture, to one that is more important and
   * late. `waits`: for how long the pictures of each feed wait for its decoder, milliseconds; those of its own `ownMs`.
   */
  givesWay(
    key: string,
    ownMs: number,
    waits: () => Iterable<readonly [string, number]>,
    now: number,
  ): boolean {
    if (now - this.openedAt > OPENING_MS || ownMs < WAITING_MS) return false;
    if (now - this.lookedAt >= LOOK_MS) {
      this.lookedAt = now;
      this.late = Number.POSITIVE_INFINITY;
      for (const [other, ms] of waits())
        if (ms > LATE_MS) this.late = Math.min(this.late, this.priorityOf(other));
    }
    return this.priorityOf(key) > this.late;
  }

  private priorityOf(key: string): number {
    return this.priorities.get(key) ?? LEAST;
  }
}
