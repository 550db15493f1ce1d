import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cluster } from "../../../src/renderer/map/cluster.ts";

const placed = fc.record({
  x: fc.double({ min: -500, max: 2500, noNaN: true }),
  y: fc.double({ min: -500, max: 1500, noNaN: true }),
  rank: fc.integer({ min: 0, max: 7 }),
});
const scene = fc.tuple(fc.array(placed, { maxLength: 200 }), fc.double({ min: 4, max: 120, noNaN: true }));

describe("marks that would lie on each other", () => {
  it("are each in one cluster, which stands where its worst is and tells that", () => {
    fc.assert(
      fc.property(scene, ([given, radius]) => {
        const clusters = cluster(given, radius);
        expect(clusters.flatMap(({ all }) => all).length).toBe(given.length);
        expect(new Set(clusters.flatMap(({ all }) => all)).size).toBe(new Set(given).size);
        for (const { worst, all } of clusters) {
          expect(all[0]).toBe(worst);
          expect(Math.min(...all.map(({ rank }) => rank))).toBe(worst.rank);
          for (const one of all)
            expect(Math.hypot(one.x - worst.x, one.y - worst.y)).toBeLessThanOrEqual(radius);
        }
      }),
    );
  });

  it("leave no two places nearer than the radius", () => {
    fc.assert(
      fc.property(scene, ([given, radius]) => {
        const places = cluster(given, radius).map(({ worst }) => worst);
        for (const [at, a] of places.entries())
          for (const b of places.slice(at + 1))
            expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThanOrEqual(radius - 1e-6);
      }),
    );
  });

  it("are the same wherever the map is moved to at one zoom", () => {
    fc.assert(
      fc.property(scene, fc.integer({ min: -3000, max: 3000 }), ([given, radius], shift) => {
        const whole = given.map(({ x, y, rank }) => ({ x: Math.round(x), y: Math.round(y), rank }));
        const moved = whole.map(({ x, y, rank }) => ({ x: x + shift, y: y - shift, rank }));
        const counts = (points: typeof whole) =>
          cluster(points, Math.round(radius)).map(({ all }) => all.length);
        expect(counts(moved)).toEqual(counts(whole));
      }),
    );
  });

  it("are ten thousand in less than a quarter of a second, in one place too", () => {
    const spread = Array.from({ length: 10_000 }, (_, at) => ({
      x: (at * 7919) % 1920,
      y: (at * 104_729) % 1080,
      rank: at % 8,
    }));
    const heaped = spread.map(({ rank }, at) => ({ x: 900 + (at % 3), y: 500, rank }));
    for (const given of [spread, heaped]) {
      const began = performance.now();
      const clusters = cluster(given, 60);
      expect(performance.now() - began).toBeLessThan(250);
      expect(clusters.reduce((sum, { all }) => sum + all.length, 0)).toBe(10_000);
    }
  });
});
