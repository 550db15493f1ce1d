/** The names on the way to a value: of a JSON pointer (RFC 6901, 3), else of a dotted path. */
function stepsOf(place: string): string[] {
  if (!place.startsWith("/")) return place.split(".");
  return place
    .slice(1)
    .split("/")
    .map((step) => step.replaceAll("~1", "/").replaceAll("~0", "~"));
}

/** What stands at `place` in `value`; undefined where there is nothing. Only an object's own properties count. */
export function valueAt(value: unknown, place: string): unknown {
  // A column may be called "a.b", and a property too.
  const whole = own(value, place);
  if (whole !== undefined) return whole;
  let here = value;
  for (const step of stepsOf(place)) here = own(here, step);
  return here;
}

function own(value: unknown, name: string): unknown {
  if (value === null || typeof value !== "object") return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}

/** What a mapping's entry gives: the value at a place, or a text with the values of the places in its braces. */
export function filledAt(value: unknown, entry: string): unknown {
  if (!entry.includes("{")) return valueAt(value, entry);
  let found = false;
  const text = entry.replaceAll(/\{([^{}]+)\}/g, (_, place: string) => {
    const part = textOf(valueAt(value, place.trim()));
    if (part !== null) found = true;
    return part ?? "";
  });
  // A text of which every value is missing says nothing.
  return found || !/\{[^{}]+\}/.test(entry) ? text.trim() : undefined;
}

/** A value as a person would read it; null where it has no words. */
export function textOf(value: unknown): string | null {
  if (typeof value === "string") return value.trim() || null;
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  return null;
}
