/** How feeds are wanted by those who show them: whole, or their key pictures alone. */
export class Wanted {
  private readonly shows = new Map<string, { whole: number; thrifty: number }>();

  /** One more who shows the feed; call what is answered when it no longer does. */
  add(key: string, thrifty: boolean): () => void {
    const kind = thrifty ? "thrifty" : "whole";
    const counts = this.shows.get(key) ?? { whole: 0, thrifty: 0 };
    this.shows.set(key, counts);
    counts[kind] += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      counts[kind] -= 1;
      if (counts.whole + counts.thrifty === 0) this.shows.delete(key);
    };
  }

  /** How many feeds somebody wants whole. */
  get whole(): number {
    return [...this.shows.values()].filter(({ whole }) => whole > 0).length;
  }

  /** The feeds, by their keys, that nobody wants whole, and those that come after the first `most` that somebody does. */
  keysOnly(most = Number.POSITIVE_INFINITY): string[] {
    let left = most;
    return [...this.shows]
      .flatMap(([key, { whole }]) => {
        if (whole > 0) left -= 1;
        return whole === 0 || left < 0 ? [key] : [];
      })
      .toSorted();
  }
}
