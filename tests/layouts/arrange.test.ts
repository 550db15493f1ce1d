import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, arrangeOnWall } from "../../src/layouts/arrange.ts";
import {
  type ArrangementName,
  arrangements,
  evenGrid,
  type Grid,
  rowsGrid,
} from "../../src/layouts/arrangements.ts";
import { uncovered } from "../../src/layouts/coverage.ts";
import { type Content, layoutSchema, type Tile } from "../../src/layouts/layout.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import { contains, type Rect, type Size } from "../../src/layouts/rect.ts";
import { cameras } from "../../src/layouts/sites/layouts.ts";
import { presets } from "../../src/layouts/sites/index.ts";
import { validateLayout } from "../../src/layouts/validate.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const names: ArrangementName[] = ["1", "4", "9", "16", "1+7", "all"];

function many(count: number): Content[] {
  return Array.from({ length: count }, () => ({ kind: "clock" }));
}

function rects(tiles: readonly Tile[]): Rect[] {
  return tiles.map((tile) => tile.rect);
}

function area(found: readonly Rect[]): number {
  return found.reduce((sum, { width, height }) => sum + width * height, 0);
}

/** No pixel of the canvas without a tile, none with two, nothing beyond. */
function expectCovered(tiles: readonly Tile[], canvas: Size): void {
  const whole = { x: 0, y: 0, ...canvas };
  expect(uncovered(whole, rects(tiles))).toEqual([]);
  expect(area(rects(tiles))).toBe(canvas.width * canvas.height);
  expect(rects(tiles).every((rect) => contains(whole, rect))).toBe(true);
}

