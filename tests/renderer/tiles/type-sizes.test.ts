import fc from "fast-check";
import { expect, test } from "vitest";
import { labelBox, typeSizes } from "../../../src/renderer/tiles/type-sizes.ts";

test("a wall of 1080 lines is read at 21, 26 and 40 px", () => {
  expect(typeSizes({ width: 4800, height: 1080 })).toEqual({ least: 21, label: 27, banner: 40 });
  expect(typeSizes({ width: 1080, height: 1920 })).toEqual(typeSizes({ width: 1920, height: 1080 }));
});

test("16 tiles still have a strip; 64 have a tag in the corner", () => {
  const sizes = typeSizes({ width: 1920, height: 1080 });
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
        const sizes = typeSizes({ width: side * 2, height: side });
        const box = labelBox({ width, height }, sizes);
        expect(box.fontPx).toBeGreaterThanOrEqual(sizes.least);
        expect((box.maxWidthPx ?? width) * box.heightPx).toBeLessThanOrEqual(0.08 * width * height);
      },
    ),
  );
});
