import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { areasMeet, nearestOf } from "../../../../src/layouts/area-distance.ts";
import { contains, distanceM, type GeoArea } from "../../../../src/layouts/geography.ts";
import { lies, localTime, type Matched, matches } from "../../../../src/main/incidents/rules/match.ts";

const incident: Matched = {
  kind: "flood",
  severity: "high",
  source: "BPBD",
  sourceId: "bpbd",
  location: { lat: 3.3, lon: 117.6 },
  // Wednesday, 07:30 in Makassar.
  receivedAt: "2026-11-24T23:30:00.000Z",
};
const zone = "Asia/Makassar";
const box = (lon: number, lat: number, size: number): GeoArea => ({
  type: "Polygon",
  coordinates: [
    [
      [lon, lat],
      [lon + size, lat],
      [lon + size, lat + size],
      [lon, lat + size],
      [lon, lat],
    ],
  ],
});

describe("a rule", () => {
  it("asks for all of its conditions, and of each list for one", () => {
    const all = {
      kinds: ["fire", "flood"],
      severities: ["critical" as const, "high" as const],
      sources: ["BPBD"],
      sourceIds: ["bpbd"],
      places: [{ centre: { lat: 0, lon: 0 }, radiusM: 5 }, { area: box(117, 3, 1) }],
      times: [{ days: [3], from: "07:00", until: "08:00" }],
    };
    expect(matches({ when: {} }, incident, zone)).toBe(true);
    expect(matches({ when: all }, incident, zone)).toBe(true);
    for (const other of [
      { kinds: ["fire"] },
      { severities: ["low" as const] },
      { sources: ["BMKG"] },
      { sourceIds: ["bmkg"] },
      { places: [{ centre: { lat: 0, lon: 0 }, radiusM: 5 }] },
      { times: [{ from: "08:00", until: "09:00" }] },
    ])
      expect(matches({ when: { ...all, ...other } }, incident, zone), JSON.stringify(other)).toBe(false);
  });

  it.each([
    ["07:30", "08:00", undefined, true],
    ["07:00", "07:30", undefined, false],
    ["22:00", "08:00", [2], true],
    ["22:00", "08:00", [3], false],
    ["06:00", "06:00", [3], true],
    ["08:00", "08:00", [2], true],
    ["08:00", "08:00", [3], false],
  ])("of %s to %s, days %j, in the site's zone: %s", (from, until, days, expected) => {
    const times = [{ from, until, ...(days === undefined ? {} : { days }) }];
    expect(matches({ when: { times } }, incident, zone)).toBe(expected);
  });

  it("knows the hour of each zone of the country", () => {
    const at = Date.parse("2026-11-22T23:30:00Z");
    expect(localTime(at, "Asia/Jakarta")).toEqual({ day: 1, minute: 6 * 60 + 30 });
    expect(localTime(at, "Asia/Jayapura")).toEqual({ day: 1, minute: 8 * 60 + 30 });
    expect(localTime(at - 7 * 3600_000, "Asia/Jakarta")).toEqual({ day: 7, minute: 23 * 60 + 30 });
  });

  it("sees an area that reaches into its place, and not one beside it", () => {
    const place = { area: box(117, 3, 1) };
    const meets = (area: GeoArea) => lies({ area }, place);
    expect(meets(box(117.9, 3.9, 1))).toBe(true);
    expect(meets(box(116, 2, 5))).toBe(true);
    expect(meets(box(117.4, 3.4, 0.1))).toBe(true);
    expect(meets(box(118.1, 3, 1))).toBe(false);
    // A cross: no corner of the one lies in the other.
    const bar: GeoArea = {
      type: "Polygon",
      coordinates: [
        [
          [116, 3.4],
          [119, 3.4],
          [119, 3.6],
          [116, 3.6],
          [116, 3.4],
        ],
      ],
    };
    expect(meets(bar)).toBe(true);
    expect(lies({ area: box(118.001, 3, 1) }, { centre: { lat: 3.5, lon: 118 }, radiusM: 200 })).toBe(true);
  });
});

describe("the nearest point of an area", () => {
  const place = fc.record({
    lon: fc.double({ min: 95, max: 141, noNaN: true }),
    lat: fc.double({ min: -11, max: 6, noNaN: true }),
  });
  const size = fc.double({ min: 0.001, max: 0.5, noNaN: true });

  it("is at no distance within it, and no farther than any corner from outside", () => {
    fc.assert(
      fc.property(place, place, size, (corner, far, side) => {
        const area = box(corner.lon, corner.lat, side);
        const point = {
          lon: corner.lon + ((far.lon - 95) / 46 - 0.5) * 3 * side,
          lat: corner.lat + side / 3,
        };
        const nearest = nearestOf(area, point);
        if (contains(area, point)) expect(nearest.distanceM).toBe(0);
        for (const [lon, lat] of area.type === "Polygon" ? (area.coordinates[0] ?? []) : [])
          expect(nearest.distanceM).toBeLessThanOrEqual(distanceM(point, { lon, lat }) * 1.01 + 0.1);
      }),
    );
  });

  it("two areas meet whichever is asked about the other", () => {
    fc.assert(
      fc.property(place, size, place, size, (a, sizeA, b, sizeB) => {
        const one = box(a.lon, a.lat, sizeA);
        const other = box(a.lon + (b.lon - 118) / 46, a.lat + (b.lat + 2) / 17, sizeB);
        expect(areasMeet(one, other)).toBe(areasMeet(other, one));
      }),
    );
  });
});
