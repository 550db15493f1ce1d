import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Position, simplifyLine, simplifyRing } from "../../src/layouts/simplify.ts";

const position: fc.Arbitrary<Position> = fc.tuple(
  fc.double({ min: -10, max: 10, noNaN: true }),
  fc.double({ min: -10, max: 10, noNaN: true }),
);
const line = fc.array(position, { minLength: 2, maxLength: 60 });

/** How far `p` is from the nearest piece of a line. */
function distance(p: Position, pieces: readonly Position[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const [index, b] of pieces.entries()) {
    const a = pieces[Math.max(0, index - 1)] ?? b;
    const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
    const length = dx * dx + dy * dy;
    const t = length === 0 ? 0 : Math.max(0, Math.min(1, ((p[0] - a[0]) * dx + (p[1] - a[1]) * dy) / length));
    nearest = Math.min(nearest, Math.hypot(p[0] - a[0] - t * dx, p[1] - a[1] - t * dy));
  }
  return nearest;
}

describe("a plainer line", () => {
  it("keeps its ends and its order, and leaves out nothing that lies further off than is tolerated", () => {
    fc.assert(
      fc.property(line, fc.double({ min: 0.01, max: 5, noNaN: true }), (given, tolerance) => {
        const plain = simplifyLine(given, tolerance);
        expect([plain[0], plain.at(-1)]).toEqual([given[0], given.at(-1)]);
        let at = -1;
        for (const kept of plain) {
          at = given.indexOf(kept, at + 1);
          expect(at).toBeGreaterThanOrEqual(0);
        }
        for (const left of given) expect(distance(left, plain)).toBeLessThanOrEqual(tolerance + 1e-9);
      }),
    );
  });

  it("leaves a ring closed, and nothing of one that is smaller than what is tolerated", () => {
    const square: Position[] = [
      [0, 0],
      [1, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ];
    expect(simplifyRing(square, 0.1)).toEqual([
      [0, 0],
      [2, 0],
      [2, 2],
      [0, 2],
      [0, 0],
    ]);
    expect(simplifyRing(square, 5)).toBeNull();
    expect(simplifyRing([], 1)).toBeNull();
  });

  it("follows a tolerance that is another at every place", () => {
    const zigzag = Array.from({ length: 40 }, (_, at): Position => [at, at % 2]);
    const plain = simplifyLine(zigzag, ([x]) => (x < 20 ? 0.1 : 3));
    expect(plain.filter(([x]) => x < 19)).toHaveLength(19);
    expect(plain.filter(([x]) => x > 22 && x < 39).length).toBeLessThan(3);
  });
});
