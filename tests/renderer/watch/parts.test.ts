import fc from "fast-check";
import { expect, test } from "vitest";
import { MOSAIC_LEAST, MOSAIC_MOST } from "../../../src/layouts/mosaic.ts";
import { partsOf, roomFor } from "../../../src/renderer/watch/parts.ts";

test("parts hold every camera once and in order, none more than asked for, and no two differ by more than one", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.integer({ min: 1, max: 64 }), (count, most) => {
      const cameras = Array.from({ length: count }, (_, at) => at);
      const parts = partsOf(cameras, most);
      expect(parts.flat()).toEqual(cameras);
      const sizes = parts.map(({ length }) => length);
      expect(Math.max(...sizes)).toBeLessThanOrEqual(most);
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(1);
    }),
  );
});

test("a phone has room for what can be told apart, a monitor for as many as a mosaic holds", () => {
  expect(roomFor({ width: 390, height: 700 })).toBe(14);
  expect(roomFor({ width: 1920, height: 1000 })).toBe(MOSAIC_MOST);
  expect(roomFor({ width: 0, height: 0 })).toBe(MOSAIC_LEAST);
});
