import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { layoutSchema } from "../../src/layouts/layout.ts";
import {
  fitBox,
  fromPixel,
  type GeoBox,
  project,
  toPixel,
  unproject,
  viewOfMap,
  worldPixels,
} from "../../src/layouts/mercator.ts";

const point = fc.record({
  lat: fc.double({ min: -85, max: 85, noNaN: true }),
  lon: fc.double({ min: -180, max: 180, noNaN: true }),
});
const size = fc.record({
  width: fc.integer({ min: 64, max: 8000 }),
  height: fc.integer({ min: 64, max: 8000 }),
});
const box = fc
  .tuple(point, fc.double({ min: 0, max: 30, noNaN: true }), fc.double({ min: 0, max: 30, noNaN: true }))
  .map(([{ lat, lon }, width, height]): GeoBox => {
    const [west, south] = [Math.min(lon, 150), Math.max(-80, Math.min(lat, 50))];
    return [west, south, west + width, south + height];
  });

describe("Web Mercator", () => {
  it("puts the equator and Greenwich in the middle and known places where EPSG:3857 has them", () => {
    expect(project({ lat: 0, lon: 0 })).toEqual({ x: 0.5, y: 0.5 });
    // Tarakan: 13 090 336.7 m east, 367 450.6 m north of the projection's 40 075 016.7 m.
    const { x, y } = project({ lat: 3.2993, lon: 117.5924 });
    expect((x - 0.5) * 40_075_016.69).toBeCloseTo(117.5924 * 111_319.4908, 0);
    expect((0.5 - y) * 40_075_016.69).toBeCloseTo(
      6_378_137 * Math.log(Math.tan(Math.PI / 4 + (3.2993 * Math.PI) / 360)),
      0,
    );
  });

  it("finds every place again, on the earth and in pixels", () => {
    fc.assert(
      fc.property(point, size, fc.double({ min: 0, max: 20, noNaN: true }), (place, map, zoom) => {
        const back = unproject(project(place));
        expect(back.lat).toBeCloseTo(place.lat, 9);
        expect(back.lon).toBeCloseTo(place.lon, 9);
        const view = { center: place, zoom };
        const middle = toPixel(view, map, project(place));
        expect(middle.x).toBeCloseTo(map.width / 2, 4);
        expect(middle.y).toBeCloseTo(map.height / 2, 4);
        const corner = toPixel(view, map, fromPixel(view, map, { x: 3, y: 5 }));
        expect(corner.x).toBeCloseTo(3, 3);
        expect(corner.y).toBeCloseTo(5, 3);
      }),
    );
  });
});

describe("[L15] a map's view", () => {
  it("holds all of what it fits within its margin, as large as that allows", () => {
    fc.assert(
      fc.property(box, size, (fitted, map) => {
        const margin = 0.08 * Math.min(map.width, map.height);
        const view = fitBox(fitted, map, margin, 15);
        const [west, south, east, north] = fitted;
        const a = toPixel(view, map, project({ lat: north, lon: west }));
        const b = toPixel(view, map, project({ lat: south, lon: east }));
        const slack = 1e-6 * worldPixels(view.zoom) + 0.01;
        if (view.zoom > 0) {
          expect(Math.min(a.x, a.y)).toBeGreaterThanOrEqual(margin - slack);
          expect(b.x).toBeLessThanOrEqual(map.width - margin + slack);
          expect(b.y).toBeLessThanOrEqual(map.height - margin + slack);
        }
        // Nothing larger would do.
        const touches =
          Math.abs(a.x - margin) < 1 || Math.abs(a.y - margin) < 1 || view.zoom === 15 || view.zoom === 0;
        expect(touches).toBe(true);
      }),
    );
  });

  it("is told by the tile, else by the boundary, else by the cameras, else it is Indonesia", () => {
    const map = { width: 1920, height: 1080 };
    const [city, cameras]: GeoBox[] = [
      [117.5, 3.2, 117.7, 3.45],
      [117.57, 3.28, 117.61, 3.33],
    ];
    if (city === undefined || cameras === undefined) throw new Error("no boxes");
    const center = { lat: -6.2, lon: 106.8 };
    expect(viewOfMap({ center, zoom: 9.5 }, map, city, cameras)).toEqual({ center, zoom: 9.5 });
    expect(viewOfMap({ center }, map, city, cameras)).toEqual({ center, zoom: 12 });
    const [ofCity, ofCameras, ofNothing] = [
      viewOfMap({}, map, city, cameras),
      viewOfMap({}, map, null, cameras),
      viewOfMap({}, map, null, null),
    ];
    expect(ofCity.center.lon).toBeCloseTo(117.6, 6);
    expect(ofCameras.zoom).toBeGreaterThan(ofCity.zoom);
    expect(ofNothing.center.lon).toBeCloseTo(118, 6);
    expect(ofNothing.zoom).toBeLessThan(6);
    expect(viewOfMap({ zoom: 7 }, map, city, null)).toEqual({ center: ofCity.center, zoom: 7 });
    // One camera alone is not looked at through a microscope.
    expect(viewOfMap({}, map, null, [117.6, 3.3, 117.6, 3.3]).zoom).toBe(15);
  });

  it("is stored with a layout, and refused where it is no place of the earth", () => {
    const layout = (content: unknown) => ({
      id: "peta",
      name: "Peta",
      wallId: "utama",
      tiles: [{ id: "a", rect: { x: 0, y: 0, width: 8, height: 8 }, content }],
    });
    expect(layoutSchema.safeParse(layout({ kind: "map" })).success).toBe(true);
    expect(
      layoutSchema.safeParse(layout({ kind: "map", center: { lat: 3, lon: 117 }, zoom: 11.5 })).success,
    ).toBe(true);
    expect(layoutSchema.safeParse(layout({ kind: "map", center: { lat: 91, lon: 117 } })).success).toBe(
      false,
    );
    expect(layoutSchema.safeParse(layout({ kind: "map", zoom: 40 })).success).toBe(false);
  });
});
