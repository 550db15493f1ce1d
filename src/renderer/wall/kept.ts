/**
 * `next` with everything of `before` in it that is the same, down to every part: what is told whole at each change is then
 * drawn anew only where it did change. Of JSON values; a list is compared place by place.
 */
export function kept<T>(before: T, next: T): T;
export function kept(before: unknown, next: unknown): unknown {
  if (Object.is(before, next)) return before;
  if (Array.isArray(before) && Array.isArray(next)) {
    const parts = next.map((part: unknown, at): unknown => kept<unknown>(before[at], part));
    return parts.length === before.length && parts.every((part, at) => part === before[at]) ? before : parts;
  }
  if (!isRecord(before) || !isRecord(next)) return next;
  const parts = Object.entries(next).map(([key, part]) => [key, kept<unknown>(before[key], part)] as const);
  const same =
    parts.length === Object.keys(before).length && parts.every(([key, part]) => part === before[key]);
  return same ? before : Object.fromEntries(parts);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
