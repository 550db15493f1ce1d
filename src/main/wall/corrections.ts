import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { type Content, contentSchema } from "../../layouts/layout.ts";

/** What came into a hidden tile in place of what was hidden there. */
export const correctionSchema = z.object({ from: contentSchema, to: contentSchema });
export type Correction = z.infer<typeof correctionSchema>;

/** Whether it is the same words, corrected, and not something else to hide. */
export function isOfWords({ from, to }: Correction): boolean {
  return from.kind === "text" && to.kind === "text";
}

/** With what the same words were before and after they were corrected, as often as they were. */
export function withCorrected(contents: readonly Content[], corrected: readonly Correction[]): Content[] {
  const words = corrected.filter(isOfWords);
  const all = [...contents];
  // Grows meanwhile.
  for (const content of all)
    for (const { from, to } of words) {
      const other = isDeepStrictEqual(from, content) ? to : isDeepStrictEqual(to, content) ? from : null;
      if (other !== null && !isAmong(all, other)) all.push(other);
    }
  return all;
}

/** Without those that led to what is `gone`; words before and after it stay the same words. */
export function without(corrected: readonly Correction[], gone: readonly Content[]): Correction[] {
  let left = [...corrected];
  for (const content of gone) {
    const into = left.filter((one) => isDeepStrictEqual(one.to, content));
    const before = into.filter(isOfWords);
    left = left
      .filter((one) => !into.includes(one))
      .flatMap((one) => {
        if (before.length === 0 || !isOfWords(one) || !isDeepStrictEqual(one.from, content)) return [one];
        return before.map(({ from }) => ({ from, to: one.to }));
      })
      .filter(({ from, to }) => !isDeepStrictEqual(from, to));
  }
  return left;
}

/** Whether one of some contents is the same. */
export function isAmong(contents: readonly Content[], content: Content): boolean {
  return contents.some((one) => isDeepStrictEqual(one, content));
}
