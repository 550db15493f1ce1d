import fc from "fast-check";
import { expect, test } from "vitest";
import { retryDelayMs } from "../../../src/renderer/link/backoff.ts";

test("a page comes back to the core after 0.25 to 1 s, however long it has been away", () => {
  fc.assert(
    fc.property(fc.nat(1_000_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
      const delay = retryDelayMs(attempt, () => random);
      expect(delay).toBeGreaterThanOrEqual(250);
      expect(delay).toBeLessThanOrEqual(1000);
    }),
  );
});

test("pages that lost the core together do not return in one instant", () => {
  expect(retryDelayMs(2, () => 1) - retryDelayMs(2, () => 0)).toBeGreaterThan(200);
});
