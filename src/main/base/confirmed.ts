/** Something that was chosen, and what is about to take its place. */
export interface Confirmed<T> {
  readonly value: T;
  readonly next: { readonly value: T; readonly since: number } | null;
}

/**
 * What is held at `now` (milliseconds of a clock that never runs backwards) after a look at what is `wanted`: a change
 * is made once the same has been wanted for `afterMs`, in every look since. `before` null takes it at once.
 */
export function confirm<T>(
  before: Confirmed<T> | null,
  wanted: T,
  now: number,
  afterMs: number,
  same: (a: T, b: T) => boolean = Object.is,
): Confirmed<T> {
  if (before === null) return { value: wanted, next: null };
  if (same(wanted, before.value)) return before.next === null ? before : { value: before.value, next: null };
  const next =
    before.next !== null && same(wanted, before.next.value) ? before.next : { value: wanted, since: now };
  return now - next.since >= afterMs ? { value: wanted, next: null } : { value: before.value, next };
}
