import fc from "fast-check";
import { expect, test } from "vitest";
import { viewingPixels } from "../../../src/layouts/legibility.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { onlyWall } from "../../fixtures/walls.ts";
import { labelBox, typeSizes } from "../../../src/renderer/tiles/type-sizes.ts";

const usual = (width: number, height: number) =>
  typeSizes(viewingPixels({ canvas: { width, height }, panels: [] }));

test("a wall of 1080 lines of which nothing else is known is read at 21, 27 and 40 px", () => {
  expect(usual(4800, 1080)).toEqual({ least: 21, label: 27, banner: 40 });
  expect(usual(1080, 1920)).toEqual(usual(1920, 1080));
});

test("[L11] type grows with the farthest viewer and shrinks with the pitch", () => {
  const { site } = presets.pontianak();
  const sizesFrom = (farthestMm: number) =>
    typeSizes(viewingPixels({ ...onlyWall(site), viewing: { nearestMm: 1000, farthestMm } }));
  // 16 arc minutes from 6 m are 27.9 mm of capitals, 14.9 px of 1.875 mm: type of 21 px.
  expect(sizesFrom(6000)).toEqual({ least: 21, label: 26, banner: 40 });
  expect(sizesFrom(12_000)).toEqual({ least: 42, label: 53, banner: 80 });
  const fine = onlyWall(presets["tarakan-3x3"]().site);
  const viewing = { nearestMm: 1000, farthestMm: 6000 };
  expect(typeSizes(viewingPixels({ ...fine, viewing })).least).toBe(63);
});

test("16 tiles still have a strip; 64 have a tag in the corner", () => {
  const sizes = usual(1920, 1080);
  expect(labelBox({ width: 640, height: 360 }, sizes)).toEqual({
    fontPx: 27,
    heightPx: 28,
    maxWidthPx: null,
  });
  expect(labelBox({ width: 480, height: 270 }, sizes)).toEqual({
    fontPx: 21,
    heightPx: 21,
    maxWidthPx: null,
  });
  expect(labelBox({ width: 240, height: 135 }, sizes).maxWidthPx).toBeLessThan(240);
});

test("a label never covers more than 8 % of its tile and is never smaller than the least size", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 100, max: 4320 }),
      fc.integer({ min: 1, max: 8192 }),
      fc.integer({ min: 1, max: 4320 }),
      (side, width, height) => {
        const sizes = usual(side * 2, side);
        const box = labelBox({ width, height }, sizes);
        expect(box.fontPx).toBeGreaterThanOrEqual(sizes.least);
        expect((box.maxWidthPx ?? width) * box.heightPx).toBeLessThanOrEqual(0.08 * width * height);
      },
    ),
  );
});
