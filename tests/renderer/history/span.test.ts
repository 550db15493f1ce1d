import fc from "fast-check";
import { expect, it } from "vitest";
import { endsOf, isSpan, moved, spans } from "../../../src/renderer/history/span.ts";

const NOW = Date.UTC(2026, 10, 22, 12);
const span = fc.constantFrom(...Object.keys(spans).filter(isSpan));

it("goes back and forth by its own length, and follows the present as soon as it would be passed", () => {
  fc.assert(
    fc.property(span, fc.integer({ min: 1, max: 50 }), (chosen, steps) => {
      const back = moved({ span: chosen, until: null }, -steps, NOW);
      expect(endsOf(back, NOW)).toEqual({
        from: NOW - (steps + 1) * spans[chosen],
        until: NOW - steps * spans[chosen],
      });
      expect(moved(back, steps, NOW).until).toBeNull();
      expect(moved(back, steps + 1, NOW).until).toBeNull();
    }),
  );
});
