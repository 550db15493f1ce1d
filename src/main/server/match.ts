import { Fault } from "../base/fault.ts";

/** The ETag of a version: strong, a decimal number in quotes. */
export function etag(version: number): string {
  return `"${version}"`;
}

/**
 * Runs `change` as If-Match asks (RFC 9110, 13.1.1): with null where the header is absent or `*`, else with each
 * version of its list until one is the stored one. Tags that we never gave, weak ones included, match nothing.
 * `current` tells the stored version for the fault's sentence.
 */
export async function matching<T>(
  header: string | undefined,
  what: string,
  current: () => Promise<number>,
  change: (expected: number | null) => Promise<T>,
): Promise<T> {
  if (header === undefined || header.trim() === "*") return change(null);
  for (const tag of header.split(",")) {
    const version = /^"(\d{1,15})"$/.exec(tag.trim())?.[1];
    if (version === undefined) continue;
    try {
      return await change(Number(version));
    } catch (error) {
      if (!(error instanceof Fault && error.kind === "preconditionFailed")) throw error;
    }
  }
  throw new Fault("preconditionFailed", { what, yours: header, current: etag(await current()) });
}
