import { describe, expect, it } from "vitest";
import { readBoundary } from "../../../src/main/map/boundary.ts";
import { inWords } from "../../../src/protocol/detail-words.ts";

const square = [
  [
    [117.5, 3.2],
    [117.7, 3.2],
    [117.7, 3.4],
    [117.5, 3.4],
    [117.5, 3.2],
  ],
];

describe("a city's boundary", () => {
  it("is read from whatever GeoJSON an authority gives out", () => {
    const polygon = { type: "Polygon", coordinates: square };
    const feature = (geometry: unknown) => ({ type: "Feature", properties: { kota: "Tarakan" }, geometry });
    for (const given of [
      polygon,
      { type: "MultiPolygon", coordinates: [square] },
      feature(polygon),
      {
        type: "FeatureCollection",
        features: [feature(null), feature({ type: "Point", coordinates: [117, 3] }), feature(polygon)],
      },
      { type: "GeometryCollection", geometries: [polygon] },
    ]) {
      const { boundary, kept } = readBoundary(given);
      expect(boundary.coordinates).toEqual([square]);
      expect(boundary.box).toEqual([117.5, 3.2, 117.7, 3.4]);
      expect(kept).toBe(5);
    }
  });

  it("is made plain enough to be drawn, and stays where it was", () => {
    const ring = Array.from({ length: 120_000 }, (_, at) => {
      const turn = (at / 119_999) * 2 * Math.PI;
      return [117.6 + 0.1 * Math.cos(turn) + 1e-5 * (at % 3), 3.3 + 0.1 * Math.sin(turn)];
    });
    ring[119_999] = ring[0] ?? [];
    const began = performance.now();
    const { boundary, given, kept } = readBoundary({ type: "Polygon", coordinates: [ring] });
    expect(performance.now() - began).toBeLessThan(2000);
    expect(given).toBe(120_000);
    expect(kept).toBeLessThanOrEqual(20_000);
    expect(kept).toBeGreaterThan(50);
    for (const [lon = 0, lat = 0] of boundary.coordinates.flat(2))
      expect(Math.abs(Math.hypot(lon - 117.6, lat - 3.3) - 0.1)).toBeLessThan(0.0002);
  });

  it.each([
    [
      "metres of a projection",
      {
        type: "Polygon",
        coordinates: [
          [
            [565_000, 364_000],
            [565_001, 364_000],
            [565_001, 364_001],
            [565_000, 364_000],
          ],
        ],
      },
    ],
    [
      "a ring that stays open",
      {
        type: "Polygon",
        coordinates: [
          [
            [1, 1],
            [2, 1],
            [2, 2],
            [1, 2],
          ],
        ],
      },
    ],
    [
      "no polygon",
      {
        type: "FeatureCollection",
        features: [{ type: "Feature", geometry: { type: "Point", coordinates: [1, 1] } }],
      },
    ],
    ["no GeoJSON", { type: "Topology", objects: {} }],
    ["words for numbers", { type: "Polygon", coordinates: [[["a", "b"]]] }],
    [
      "itself within itself",
      Array.from({ length: 50 }).reduce<unknown>((inner) => ({ type: "Feature", geometry: inner }), {
        type: "Polygon",
        coordinates: square,
      }),
    ],
  ])("is refused with a sentence where it is %s", (_, given) => {
    const fault = (() => {
      try {
        readBoundary(given);
      } catch (error) {
        return error;
      }
      return null;
    })();
    expect(fault).toMatchObject({ kind: "invalid", detail: { field: "coordinates" } });
    const problem = String(Reflect.get(Object(Reflect.get(Object(fault), "detail")), "problem"));
    expect(inWords(problem, "id")).not.toBe(problem);
  });
});
