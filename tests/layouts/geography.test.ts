import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  bearingDeg,
  contains,
  distanceM,
  geoAreaSchema,
  type GeoPoint,
  middleOf,
} from "../../src/layouts/geography.ts";

const anywhere = fc.record({
  lat: fc.double({ min: -80, max: 80, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
/** Steps of some 100 m to 5 km around Tarakan. */
const near = fc.record({
  lat: fc.double({ min: 3.28, max: 3.36, noNaN: true }),
  lon: fc.double({ min: 117.55, max: 117.65, noNaN: true }),
});

describe("distances and bearings", () => {
  it("are those of known pairs", () => {
    const tarakan: GeoPoint = { lat: 3.3, lon: 117.6333 };
    const jakarta: GeoPoint = { lat: -6.2, lon: 106.8167 };
    // By Karney's geodesic on WGS 84 1,598.0 km; a sphere is within 0.5 %.
    expect(distanceM(tarakan, jakarta) / 1598_000).toBeCloseTo(1, 2);
    expect(distanceM({ lat: 0, lon: 0 }, { lat: 1, lon: 0 })).toBeCloseTo(111_195, -1);
    expect(bearingDeg({ lat: 0, lon: 0 }, { lat: 0, lon: 1 })).toBeCloseTo(90, 6);
    expect(bearingDeg({ lat: 0, lon: 0 }, { lat: -1, lon: 0 })).toBeCloseTo(180, 6);
    expect(bearingDeg({ lat: 0, lon: 179.5 }, { lat: 0, lon: -179.5 })).toBeCloseTo(90, 6);
  });

  it("are symmetric, never longer by way of a third point, and turn by half on the way back", () => {
    fc.assert(
      fc.property(anywhere, anywhere, anywhere, (a, b, c) => {
        expect(distanceM(a, b)).toBeCloseTo(distanceM(b, a), 3);
        expect(distanceM(a, c)).toBeLessThanOrEqual(distanceM(a, b) + distanceM(b, c) + 1e-3);
      }),
    );
    fc.assert(
      fc.property(near, near, (a, b) => {
        fc.pre(distanceM(a, b) > 10);
        const turn = (bearingDeg(b, a) - bearingDeg(a, b) + 720) % 360;
        expect(Math.abs(turn - 180)).toBeLessThan(0.1);
      }),
    );
  });
});

describe("areas", () => {
  const ring = (west: number, south: number, east: number, north: number): [number, number][] => [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];

  it("hold what lies within, not their holes, and each part of many", () => {
    const area = geoAreaSchema.parse({
      type: "MultiPolygon",
      coordinates: [[ring(0, 0, 10, 10), ring(4, 4, 6, 6)], [ring(20, 0, 30, 10)]],
    });
    expect(contains(area, { lat: 2, lon: 2 })).toBe(true);
    expect(contains(area, { lat: 5, lon: 5 })).toBe(false);
    expect(contains(area, { lat: 5, lon: 25 })).toBe(true);
    expect(contains(area, { lat: 5, lon: 15 })).toBe(false);
    expect(middleOf(area)).toEqual({ lat: 5, lon: 15 });
  });

  it("agree with the distance from the middle, whatever way a round one is walked", () => {
    fc.assert(
      fc.property(
        near,
        near,
        fc.integer({ min: 500, max: 3000 }),
        fc.boolean(),
        (middle, point, radius, back) => {
          const away = distanceM(middle, point);
          fc.pre(Math.abs(away - radius) > radius * 0.02);
          const degrees = radius / 111_195;
          const walk = Array.from({ length: 73 }, (_, at): [number, number] => {
            const angle = (at % 72) * (Math.PI / 36);
            const lon = middle.lon + (degrees * Math.sin(angle)) / Math.cos((middle.lat * Math.PI) / 180);
            return [lon, middle.lat + degrees * Math.cos(angle)];
          });
          const area = { type: "Polygon", coordinates: [back ? walk.toReversed() : walk] } as const;
          expect(contains(geoAreaSchema.parse(area), point)).toBe(away < radius);
        },
      ),
    );
  });

  it("are refused where a ring is open or off the earth", () => {
    const open = { type: "Polygon", coordinates: [ring(0, 0, 1, 1).slice(0, 4)] };
    expect(geoAreaSchema.safeParse(open).success).toBe(false);
    expect(geoAreaSchema.safeParse({ type: "Polygon", coordinates: [ring(0, 0, 181, 1)] }).success).toBe(
      false,
    );
  });
});
