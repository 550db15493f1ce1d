/** A value that components follow with useSyncExternalStore. */
export class Watched<T> {
  private now: T;
  private readonly same: (a: T, b: T) => boolean;
  private readonly listeners = new Set<() => void>();

  constructor(first: T, same: (a: T, b: T) => boolean = Object.is) {
    this.now = first;
    this.same = same;
  }

  readonly get = (): T => this.now;

  /** Listeners hear of it only where it differs from before. */
  set(next: T): void {
    if (this.same(this.now, next)) return;
    this.now = next;
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };
}