describe("arrangements", () => {
  test("the list has the six names with words in both languages", () => {
    expect(Object.keys(arrangements).toSorted()).toEqual(names.toSorted());
    const words = Object.values(arrangements).flatMap(({ name }) => [name.id, name.en]);
    expect(new Set(words).size).toBe(2 * names.length);
  });

  test("[L7] every arrangement covers any canvas exactly, to the last column", () => {
    const canvas = fc.record({
      width: fc.integer({ min: 24, max: 9000 }),
      height: fc.integer({ min: 12, max: 9000 }),
    });
    fc.assert(
      fc.property(canvas, fc.constantFrom(...names), fc.integer({ min: 1, max: 40 }), (size, name, count) => {
        const tiles = arrange(name, size, many(arrangements[name].tiles ?? count));
        expectCovered(tiles, size);
        expect(tiles).toHaveLength(arrangements[name].tiles ?? count);
      }),
    );
  });

  test("[L7] a grid of any columns and rows covers any canvas that has the pixels: 3 x 2, 1 x 9, 7 x 2", () => {
    const small = fc.integer({ min: 1, max: 9 });
    fc.assert(
      fc.property(small, small, fc.nat(200), fc.nat(200), (columns, rows, moreX, moreY) => {
        const canvas = { width: columns + moreX, height: rows + moreY };
        expectCovered(arrange(evenGrid(columns, rows), canvas, many(columns * rows)), canvas);
      }),
    );
    for (const [columns, rows] of [
      [3, 2],
      [1, 9],
      [7, 2],
    ] as const) {
      const canvas = { width: columns, height: rows };
      expect(rects(arrange(evenGrid(columns, rows), canvas, many(columns * rows))).at(-1)).toEqual({
        x: columns - 1,
        y: rows - 1,
        width: 1,
        height: 1,
      });
    }
  });

  test("[L7] the remainder is spread: equal tiles differ by a pixel at most", () => {
    const widths = rects(arrange(evenGrid(7, 1), { width: 1920, height: 100 }, many(7))).map(
      ({ width }) => width,
    );
    expect(widths.reduce((sum, width) => sum + width, 0)).toBe(1920);
    expect(Math.max(...widths) - Math.min(...widths)).toBe(1);
  });

  test("[L7] a canvas with a pixel a tile is enough, one with fewer is refused", () => {
    expectCovered(arrange("9", { width: 1, height: 9 }, many(9)), { width: 1, height: 9 });
    expectCovered(arrange("16", { width: 8, height: 2 }, many(16)), { width: 8, height: 2 });
    expect(() => arrange("9", { width: 2, height: 4 }, many(9))).toThrow("2 x 4 px");
  });

  test("[L7] on 16:9 nine are three by three, and one with seven are all 16:9", () => {
    const hd = { width: 1920, height: 1080 };
    expect(arrange("9", hd, many(9)).map(({ rect }) => `${rect.width} x ${rect.height}`)).toEqual(
      Array.from({ length: 9 }, () => "640 x 360"),
    );
    const [large, ...small] = arrange("1+7", hd, many(8));
    expect(large).toMatchObject({ rect: { x: 0, y: 0, width: 1440, height: 810 }, priority: 1 });
    expect(small).toHaveLength(7);
    expect(
      small.every(({ rect, priority }) => rect.width === 480 && rect.height === 270 && priority === 5),
    ).toBe(true);
  });

  test("[L7] on 4800 x 1080 four stand in one row, ten are whole 16:9 pictures, the large one has full height", () => {
    const wide = { width: 4800, height: 1080 };
    expect(rects(arrange("4", wide, many(4))).map(({ x }) => x)).toEqual([0, 1200, 2400, 3600]);
    expect(rects(arrange("all", wide, many(10))).every((r) => r.width === 960 && r.height === 540)).toBe(
      true,
    );
    expect(rects(arrange("1+7", wide, many(8)))[0]).toEqual({ x: 0, y: 0, width: 1920, height: 1080 });
  });

  test("[L7] in portrait four stand one above the other, and the large one lies on top at full width", () => {
    const portrait = { width: 1080, height: 1920 };
    expect(rects(arrange("4", portrait, many(4))).map(({ y }) => y)).toEqual([0, 480, 960, 1440]);
    expect(rects(arrange("1+7", portrait, many(8)))[0]).toEqual({ x: 0, y: 0, width: 1080, height: 640 });
  });

  test("[L7] free rectangles lie where the grid says, the later above those they cover", () => {
    const grid: Grid = {
      columns: 16,
      rows: 9,
      cells: [
        { column: 0, row: 0, columns: 16, rows: 9 },
        { column: 11, row: 6, columns: 4, rows: 2 },
        { column: 12, row: 7, columns: 4, rows: 2, priority: 2 },
        { column: 0, row: 0, columns: 2, rows: 1 },
      ],
    };
    const tiles = arrange(grid, { width: 1600, height: 900 }, many(4));
    expect(tiles.map(({ rect, z }) => ({ ...rect, z }))).toEqual([
      { x: 0, y: 0, width: 1600, height: 900, z: 0 },
      { x: 1100, y: 600, width: 400, height: 200, z: 1 },
      { x: 1200, y: 700, width: 400, height: 200, z: 2 },
      { x: 0, y: 0, width: 200, height: 100, z: 1 },
    ]);
    const off: Grid = { columns: 2, rows: 1, cells: [{ column: 1, row: 0, columns: 2, rows: 1 }] };
    expect(() => arrange(off, { width: 100, height: 100 }, many(1))).toThrow(RangeError);
  });

  test("[L7] cells without content stay empty where they are, contents without a cell are left out", () => {
    const hd = { width: 1920, height: 1080 };
    expect(rects(arrange("9", hd, many(4)))).toEqual(rects(arrange("9", hd, many(9))).slice(0, 4));
    expect(arrange("4", hd, many(6))).toHaveLength(4);
    expect(arrange("9", hd, [])).toEqual([]);
  });

  test("rows of different counts share what edges they can", () => {
    const grid = rowsGrid([2, 4, 3]);
    const xs = new Set(grid.cells.map(({ column }) => column / grid.columns));
    expect([...xs].toSorted((a, b) => a - b)).toEqual([0, 0.25, 1 / 3, 0.5, 2 / 3, 0.75]);
  });
});

