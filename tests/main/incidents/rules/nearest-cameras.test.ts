import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { distanceM } from "../../../../src/layouts/geography.ts";
import { type Candidate, nearestCameras } from "../../../../src/main/incidents/rules/nearest-cameras.ts";
import { at, HERE } from "./six-cameras.ts";

const seen = (...cameras: Candidate[]) =>
  nearestCameras({ location: HERE }, cameras, { count: 9, withinM: 1000 }).map(({ cameraId }) => cameraId);
const one = (
  id: string,
  east: number,
  over: Partial<NonNullable<Candidate["location"]>> = {},
  lost = false,
) => ({
  ...{ id, lost },
  location: { ...at(east, 0), ...over },
});

describe("the cameras of a place", () => {
  it("are first those that look at it, a nearer one that looks away after them", () => {
    expect(seen(one("away", 50, { heading: 90 }), one("looks", 400, { heading: 270 }))).toEqual([
      "looks",
      "away",
    ]);
    expect(
      seen(one("narrow", 50, { heading: 240, fovDeg: 50 }), one("wide", 60, { heading: 240, fovDeg: 70 })),
    ).toEqual(["wide", "narrow"]);
    expect(seen(one("dome", 90, { heading: 90, fovDeg: 360 }), one("looks", 80, { heading: 270 }))).toEqual([
      "looks",
      "dome",
    ]);
  });

  it("of which nobody knows where they look see what is near, and come before those that look away", () => {
    expect(seen(one("unknown", 100), one("looks", 120, { heading: 270 }))).toEqual(["unknown", "looks"]);
    expect(
      seen(one("unknown", 300), one("looks", 500, { heading: 270 }), one("away", 200, { heading: 90 })),
    ).toEqual(["looks", "unknown", "away"]);
  });

  it("are last those that are lost, which is told, and none without a place or beyond the distance", () => {
    const cameras = [
      one("lost", 10, { heading: 270 }, true),
      one("runs", 900, { heading: 90 }),
      one("far", 1100, { heading: 270 }),
      { id: "nowhere", lost: false },
    ];
    expect(nearestCameras({ location: HERE }, cameras, { count: 9, withinM: 1000 })).toMatchObject([
      { cameraId: "runs", lost: false, sees: false },
      { cameraId: "lost", lost: true, sees: true },
    ]);
    expect(nearestCameras({}, cameras, { count: 9, withinM: 1000 })).toEqual([]);
  });

  it("of an area are those within it, then those nearest to its edge that look at it", () => {
    const [a, b] = [at(-500, -500), at(500, 500)];
    const area = {
      type: "Polygon" as const,
      coordinates: [
        [
          [a.lon, a.lat],
          [b.lon, a.lat],
          [b.lon, b.lat],
          [a.lon, b.lat],
          [a.lon, a.lat],
        ] as [number, number][],
      ],
    };
    const found = nearestCameras(
      { area },
      [one("outside", 700, { heading: 270 }), one("edge", 450, { heading: 90 }), one("middle", 5)],
      { count: 9, withinM: 300 },
    );
    expect(found.map(({ cameraId, distanceM: metres }) => [cameraId, metres])).toEqual([
      ["middle", 0],
      ["edge", 0],
      ["outside", 200],
    ]);
  });

  it("are as many as asked for, within the distance, in one order whatever order they are given in", () => {
    const camera = fc.record({
      east: fc.integer({ min: -800, max: 800 }),
      north: fc.integer({ min: -800, max: 800 }),
      heading: fc.option(fc.integer({ min: 0, max: 359 }), { nil: undefined }),
      lost: fc.boolean(),
    });
    fc.assert(
      fc.property(
        fc.array(camera, { maxLength: 12 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 50, max: 900 }),
        (list, count, withinM) => {
          const cameras = list.map(({ east, north, heading, lost }, nth) => ({
            ...{ id: `c${nth}`, lost },
            location: { ...at(east, north), ...(heading === undefined ? {} : { heading }) },
          }));
          const found = nearestCameras({ location: HERE }, cameras, { count, withinM });
          const near = cameras.filter(({ location }) => distanceM(location, HERE) <= withinM);
          expect(found).toHaveLength(Math.min(count, near.length));
          expect(nearestCameras({ location: HERE }, cameras.toReversed(), { count, withinM })).toEqual(found);
          const runs = near.filter(({ lost }) => !lost).length;
          expect(found.filter(({ lost }) => !lost)).toHaveLength(Math.min(count, runs));
        },
      ),
    );
  });
});
