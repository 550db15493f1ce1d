import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { confirm, type Confirmed } from "../../../src/main/base/confirmed.ts";

const AFTER_MS = 5_000;
const looks = fc.array(fc.record({ wanted: fc.nat(2), wait: fc.integer({ min: 1, max: 4_000 }) }), {
  maxLength: 60,
});

/** When the value changed, and to what, over looks that follow each other after `wait` milliseconds. */
function changes(steps: readonly { wanted: number; wait: number }[]) {
  let now = 0;
  let held: Confirmed<number> | null = null;
  const made: { at: number; to: number }[] = [];
  for (const { wanted, wait } of steps) {
    now += wait;
    const after: Confirmed<number> = confirm(held, wanted, now, AFTER_MS);
    if (held !== null && after.value !== held.value) made.push({ at: now, to: after.value });
    held = after;
  }
  return { made, held };
}

describe("a confirmed choice", () => {
  it("is taken at once where there was none, and changes when the same was wanted for long enough", () => {
    const first = confirm(null, "sub", 0, AFTER_MS);
    expect(first.value).toBe("sub");
    const waiting = confirm(first, "main", 1_000, AFTER_MS);
    expect(waiting.value).toBe("sub");
    expect(confirm(waiting, "main", 5_999, AFTER_MS).value).toBe("sub");
    expect(confirm(waiting, "main", 6_000, AFTER_MS)).toEqual({ value: "main", next: null });
    expect(confirm(first, "main", 1_000, 0).value).toBe("main");
  });

  it("stays where what is wanted wavers between two values, for ever", () => {
    const wavering = Array.from({ length: 1_000 }, (_, at) => ({ wanted: at % 2, wait: 1_000 }));
    expect(changes(wavering).made).toEqual([]);
  });

  it("never changes twice within the time of a confirmation, whatever is wanted", () => {
    fc.assert(
      fc.property(looks, (steps) => {
        const { made } = changes(steps);
        for (const [at, change] of made.entries())
          if (at > 0) expect(change.at - (made[at - 1]?.at ?? 0)).toBeGreaterThanOrEqual(AFTER_MS);
      }),
    );
  });

  it("comes to what is wanted in the end", () => {
    fc.assert(
      fc.property(looks, fc.nat(2), (steps, last) => {
        const end = Array.from({ length: 7 }, () => ({ wanted: last, wait: 1_000 }));
        expect(changes([...steps, ...end]).held?.value).toBe(last);
      }),
    );
  });
});
