import { inWords } from "../../src/protocol/detail-words.ts";
import { openOn } from "../../src/layouts/open-on.ts";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { arrange, arrangeOnWall } from "../../src/layouts/arrange.ts";
import { evenGrid } from "../../src/layouts/arrangements.ts";
import { fitLayout, fitToWall, followSite } from "../../src/layouts/fit.ts";
import { type Content, type Tile, tileSchema } from "../../src/layouts/layout.ts";
import { wallOf } from "../../src/layouts/panel-grid.ts";
import { bottom, contains, overlaps, type Rect, right, type Size } from "../../src/layouts/rect.ts";
import { moveToStage, presets } from "../../src/layouts/sites/index.ts";
import { validateLayout } from "../../src/layouts/validate.ts";
import { onlyWall, walls } from "../fixtures/walls.ts";

const clock: Content = { kind: "clock" };

function tile(rect: Rect, index = 0, z = 0): Tile {
  return tileSchema.parse({ id: `t${index + 1}`, rect, z, content: clock });
}

/** A canvas cut again and again, some of the pieces left out: tiles that share edges, with gaps. */
const cutCanvas = fc
  .record({
    width: fc.integer({ min: 24, max: 6000 }),
    height: fc.integer({ min: 24, max: 3000 }),
    cuts: fc.array(
      fc.record({
        piece: fc.nat(),
        at: fc.double({ min: 0, max: 1, noNaN: true }),
        upright: fc.boolean(),
        keep: fc.boolean(),
      }),
      { minLength: 1, maxLength: 16 },
    ),
  })
  .map(({ width, height, cuts }) => {
    const pieces: Rect[] = [{ x: 0, y: 0, width, height }];
    for (const { piece, at, upright } of cuts) {
      const index = piece % pieces.length;
      const rect = pieces[index];
      const length = upright ? rect?.width : rect?.height;
      if (rect === undefined || length === undefined || length < 2) continue;
      const cut = 1 + Math.floor(at * (length - 2));
      const [first, second] = upright
        ? [
            { ...rect, width: cut },
            { ...rect, x: rect.x + cut, width: rect.width - cut },
          ]
        : [
            { ...rect, height: cut },
            { ...rect, y: rect.y + cut, height: rect.height - cut },
          ];
      pieces.splice(index, 1, first, second);
    }
    const tiles = pieces
      .filter((_, index) => index === 0 || (cuts[index % cuts.length]?.keep ?? true))
      .map((rect, index) => tile(rect, index));
    return { canvas: { width, height }, tiles };
  });
const target = fc.record({
  width: fc.integer({ min: 20, max: 6000 }),
  height: fc.integer({ min: 20, max: 3000 }),
});

function pairs(tiles: readonly Tile[]): [number, number][] {
  return tiles.flatMap((_, a) => tiles.slice(a + 1).map((__, b): [number, number] => [a, a + 1 + b]));
}

function rectAt(tiles: readonly Tile[], index: number): Rect {
  const found = tiles[index];
  if (found === undefined) throw new Error(`no tile ${index}`);
  return found.rect;
}