describe("arrangements on panels", () => {
  test("[L6] nine tiles on 3 x 3 monitors are the monitors, four on 2 x 2 too", () => {
    for (const [stage, name] of [
      ["tarakan-3x3", "9"],
      ["tarakan-2x2", "4"],
    ] as const) {
      const wall = onlyWall(presets[stage]().site);
      const tiles = arrangeOnWall(name, wall, many(wall.panels.length));
      expect(rects(tiles)).toEqual(wall.panels.map(({ canvas }) => canvas));
    }
  });

  test("[L6] fourteen on 7 x 2 and six on 3 x 2 monitors are the monitors, to the last column", () => {
    for (const fixture of ["7 x 2 monitors", "3 x 2 monitors"] as const) {
      const wall = onlyWall(walls[fixture]());
      const tiles = arrangeOnWall("all", wall, many(wall.panels.length));
      expect(rects(tiles)).toEqual(wall.panels.map(({ canvas }) => canvas));
    }
  });

  test("[L6] four on each monitor never cross a bezel", () => {
    const wall = onlyWall(walls["3 x 2 monitors"]());
    const tiles = arrangeOnWall(evenGrid(6, 4), wall, many(24));
    for (const rect of rects(tiles)) {
      expect(wall.panels.filter(({ canvas }) => contains(canvas, rect))).toHaveLength(1);
      expect(rect).toMatchObject({ width: 960, height: 540 });
    }
  });

  test("[L6] columns of unequal panels are respected, not averaged", () => {
    const wall = onlyWall(walls["fine and coarse cabinets"]());
    const tiles = arrangeOnWall(evenGrid(4, 1), wall, many(4));
    expect(rects(tiles).map(({ x, width }) => [x, width])).toEqual([
      [0, 256],
      [256, 512],
      [768, 512],
      [1280, 256],
    ]);
  });

  test("[L6] two tiles on four unequal columns take two columns each", () => {
    const wall = onlyWall(walls["fine and coarse cabinets"]());
    const [left, first, second] = wall.panels;
    if (left === undefined || first === undefined || second === undefined)
      throw new Error("four panels expected");
    const uneven = {
      canvas: { width: 1792, height: 288 },
      panels: [left, first, second, { ...second, id: "right", canvas: { ...second.canvas, x: 1280 } }],
    };
    expect(rects(arrangeOnWall(evenGrid(2, 1), uneven, many(2))).map(({ width }) => width)).toEqual([
      768, 1024,
    ]);
  });

  test("[L6] panels in a brick pattern form no columns, so tiles are equal", () => {
    const wall = onlyWall(walls["monitors in a brick pattern"]());
    const widths = rects(arrangeOnWall(evenGrid(5, 2), wall, many(10))).map(({ width }) => width);
    expect(Math.max(...widths) - Math.min(...widths)).toBeLessThanOrEqual(1);
  });

  test("[L6] a panel too narrow for its share is divided with the others instead", () => {
    const face = wallOf({
      kind: "led",
      status: "present",
      columns: 2,
      rows: 1,
      widthMm: 100,
      heightMm: 100,
      bezelMm: 0,
      pixels: { width: 50, height: 50 },
    });
    const [first, second] = face.panels;
    if (first === undefined || second === undefined) throw new Error("two panels expected");
    const narrow = {
      canvas: { width: 51, height: 50 },
      panels: [
        { ...first, canvas: { x: 0, y: 0, width: 1, height: 50 } },
        { ...second, canvas: { x: 1, y: 0, width: 50, height: 50 } },
      ],
    };
    expect(area(rects(arrangeOnWall(evenGrid(4, 1), narrow, many(4))))).toBe(51 * 50);
  });

  test.each(Object.entries(walls))(
    "[L7] every arrangement on %s is valid and shows every lit pixel once",
    (_, fixture) => {
      const site = fixture();
      const wall = onlyWall(site);
      for (const name of names) {
        const tiles = arrangeOnWall(name, wall, cameras(1, 16));
        const layout = layoutSchema.parse({ id: "l", name: "L", wallId: wall.id, tiles });
        expect(validateLayout(layout, site)).toEqual([]);
        for (const panel of wall.panels) expect(uncovered(panel.canvas, rects(tiles))).toEqual([]);
      }
    },
  );
});
