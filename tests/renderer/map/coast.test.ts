import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { contains } from "../../../src/layouts/geography.ts";
import type { Position } from "../../../src/layouts/simplify.ts";
import { COAST_SCALE, readCoast } from "../../../src/renderer/map/coast.ts";
import { writeCoast } from "../../../scripts/basemap/coast-file.ts";

const shipped = readFileSync(new URL("../../../src/renderer/map/world.bin", import.meta.url));

describe("the coast that comes with Dinding", () => {
  it("weighs less than 200 kB", () => {
    expect(shipped.length).toBeLessThan(200_000);
  });

  it("has the islands of the cities that it is for, and water where there is water", () => {
    const coast = readCoast(shipped);
    const coordinates = coast.polygons.map((rings) =>
      rings.map((ring) => ring.map(([x, y]): [number, number] => [x, y])),
    );
    const isLand = (lat: number, lon: number) =>
      contains({ type: "MultiPolygon", coordinates }, { lat, lon });
    // Tarakan's airport, Bitung's Lembeh, Bekasi, Pontianak.
    for (const [lat, lon] of [
      [3.3252, 117.585],
      [1.44, 125.24],
      [-6.24, 107],
      [-0.03, 109.33],
    ] as const)
      expect([lat, lon, isLand(lat, lon)]).toEqual([lat, lon, true]);
    for (const [lat, lon] of [
      [-5, 110],
      [0, -30],
      [3.2, 119],
    ] as const)
      expect([lat, lon, isLand(lat, lon)]).toEqual([lat, lon, false]);
    expect(coast.borders.length).toBeGreaterThan(100);
  });

  it("is read as it was written", () => {
    const step = fc
      .integer({ min: -180 * COAST_SCALE, max: 180 * COAST_SCALE })
      .map((value) => value / COAST_SCALE);
    const line: fc.Arbitrary<Position[]> = fc.array(fc.tuple(step, step), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.array(fc.array(line, { maxLength: 3 }), { maxLength: 4 }),
        fc.array(line, { maxLength: 4 }),
        (polygons, borders) => {
          expect(readCoast(writeCoast({ polygons, borders }))).toEqual({ polygons, borders });
        },
      ),
    );
  });

  it("is refused where its end is missing", () => {
    expect(() => readCoast(shipped.subarray(0, shipped.length - 3))).toThrow(RangeError);
  });
});