describe("tiles on another canvas", () => {
  test("[L5] every tile lies inside with at least a pixel, and no overlap appears", () => {
    fc.assert(
      fc.property(cutCanvas, target, ({ canvas, tiles }, to) => {
        const fitted = fitLayout(tiles, canvas, to);
        const whole = { x: 0, y: 0, ...to };
        expect(fitted.every(({ rect }) => contains(whole, rect) && rect.width > 0 && rect.height > 0)).toBe(
          true,
        );
        for (const [a, b] of pairs(tiles)) expect(overlaps(rectAt(fitted, a), rectAt(fitted, b))).toBe(false);
      }),
    );
  });

  test("[L5] edges that met still meet, edges in order stay in order, borders stay borders", () => {
    fc.assert(
      fc.property(cutCanvas, target, ({ canvas, tiles }, to) => {
        const fitted = fitLayout(tiles, canvas, to);
        const before = tiles.flatMap(({ rect }) => [rect.x, right(rect)]);
        const after = fitted.flatMap(({ rect }) => [rect.x, right(rect)]);
        const beforeDown = tiles.flatMap(({ rect }) => [rect.y, bottom(rect)]);
        const afterDown = fitted.flatMap(({ rect }) => [rect.y, bottom(rect)]);
        for (const [was, is, length, now] of [
          [before, after, canvas.width, to.width],
          [beforeDown, afterDown, canvas.height, to.height],
        ] as const) {
          was.forEach((edge, index) => {
            const place = is[index] ?? Number.NaN;
            if (edge === 0) expect(place).toBe(0);
            if (edge === length) expect(place).toBe(now);
            was.forEach((other, position) => {
              const otherPlace = is[position] ?? Number.NaN;
              if (edge === other) expect(place).toBe(otherPlace);
              if (edge < other) expect(place).toBeLessThanOrEqual(otherPlace);
            });
          });
        }
      }),
      { numRuns: 60 },
    );
  });

  test("[L5] with room for it, overlap by z and gaps stay as well", () => {
    const cases = fc.array(
      fc.record({
        x: fc.integer({ min: 0, max: 99 }),
        y: fc.integer({ min: 0, max: 99 }),
        width: fc.integer({ min: 1, max: 100 }),
        height: fc.integer({ min: 1, max: 100 }),
      }),
      { minLength: 2, maxLength: 8 },
    );
    fc.assert(
      fc.property(cases, target, (rects, to) => {
        const tiles = rects.map((rect, index) => {
          const width = Math.min(rect.width, 100 - rect.x);
          return tile({ ...rect, width, height: Math.min(rect.height, 100 - rect.y) }, index, index);
        });
        const fitted = fitLayout(tiles, { width: 100, height: 100 }, to);
        for (const [a, b] of pairs(tiles)) {
          expect(overlaps(rectAt(fitted, a), rectAt(fitted, b))).toBe(
            overlaps(rectAt(tiles, a), rectAt(tiles, b)),
          );
        }
        expect(fitted.map(({ z }) => z)).toEqual(tiles.map(({ z }) => z));
      }),
    );
  });

  test("[L5] the same canvas changes nothing; there and back changes nothing where one is a multiple of the other", () => {
    fc.assert(
      fc.property(
        cutCanvas,
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 4 }),
        (cut, across, down) => {
          const { canvas, tiles } = cut;
          const to = { width: canvas.width * across, height: canvas.height * down };
          expect(fitLayout(tiles, canvas, canvas)).toEqual(tiles);
          expect(fitLayout(fitLayout(tiles, canvas, to), to, canvas)).toEqual(tiles);
        },
      ),
    );
  });

  test("[L5] only the rectangle changes", () => {
    const one: Tile = { ...tile({ x: 0, y: 0, width: 10, height: 10 }), z: 7, fit: "fill", priority: 2 };
    const [fitted] = fitLayout([one], { width: 20, height: 20 }, { width: 40, height: 30 });
    expect(fitted).toEqual({ ...one, rect: { x: 0, y: 0, width: 20, height: 15 } });
  });

  test("[L5] sixteen tiles side by side fit into sixteen pixels and not into fifteen", () => {
    const wide = { width: 1600, height: 100 };
    const tiles = arrange(
      evenGrid(16, 1),
      wide,
      Array.from({ length: 16 }, () => clock),
    );
    const fitted = fitLayout(tiles, wide, { width: 16, height: 1 });
    expect(fitted.map(({ rect }) => rect.x)).toEqual(Array.from({ length: 16 }, (_, index) => index));
    expect(() => fitLayout(tiles, wide, { width: 15, height: 1 })).toThrow(RangeError);
  });

  test("[L5] rows whose edges are more than the pixels that are left still fit, a pixel a tile at least", () => {
    const cases = fc.record({
      columns: fc.integer({ min: 4, max: 16 }),
      rows: fc.integer({ min: 2, max: 6 }),
      more: fc.nat(4),
      shifts: fc.array(fc.nat(99), { minLength: 6, maxLength: 6 }),
    });
    fc.assert(
      fc.property(cases, ({ columns, rows, more, shifts }) => {
        const canvas = { width: (columns + 1) * 100, height: rows * 10 };
        const tiles = Array.from({ length: columns * rows }, (_, index) => {
          const row = Math.floor(index / columns);
          const x = (index % columns) * 100 + (shifts[row] ?? 0);
          return tile({ x, y: row * 10, width: index % 7 === 0 ? 3 : 100, height: 10 }, index);
        });
        // Tiles side by side over all rows are at most two a column.
        const to = { width: 2 * columns + more, height: rows };
        const fitted = fitLayout(tiles, canvas, to);
        expect(fitted.every(({ rect }) => rect.width > 0 && rect.height === 1)).toBe(true);
        expect(fitted.every(({ rect }) => contains({ x: 0, y: 0, ...to }, rect))).toBe(true);
        for (const [a, b] of pairs(tiles)) expect(overlaps(rectAt(fitted, a), rectAt(fitted, b))).toBe(false);
      }),
    );
  });

  test("[L5] a sliver at the far border keeps its pixel where the canvas becomes very narrow", () => {
    const spans = [
      [0, 997],
      [997, 1000],
      [0, 250],
      [250, 500],
      [500, 750],
      [750, 1000],
    ] as const;
    const tiles = spans.map(([start, end], index) =>
      tile({ x: start, y: index < 2 ? 0 : 1, width: end - start, height: 1 }, index),
    );
    const fitted = fitLayout(tiles, { width: 1000, height: 2 }, { width: 4, height: 2 });
    expect(fitted.map(({ rect }) => [rect.x, right(rect)])).toEqual([
      [0, 3],
      [3, 4],
      [0, 1],
      [1, 2],
      [2, 3],
      [3, 4],
    ]);
  });

  test("[L5] a tile that reaches beyond its canvas is cut to it", () => {
    const outside = tile({ x: 90, y: -10, width: 50, height: 30 });
    const [fitted] = fitLayout([outside], { width: 100, height: 100 }, { width: 200, height: 100 });
    expect(fitted?.rect).toEqual({ x: 180, y: 0, width: 20, height: 20 });
  });
});

