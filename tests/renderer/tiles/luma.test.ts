import fc from "fast-check";
import { expect, test } from "vitest";
import { lumaBlocks, samePicture } from "../../../src/renderer/tiles/worker/luma.ts";

const WIDTH = 640;
const HEIGHT = 360;
const STRIDE = 704;

function plane(level: (x: number, y: number) => number): Uint8Array {
  const made = new Uint8Array(STRIDE * HEIGHT);
  for (let y = 0; y < HEIGHT; y += 1) for (let x = 0; x < WIDTH; x += 1) made[y * STRIDE + x] = level(x, y);
  return made;
}
const blocks = (level: (x: number, y: number) => number) => lumaBlocks(plane(level), WIDTH, HEIGHT, STRIDE);

test("a picture that was coded anew with small differences is the same", () => {
  fc.assert(
    fc.property(fc.nat(3), (noise) => {
      expect(
        samePicture(
          blocks((x, y) => (x + y) % 200),
          blocks((x, y) => ((x + y) % 200) + ((x * 7 + y) % (noise + 1))),
        ),
      ).toBe(true);
    }),
    { numRuns: 4 },
  );
});

test("something of a thirtieth of the width that moves anywhere is seen", () => {
  const still = blocks(() => 90);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: WIDTH - 24 }),
      fc.integer({ min: 0, max: HEIGHT - 24 }),
      (left, top) => {
        const moved = blocks((x, y) => (x >= left && x < left + 24 && y >= top && y < top + 24 ? 130 : 90));
        expect(samePicture(still, moved)).toBe(false);
      },
    ),
    { numRuns: 20 },
  );
});

test("what lies beside the picture in its rows is not looked at", () => {
  const picture = plane(() => 50);
  const other = picture.slice();
  for (let y = 0; y < HEIGHT; y += 1) other.fill(255, y * STRIDE + WIDTH, (y + 1) * STRIDE);
  expect(lumaBlocks(picture, WIDTH, HEIGHT, STRIDE)).toEqual(lumaBlocks(other, WIDTH, HEIGHT, STRIDE));
});
