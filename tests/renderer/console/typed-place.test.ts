import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Camera } from "../../../src/protocol/camera.ts";
import { meantPlace, offeredPlaces, typedPoint } from "../../../src/renderer/console/typed-place.ts";

const camera = (name: string, location?: { lat: number; lon: number }): Camera => ({
  ...{ id: name.toLowerCase().replaceAll(" ", "-"), name, streams: [] },
  ...(location === undefined ? {} : { location }),
});
const cameras = [
  camera("Simpang Lima", { lat: -6.2, lon: 107 }),
  camera("Pasar Simpang", { lat: -6.3, lon: 107.1 }),
  camera("Simpang Tanpa Titik"),
];

describe("a place as it is typed", () => {
  it("is a point where it is a latitude and a longitude", () => {
    expect(typedPoint("-6.2349, 106.9896")).toEqual({ lat: -6.2349, lon: 106.9896 });
    expect(typedPoint(" 3.3 117.6 ")).toEqual({ lat: 3.3, lon: 117.6 });
    for (const none of ["", "jalan 5", "91, 10", "10, 181", "1,2,3", "-, 1", "1e3, 2"])
      expect(typedPoint(none), none).toBeNull();
    const coordinate = (most: number) =>
      fc.integer({ min: -most * 1e5, max: most * 1e5 }).map((n) => n / 1e5);
    fc.assert(
      fc.property(coordinate(90), coordinate(180), (lat, lon) => {
        const point = typedPoint(`${lat.toFixed(5)}, ${lon.toFixed(5)}`);
        expect(point?.lat).toBeCloseTo(lat, 6);
        expect(point?.lon).toBeCloseTo(lon, 6);
      }),
    );
    fc.assert(
      fc.property(fc.string(), (text) => {
        const point = typedPoint(text);
        if (point !== null) expect(Math.abs(point.lat) <= 90 && Math.abs(point.lon) <= 180).toBe(true);
      }),
    );
  });

  it("is offered by the beginnings of words, what begins with it first, and only cameras whose point is known", () => {
    const earlier = [{ name: "Simpang Dago", location: null }];
    const names = (text: string) => offeredPlaces(text, cameras, earlier).map(({ name }) => name);
    expect(names("simp")).toEqual(["Simpang Lima", "Simpang Dago", "Pasar Simpang"]);
    expect(names("li simp")).toEqual(["Simpang Lima"]);
    expect(names("ima")).toEqual([]);
    expect(names("  ")).toEqual([]);
  });

  it("means a camera's point by its whole name, and words alone otherwise", () => {
    expect(meantPlace("simpang lima", cameras, []).location).toEqual({ lat: -6.2, lon: 107 });
    expect(meantPlace("Simpang", cameras, [])).toEqual({ name: "Simpang", location: null });
  });
});
