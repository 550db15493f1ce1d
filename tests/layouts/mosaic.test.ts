import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { layoutSchema } from "../../src/layouts/layout.ts";
import { MOSAIC_LEAST, MOSAIC_MOST, mosaicColumns, mosaicPlan } from "../../src/layouts/mosaic.ts";
import { contains, overlaps } from "../../src/layouts/rect.ts";
import { feedKey, mosaicRef } from "../../src/protocol/feed.ts";
import { rungSizes } from "../../src/protocol/ladder.ts";

const count = fc.integer({ min: MOSAIC_LEAST, max: MOSAIC_MOST });
const columns = fc.integer({ min: 1, max: MOSAIC_MOST });
const box = fc.constantFrom(...Object.values(rungSizes));

describe("a mosaic", () => {
  test("[L9] has the columns that a person would draw", () => {
    const wide = { width: 1920, height: 1080 };
    expect([4, 5, 6, 9, 12, 16, 36, 64].map((each) => mosaicColumns(each, wide))).toEqual([
      2, 3, 3, 3, 4, 4, 6, 8,
    ]);
    expect(mosaicColumns(4, { width: 4800, height: 675 })).toBe(4);
    expect(mosaicColumns(4, { width: 400, height: 1080 })).toBe(1);
  });

  test("[L9] of 64 cameras on 1920 x 1080 fills it but for what even pixels leave", () => {
    const { size, cells } = mosaicPlan(64, 8, rungSizes["1080p"]);
    expect(size).toEqual({ width: 1920, height: 1072 });
    expect(cells[0]).toEqual({ x: 0, y: 0, width: 240, height: 134 });
    expect(cells[63]).toEqual({ x: 1680, y: 938, width: 240, height: 134 });
  });

  test("[L9] has equal cells at even places that share no pixel, in a picture that fits its rung", () => {
    fc.assert(
      fc.property(count, columns, box, (n, across, room) => {
        const { size, cells } = mosaicPlan(n, across, room);
        expect(cells).toHaveLength(n);
        expect(size.width <= room.width && size.height <= room.height).toBe(true);
        for (const [at, cell] of cells.entries()) {
          expect([cell.x, cell.y, cell.width, cell.height].every((side) => side % 2 === 0)).toBe(true);
          expect(contains({ x: 0, y: 0, ...size }, cell)).toBe(true);
          expect([cell.width, cell.height]).toEqual([cells[0]?.width, cells[0]?.height]);
          expect(cells.slice(0, at).some((other) => overlaps(other, cell))).toBe(false);
        }
      }),
    );
  });

  test("is refused with too few or too many cameras, or with one of them twice", () => {
    const layout = (cameraIds: string[]) =>
      layoutSchema.safeParse({
        id: "a",
        name: "A",
        wallId: "w",
        tiles: [
          { id: "t", rect: { x: 0, y: 0, width: 10, height: 10 }, content: { kind: "mosaic", cameraIds } },
        ],
      }).success;
    const ids = (n: number) => Array.from({ length: n }, (_, at) => `c${at}`);
    expect([3, 4, 64, 65].map((n) => layout(ids(n)))).toEqual([false, true, true, false]);
    expect(layout(["a", "b", "c", "a"])).toBe(false);
  });

  test("is one feed for all who ask for the same cameras, order, columns and size", () => {
    const cameraIds = ["a", "b", "c", "d"];
    const key = feedKey(mosaicRef({ cameraIds, columns: 2 }, "720p"));
    expect(feedKey(mosaicRef({ cameraIds: [...cameraIds], columns: 2 }, "720p"))).toBe(key);
    const others = [
      mosaicRef({ cameraIds, columns: 2 }, "1080p"),
      mosaicRef({ cameraIds, columns: 4 }, "720p"),
      mosaicRef({ cameraIds: cameraIds.toReversed(), columns: 2 }, "720p"),
      mosaicRef({ cameraIds: ["a", "b", "c", "d", "e"], columns: 2 }, "720p"),
    ];
    for (const other of others) expect(feedKey(other)).not.toBe(key);
  });
});
