import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromPixel, project, toPixel } from "../../../src/layouts/mercator.ts";
import { keyed, panned, zoomed } from "../../../src/renderer/map/map-hand.ts";

const view = fc.record({
  center: fc.record({
    lat: fc.double({ min: -60, max: 60, noNaN: true }),
    lon: fc.double({ min: -150, max: 150, noNaN: true }),
  }),
  zoom: fc.double({ min: 6, max: 18, noNaN: true }),
});
const size = { width: 640, height: 400 };
const pixel = fc.record({ x: fc.integer({ min: 0, max: 640 }), y: fc.integer({ min: 0, max: 400 }) });

describe("a hand on the map", () => {
  it("drags what it holds", () => {
    fc.assert(
      fc.property(view, pixel, fc.integer({ min: -300, max: 300 }), (given, held, dx) => {
        const place = fromPixel(given, size, held);
        const after = toPixel(panned(given, size, dx, -dx / 2), size, place);
        expect(after.x).toBeCloseTo(held.x + dx, 3);
        expect(after.y).toBeCloseTo(held.y - dx / 2, 3);
      }),
    );
  });

  it("zooms around what it points at", () => {
    fc.assert(
      fc.property(view, pixel, fc.double({ min: -2, max: 2, noNaN: true }), (given, held, steps) => {
        const place = fromPixel(given, size, held);
        const after = zoomed(given, size, steps, held);
        expect(toPixel(after, size, place).x).toBeCloseTo(held.x, 2);
        expect(toPixel(after, size, place).y).toBeCloseTo(held.y, 2);
        expect(after.zoom).toBeCloseTo(given.zoom + steps, 9);
      }),
    );
  });

  it("never leaves the zooms there are, and knows its keys", () => {
    const given = { center: { lat: 3.3, lon: 117.6 }, zoom: 12 };
    expect(zoomed({ ...given, zoom: 19.5 }, size, 4, { x: 0, y: 0 }).zoom).toBe(20);
    expect(zoomed(given, size, -40, { x: 0, y: 0 }).zoom).toBe(0);
    const moved = keyed(given, size, "ArrowRight");
    expect(project(moved?.center ?? given.center).x).toBeGreaterThan(project(given.center).x);
    expect(project(keyed(given, size, "ArrowUp")?.center ?? given.center).y).toBeLessThan(
      project(given.center).y,
    );
    expect(keyed(given, size, "+")?.zoom).toBe(13);
    expect(keyed(given, size, "a")).toBeNull();
  });
});
