/** Pictures a second that a camera may send. */
const LEAST = 0.1;
const MOST = 240;

/**
 * Pictures a second of pictures at `timesUs` microseconds, in any order; undefined where they are too few to tell or
 * their times are none that a camera has.
 */
export function pictureRate(timesUs: readonly number[]): number | undefined {
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  for (const time of timesUs) {
    first = Math.min(first, time);
    last = Math.max(last, time);
  }
  const rate = ((timesUs.length - 1) * 1e6) / (last - first);
  return rate >= LEAST && rate <= MOST ? rate : undefined;
}
