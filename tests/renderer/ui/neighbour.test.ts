import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { neighbour } from "../../../src/renderer/ui/neighbour.ts";
import { presets } from "../../../src/layouts/sites/index.ts";

const arrows = ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"];

describe("arrows among tiles", () => {
  it("lead through a 3 x 2 grid as the eye does", () => {
    const grid = Array.from({ length: 6 }, (_, at) => ({
      x: (at % 3) * 100,
      y: Math.floor(at / 3) * 80,
      width: 100,
      height: 80,
    }));
    expect(neighbour(grid, 0, "ArrowRight")).toBe(1);
    expect(neighbour(grid, 1, "ArrowDown")).toBe(4);
    expect(neighbour(grid, 4, "ArrowLeft")).toBe(3);
    expect(neighbour(grid, 3, "ArrowUp")).toBe(0);
    expect(neighbour(grid, 0, "ArrowUp")).toBe(0);
    expect(neighbour(grid, 2, "End")).toBe(5);
    expect(neighbour(grid, 2, "x")).toBeNull();
  });

  it("always stay among the tiles", () => {
    const rect = fc.record({
      x: fc.integer({ min: 0, max: 5000 }),
      y: fc.integer({ min: 0, max: 2000 }),
      width: fc.integer({ min: 1, max: 2000 }),
      height: fc.integer({ min: 1, max: 2000 }),
    });
    fc.assert(
      fc.property(fc.array(rect, { minLength: 1, maxLength: 64 }), fc.nat(63), (rects, pick) => {
        const from = pick % rects.length;
        for (const key of arrows) {
          const to = neighbour(rects, from, key);
          expect(to).not.toBeNull();
          expect(rects[to ?? -1]).toBeDefined();
        }
      }),
    );
  });

  it.each(Object.entries(presets))("reach every tile of every layout of %s from its first", (_, preset) => {
    for (const { tiles } of preset().layouts) {
      const rects = tiles.map(({ rect }) => rect);
      const reached = new Set([0]);
      for (const from of reached) {
        for (const key of arrows) reached.add(neighbour(rects, from, key) ?? from);
      }
      expect(reached.size).toBe(tiles.length);
    }
  });
});