describe("tiles on another wall", () => {
  test.each(Object.entries(walls))(
    "[L6] a tile a panel on %s, and back to the plain canvas",
    (_, fixture) => {
      const wall = onlyWall(fixture());
      const tiles = arrange("all", wall.canvas, [clock, clock, clock]);
      const plain: { canvas: Size; panels: [] } = { canvas: { width: 1280, height: 720 }, panels: [] };
      const onPlain = fitToWall(tiles, wall, plain);
      expect(onPlain.every(({ rect }) => contains({ x: 0, y: 0, ...plain.canvas }, rect))).toBe(true);
      expect(
        validateLayout(
          { id: "l", name: "l", wallId: wall.id, tiles: fitToWall(onPlain, plain, wall) },
          {
            walls: [wall],
          },
        ),
      ).toEqual([]);
    },
  );

  test("[L6] whatever is valid on one wall is valid on every other", () => {
    const known = Object.values(walls).map((fixture) => onlyWall(fixture()));
    fc.assert(
      fc.property(cutCanvas, fc.constantFrom(...known), fc.constantFrom(...known), (cut, first, second) => {
        const onFirst = fitToWall(cut.tiles, { canvas: cut.canvas, panels: [] }, first);
        for (const [wall, tiles] of [
          [first, onFirst],
          [second, fitToWall(onFirst, first, second)],
        ] as const) {
          expect(validateLayout({ id: "l", name: "l", wallId: wall.id, tiles }, { walls: [wall] })).toEqual(
            [],
          );
        }
      }),
    );
  });

  test("[L6] tiles of a window end where monitors end, on this side of the bezel", () => {
    const window = { canvas: { width: 1920, height: 1080 }, panels: [] };
    const wall = onlyWall(presets["tarakan-3x3"]().site);
    const nine = arrange(
      "9",
      window.canvas,
      Array.from({ length: 9 }, () => clock),
    );
    expect(fitToWall(nine, window, wall).map(({ rect }) => rect)).toEqual(wall.panels.map((p) => p.canvas));
    expect(fitToWall(fitToWall(nine, window, wall), wall, window)).toEqual(nine);
  });

  test("[L6] a tile across monitors contains what the bezels hide, so that a straight line stays straight", () => {
    const window = { canvas: { width: 1920, height: 1080 }, panels: [] };
    const wall = onlyWall(presets["tarakan-2x2"]().site);
    const [whole] = fitToWall([tile({ x: 0, y: 0, width: 1920, height: 1080 })], window, wall);
    expect(whole?.rect).toEqual({ x: 0, y: 0, width: 3846, height: 2166 });
  });

  test("[L6] bezels measured anew move the tiles with their monitors", () => {
    const grid = {
      kind: "lcd",
      status: "present",
      columns: 3,
      rows: 2,
      widthMm: 1220,
      heightMm: 690,
    } as const;
    const pixels = { width: 1920, height: 1080 };
    const thin = wallOf({ ...grid, bezelMm: 1, pixels });
    const thick = wallOf({ ...grid, bezelMm: 9, pixels });
    const six = arrangeOnWall(
      "all",
      thin,
      Array.from({ length: 6 }, () => clock),
    );
    expect(fitToWall(six, thin, thick).map(({ rect }) => rect)).toEqual(thick.panels.map((p) => p.canvas));
  });

  test("[L6] on the same wall nothing moves, not even an edge behind a bezel", () => {
    const wall = onlyWall(presets["tarakan-2x2"]().site);
    const across = [
      tile({ x: 0, y: 0, width: 1923, height: 1083 }),
      tile({ x: 1923, y: 0, width: 10, height: 9 }, 1),
    ];
    expect(fitToWall(across, wall, wall)).toEqual(across);
  });

  test("[L6] a margin that no panel lights counts like any other part of the canvas", () => {
    const wall = onlyWall(walls["monitors in a brick pattern"]());
    const [whole] = fitToWall(
      [tile({ x: 0, y: 0, width: 1920, height: 1080 })],
      {
        canvas: { width: 1920, height: 1080 },
        panels: [],
      },
      wall,
    );
    expect(whole?.rect).toEqual({ x: 0, y: 0, ...wall.canvas });
  });

  test("[L6] a tile wholly behind a bezel is kept, with a pixel at least", () => {
    const wall = onlyWall(presets["tarakan-2x2"]().site);
    const hidden = tile({ x: 1921, y: 0, width: 4, height: 1080 });
    const [fitted] = fitToWall([hidden], wall, { canvas: { width: 1920, height: 1080 }, panels: [] });
    expect(fitted?.rect).toEqual({ x: 959, y: 0, width: 2, height: 540 });
  });

  test("[L5] a canvas with too few pixels is refused with both values, in both languages", () => {
    const tiles = Array.from({ length: 12 }, (_, x) => tile({ x, y: 0, width: 1, height: 1 }));
    const refused = (make: () => unknown): string => {
      try {
        make();
      } catch (error) {
        if (error instanceof RangeError) return error.message;
      }
      return "not refused";
    };
    const fitted = refused(() => fitLayout(tiles, { width: 12, height: 1 }, { width: 5, height: 1 }));
    expect(fitted).toBe("12 tiles lie side by side where the canvas has 5 px [L5]");
    expect(inWords(fitted, "id")).toBe("12 petak berdampingan di tempat kanvas hanya memiliki 5 px [L5]");
    const laid = refused(() => {
      const from = { canvas: { width: 12, height: 1 }, panels: [] };
      return openOn(tiles, from, { canvas: { width: 2, height: 3 }, panels: [] });
    });
    expect(laid).toBe("a canvas of 2 x 3 px has not a pixel for each of 12 tiles [L5]");
    expect(inWords(laid, "id")).toBe("kanvas 2 x 3 px tidak memiliki satu piksel untuk tiap 12 petak [L5]");
  });

  test("[L6] layouts follow their own wall, those of a wall that went away stay as they are", () => {
    const { site, layouts } = presets.tarakan();
    const target3 = presets["tarakan-3x3"]();
    const other = layouts.map((layout) => ({ ...layout, wallId: "gone" }));
    expect(followSite([...layouts, ...other], site, target3.site)).toEqual([...target3.layouts, ...other]);
  });

  test("[L6] Tarakan's layouts are right at each stage and the same again after going back", () => {
    const start = presets.tarakan();
    for (const stage of ["tarakan-2x2", "tarakan-3x3"] as const) {
      const moved = moveToStage(start.site, start.layouts, stage);
      expect(moved.layouts).toEqual(presets[stage]().layouts);
      expect(moved.layouts.flatMap((layout) => validateLayout(layout, moved.site))).toEqual([]);
      expect(moveToStage(moved.site, moved.layouts, "tarakan").layouts).toEqual(start.layouts);
    }
  });
});
