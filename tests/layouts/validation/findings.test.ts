import fc from "fast-check";
import { expect, it } from "vitest";
import { type Area, overlaps } from "../../../src/layouts/rect.ts";
import { Findings } from "../../../src/layouts/validation/findings.ts";

const area: fc.Arbitrary<Area> = fc.record({
  x: fc.integer({ min: 0, max: 30 }),
  y: fc.integer({ min: 0, max: 30 }),
  width: fc.integer({ min: 1, max: 8 }),
  height: fc.integer({ min: 1, max: 8 }),
});

/** Pairs of places in the list, as the sweep tells them. */
function told(areas: readonly Area[], slack: number, fresh: readonly number[] | null = null): string[] {
  const pairs: string[] = [];
  new Findings().overlapping(
    areas.map((each, at) => ({ each, at })),
    ({ each }) => each,
    (a, b, at) => pairs.push(`${a.at}-${b.at}-${at}`),
    slack,
    fresh,
  );
  return pairs;
}

it("[W4] [W5] finds the pairs that asking each of each finds, in the order of the list", () => {
  fc.assert(
    fc.property(fc.array(area, { maxLength: 14 }), fc.constantFrom(0, 0.25), (areas, slack) => {
      const pairs = areas.flatMap((b, at) =>
        areas.slice(0, at).flatMap((a, first) => {
          const smaller = { ...a, x: a.x + slack, y: a.y + slack };
          const inner = { ...smaller, width: a.width - 2 * slack, height: a.height - 2 * slack };
          return overlaps(inner, b) ? `${first}-${at}-${at}` : [];
        }),
      );
      expect(told(areas, slack)).toEqual(pairs);
    }),
    { numRuns: 300 },
  );
});

it("[W4] [W5] finds what a few overlap, where the others are known to overlap nothing", () => {
  const grid = Array.from({ length: 12 }, (_, at) => ({ x: (at % 4) * 8, y: Math.floor(at / 4) * 8 }));
  const sound = grid.map((place): Area => ({ ...place, width: 8, height: 8 }));
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat(11), area), { maxLength: 5 }), (moved) => {
      const now = new Map(moved);
      const areas = sound.map((each, at) => now.get(at) ?? each);
      expect(told(areas, 0, [...now.keys()])).toEqual(told(areas, 0));
    }),
    { numRuns: 300 },
  );
});

it("[W4] stops when enough is found: a thousand panels in one place have half a million pairs", () => {
  const heap = Array.from({ length: 1000 }, () => ({ x: 0, y: 0, width: 4, height: 4 }));
  expect(told(heap, 0).length).toBeLessThan(1200);
});
