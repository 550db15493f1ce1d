/** How much of the past is looked at at once, milliseconds. */
export const spans = {
  min15: 15 * 60_000,
  hour: 3_600_000,
  shift: 8 * 3_600_000,
  day: 24 * 3_600_000,
} as const;
export type Span = keyof typeof spans;

/** Whether `text` names a span. */
export function isSpan(text: string): text is Span {
  return text in spans;
}

/** A stretch of the past; `until` null follows the present. */
export interface Past {
  readonly span: Span;
  /** Milliseconds since 1970. */
  readonly until: number | null;
}

/** The ends of a stretch as of `now`, milliseconds since 1970. */
export function endsOf({ span, until }: Past, now: number): { from: number; until: number } {
  const end = until ?? now;
  return { from: end - spans[span], until: end };
}

/** `past` moved by its own length, never beyond `now`, where it follows the present again. */
export function moved(past: Past, steps: number, now: number): Past {
  const until = (past.until ?? now) + steps * spans[past.span];
  return { ...past, until: until >= now ? null : until };
}
