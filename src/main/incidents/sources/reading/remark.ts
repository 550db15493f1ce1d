/** What was not understood of a source's answer. */
export interface Remark {
  /** Name or number of the thing; "" of the whole. */
  readonly where: string;
  readonly field: string;
  /** As in the details of a Fault: English, with words in other languages in `protocol/detail-words.ts`. */
  readonly problem: string;
}

/** `text` short enough for a sentence. */
export function shown(text: unknown): string {
  const written = typeof text === "string" ? text : (JSON.stringify(text) ?? "");
  return written.length > 80 ? `${written.slice(0, 79)}…` : written;
}
