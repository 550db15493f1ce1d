import fc from "fast-check";
import { expect, it } from "vitest";
import { pinching, turning } from "../../../src/renderer/console/steering-speed.ts";

const part = fc.double({ min: -3, max: 3, noNaN: true });

it("rests near where the hand came down, and is whole at the edge of the picture", () => {
  expect(turning({ x: 0, y: 0 })).toEqual({ pan: 0, tilt: 0, zoom: 0 });
  expect(turning({ x: 0.08, y: -0.08 })).toEqual({ pan: 0, tilt: 0, zoom: 0 });
  expect(turning({ x: 1, y: 0 })).toEqual({ pan: 1, tilt: 0, zoom: 0 });
  expect(turning({ x: 0, y: 2 })).toEqual({ pan: 0, tilt: -1, zoom: 0 });
  expect(pinching(1)).toEqual({ pan: 0, tilt: 0, zoom: 0 });
  expect([pinching(2).zoom, pinching(0.5).zoom]).toEqual([1, -1]);
});

it("turns that way and no other, never faster than a head can, and the faster the further", () => {
  fc.assert(
    fc.property(part, part, fc.double({ min: 1, max: 3, noNaN: true }), (x, y, further) => {
      const { pan, tilt, zoom } = turning({ x, y });
      expect(Math.hypot(pan, tilt)).toBeLessThanOrEqual(1.05);
      expect(zoom).toBe(0);
      expect(pan * x).toBeGreaterThanOrEqual(0);
      expect(tilt * y).toBeLessThanOrEqual(0);
      const there = turning({ x: x * further, y: y * further });
      expect(Math.abs(there.pan)).toBeGreaterThanOrEqual(Math.abs(pan));
      expect(Math.abs(there.tilt)).toBeGreaterThanOrEqual(Math.abs(tilt));
      // The other way it is the same the other way round.
      expect(turning({ x: -x, y: -y })).toEqual({ pan: 0 - pan + 0, tilt: 0 - tilt + 0, zoom: 0 });
    }),
  );
});
