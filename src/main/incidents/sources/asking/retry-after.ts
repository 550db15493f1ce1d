/** Longer is not believed: the source is asked again after a day. */
const MOST_S = 86_400;

/**
 * Seconds that a `Retry-After` field asks for (RFC 9110, 10.2.3): a number, or a date by the server's own clock, which
 * is `aheadMs` ahead of ours. Null where it cannot be read. `now`: milliseconds since 1970.
 */
export function retryAfterS(field: string | undefined, now: number, aheadMs: number): number | null {
  const text = field?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Math.min(Number(text), MOST_S);
  // An HTTP date begins with its weekday (RFC 9110, 5.6.7).
  const date = /^[A-Z][a-z]{2,8},? /.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(date)) return null;
  return Math.min(Math.max(Math.ceil((date - aheadMs - now) / 1000), 0), MOST_S);
}
