import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Site } from "../../../src/layouts/site.ts";
import { presets } from "../../../src/layouts/sites/index.ts";
import { cabinetMesh, pictureMesh } from "../../../src/renderer/technician/room/face-mesh.ts";
import { eyeOf, orbitFrom, turned } from "../../../src/renderer/technician/room/orbit.ts";
import {
  type PlacedWall,
  placedSite,
  pointOf,
  viewpoint,
} from "../../../src/renderer/technician/room/placed.ts";
import { walls } from "../../fixtures/walls.ts";

function onlyPlaced(site: Site): PlacedWall {
  const [placed] = placedSite(site).walls;
  if (placed === undefined) throw new Error("the site has no wall with a face");
  return placed;
}

/** Corners of a mesh in metres, [right, up, front]. */
function corners(positions: Float32Array): number[][] {
  return Array.from({ length: positions.length / 3 }, (_, at) => [...positions.subarray(at * 3, at * 3 + 3)]);
}

const bent = walls["columns at angles"];

describe("a site placed in its rooms", () => {
  test("has Pontianak's nine metres in the middle of the back of its 20 x 6 m", () => {
    const { rooms } = placedSite(presets.pontianak().site);
    expect(rooms).toMatchObject([{ xMm: 0, yMm: 0, widthMm: 20_000, depthMm: 6000, assumed: true }]);
    const placed = onlyPlaced(presets.pontianak().site);
    expect(pointOf(placed, 0, 0)).toEqual({ x: 5500, y: 0, z: 900 + 2025 });
    expect(pointOf(placed, 9000, 2025)).toEqual({ x: 14_500, y: 0, z: 900 });
  });

  test("keeps rooms apart of which it is not known where they lie", () => {
    for (const make of Object.values(presets)) {
      const { rooms } = placedSite(make().site);
      const apart = make().site.rooms.filter(({ place }) => place === undefined);
      for (const { id } of apart)
        for (const other of rooms.filter((each) => each.id !== id)) {
          const room = rooms.find((each) => each.id === id);
          if (room === undefined) throw new Error(`no room ${id}`);
          const beside = room.xMm >= other.xMm + other.widthMm || other.xMm >= room.xMm + room.widthMm;
          expect(beside, `${id} beside ${other.id}`).toBe(true);
        }
    }
  });

  test("leaves out walls without a face", () => {
    expect(placedSite(presets.tarakan().site).walls).toEqual([]);
    expect(placedSite(presets["tarakan-3x3"]().site).walls).toHaveLength(1);
  });
});

describe("where somebody looks from", () => {
  test("is straight before the wall's middle at the height of eyes, nearest and farthest", () => {
    const placed = { ...onlyPlaced(presets.pontianak().site), nearestMm: 3000, farthestMm: 5000 };
    const { eye, target } = viewpoint(placed, "nearest", "seated");
    expect(eye).toEqual({ x: 10_000, y: 3000, z: 1200 });
    expect(target).toEqual({ x: 10_000, y: 0, z: 900 + 2025 / 2 });
    expect(viewpoint(placed, "farthest", "standing").eye).toEqual({ x: 10_000, y: 5000, z: 1600 });
  });

  test("of a bent wall is before the line between its ends, as far from both", () => {
    const placed = onlyPlaced(bent());
    const { eye } = viewpoint(placed, "nearest", "standing");
    const ends = [pointOf(placed, 0, 0), pointOf(placed, placed.wall.widthMm ?? 0, 0)];
    const [left, right] = ends.map((end) => Math.hypot(end.x - eye.x, end.y - eye.y));
    expect(left).toBeCloseTo(right ?? 0, 6);
    // It bends towards who looks at it: its middle is farther away than the line between its ends.
    const middle = pointOf(placed, 1000, 0);
    expect(Math.hypot(middle.x - eye.x, middle.y - eye.y)).toBeGreaterThan(placed.nearestMm);
  });

  test("is found again by the way around what is looked at, and turning there and back changes nothing", () => {
    const place = fc.tuple(
      fc.double({ min: -20, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      fc.double({ min: 1, max: 20, noNaN: true }),
    );
    fc.assert(
      fc.property(place, (eye) => {
        const orbit = orbitFrom(eye, [0, 1, 0]);
        for (const [axis, value] of eyeOf(orbit).entries()) expect(value).toBeCloseTo(eye[axis] ?? 0, 6);
        const back = turned(turned(orbit, 1, 0), -1, 0);
        expect(back.azimuth).toBeCloseTo(orbit.azimuth, 9);
      }),
    );
  });
});

describe("a wall's face in 3D", () => {
  test.each(Object.entries(walls))("of %s is as large as its panels, and shows each its part", (_, make) => {
    const placed = onlyPlaced(make());
    const { panels, canvas } = placed.wall;
    const { positions, uvs } = pictureMesh(placed);
    expect(positions).toHaveLength(panels.length * 6 * 3);
    for (const [index, panel] of panels.entries()) {
      const [topLeft = [], , bottomRight = []] = corners(positions.subarray(index * 18, index * 18 + 9));
      const width = Math.hypot(
        (bottomRight[0] ?? 0) - (topLeft[0] ?? 0),
        (bottomRight[2] ?? 0) - (topLeft[2] ?? 0),
      );
      const bezel = typeof panel.bezelMm === "number" ? panel.bezelMm : 0;
      expect(width * 1000).toBeCloseTo(panel.widthMm - 2 * bezel, 0);
      expect(((topLeft[1] ?? 0) - (bottomRight[1] ?? 0)) * 1000).toBeCloseTo(panel.heightMm - 2 * bezel, 1);
      expect(uvs[index * 12]).toBeCloseTo(panel.canvas.x / canvas.width, 5);
      expect(uvs[index * 12 + 1]).toBeCloseTo(1 - panel.canvas.y / canvas.height, 5);
    }
    expect(cabinetMesh(placed).positions).toHaveLength(panels.length * 18);
  });

  test("is dark where a panel is dead", () => {
    const site = bent();
    const dead = site.walls.map((wall) => ({
      ...wall,
      panels: wall.panels.map((panel, index) =>
        index === 0 ? { ...panel, status: "dead" as const } : panel,
      ),
    }));
    expect(pictureMesh(onlyPlaced({ ...site, walls: dead })).positions).toHaveLength(7 * 18);
  });

  test("stands at the angles of its bends", () => {
    const placed = onlyPlaced(bent());
    const angles = placed.parts.map(({ start, end }) =>
      Math.round((Math.atan2(end.yMm - start.yMm, end.xMm - start.xMm) * 180) / Math.PI),
    );
    expect(angles).toEqual([0, 15, 30, 45]);
  });
});
