/** Pictures of one feed that reached the core and will never be shown. */
export class Losses {
  count = 0;
  /** When the last was noticed, in the page's time; null before the first. */
  at: number | null = null;

  notice(count: number, now: number): void {
    if (count === 0) return;
    this.count += count;
    this.at = now;
  }

  /** One that came too late for its moment: the newer one was shown in its place, and nobody saw a hole. */
  skip(): void {
    this.count += 1;
  }
}
