import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Tile } from "../../../src/layouts/layout.ts";
import { readingOrder, tileAfter, withDigit } from "../../../src/renderer/console/typed-number.ts";

const tile = (id: string, x: number, y: number, width: number, height: number, pinned = false): Tile => ({
  ...{ id, rect: { x, y, width, height }, z: 0, fit: "contain", priority: 5, content: { kind: "empty" } },
  ...(pinned && { pinned }),
});

describe("a typed number", () => {
  it("grows by digits, begins without noughts, and anew behind five", () => {
    const typed = (digits: string) => digits.split("").reduce(withDigit, "");
    expect(["7", "012", "00", "12345", "123456", "123450"].map(typed)).toEqual([
      ...["7", "12", "", "12345", "6", ""],
    ]);
  });

  it("is always that of a camera or nothing", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 })), (digits) => {
        expect(digits.map(String).reduce(withDigit, "")).toMatch(/^([1-9]\d{0,4})?$/);
      }),
    );
  });
});

describe("the next tile", () => {
  it("stands to the right, then in the row below, and is never a pinned one", () => {
    const tiles = [
      tile("d", 0, 400, 300, 400),
      tile("b", 305, 3, 300, 390),
      tile("a", 0, 0, 300, 400),
      tile("c", 610, 0, 300, 400, true),
    ];
    expect(["a", "b", "c", "d", "e"].map((id) => tileAfter(tiles, id))).toEqual(["b", "d", "d", null, null]);
  });

  it("of a large tile is the first beside it", () => {
    const tiles = [tile("r2", 960, 540, 480, 540), tile("r1", 960, 0, 480, 540), tile("l", 0, 0, 960, 1080)];
    expect(readingOrder(tiles).map(({ id }) => id)).toEqual(["l", "r1", "r2"]);
  });

  it("leads through every tile of any layout once", () => {
    const side = fc.integer({ min: 1, max: 2000 });
    const any = fc.tuple(side, side, side, side);
    fc.assert(
      fc.property(fc.array(any, { minLength: 1, maxLength: 30 }), (rects) => {
        const tiles = rects.map(([x, y, width, height], at) => tile(String(at), x, y, width, height));
        const seen = [readingOrder(tiles)[0]?.id ?? ""];
        for (let next = tileAfter(tiles, seen[0] ?? ""); next !== null; next = tileAfter(tiles, next))
          seen.push(next);
        expect(seen.toSorted()).toEqual(tiles.map(({ id }) => id).toSorted());
      }),
    );
  });
});
