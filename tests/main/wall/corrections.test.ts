import fc from "fast-check";
import { expect, it } from "vitest";
import type { Content } from "../../../src/layouts/layout.ts";
import { type Correction, isAmong, withCorrected, without } from "../../../src/main/wall/corrections.ts";

/** Words, and in every third place a map. */
const contentOf = (at: number): Content =>
  at % 3 === 2 ? { kind: "map", zoom: at / 10 } : { kind: "text", text: `kata ${at}` };

/** Each but the first came of one before it; some of them are gone. */
const made = fc
  .array(fc.record({ from: fc.nat(), isGone: fc.boolean() }), { minLength: 1, maxLength: 24 })
  .map((steps) => {
    const contents = [contentOf(0), ...steps.map((_, at) => contentOf(at + 1))];
    const corrected = steps.map(({ from }, at): Correction => {
      const [before = contentOf(0), to = contentOf(0)] = [contents[from % (at + 1)], contents[at + 1]];
      return { from: before, to };
    });
    return { contents, corrected, gone: contents.filter((_, at) => steps[at - 1]?.isGone === true) };
  });

it("keeps which words are the same through words that are forgotten, and is no longer than what is left", () => {
  fc.assert(
    fc.property(made, ({ contents, corrected, gone }) => {
      const isLeft = (content: Content) => !isAmong(gone, content);
      const after = without(corrected, gone);
      const left = contents.filter(isLeft);
      for (const content of left) {
        const same = withCorrected([content], corrected).filter(isLeft);
        const now = withCorrected([content], after).filter(isLeft);
        expect(now).toHaveLength(same.length);
        expect(now.every((one) => isAmong(same, one))).toBe(true);
      }
      expect(after.length).toBeLessThan(left.length);
    }),
  );
});
