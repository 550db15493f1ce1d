import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import { boxAround } from "../../src/layouts/mercator.ts";
import { type Position, simplifyLine, simplifyRing } from "../../src/layouts/simplify.ts";
import { writeCoast } from "./coast-file.ts";

/*
 * Makes src/renderer/map/world.bin, the base of every map, from the coasts and borders of Natural Earth 1:10m as world-atlas
 * has them (public domain): whole around Indonesia, coarser with the distance from there.
 *   node scripts/node24.mjs scripts/basemap/index.ts
 */

type Atlas = Topology<{ land: GeometryCollection; countries: GeometryCollection }>;

/** West, south, east, north, degrees; and what a position within may be moved, degrees. */
const zones = [
  { box: [94, -12, 142, 8], tolerance: 0.0004 },
  { box: [84, -22, 152, 26], tolerance: 0.02 },
  { box: [-180, -90, 180, 90], tolerance: 0.12 },
] as const;

function toleranceAt([lon, lat]: Position): number {
  const zone = zones.find(
    ({ box: [west, south, east, north] }) => lon >= west && lon <= east && lat >= south && lat <= north,
  );
  return (zone ?? zones[2]).tolerance;
}

const pathOf = createRequire(import.meta.url).resolve;
function read(name: string): Atlas {
  const atlas: Atlas = JSON.parse(readFileSync(pathOf(`world-atlas/${name}.json`), "utf8"));
  return atlas;
}

const plane = (positions: readonly number[][]): Position[] =>
  positions.map(([lon = 0, lat = 0]) => [lon, lat]);

const atlas = read("countries-10m");
const coasts = read("land-10m");
const land = feature(coasts, coasts.objects.land).features.flatMap(({ geometry }) => {
  if (geometry.type === "Polygon") return [geometry.coordinates];
  return geometry.type === "MultiPolygon" ? geometry.coordinates : [];
});
const polygons = land.flatMap((rings) => {
  const kept = rings.flatMap((ring) => {
    const positions = plane(ring);
    const box = boxAround(positions);
    // An island that is a point at the scale at which it is drawn.
    const least = Math.max(...positions.map(toleranceAt));
    if (box === null || Math.max(box[2] - box[0], box[3] - box[1]) < least) return [];
    return [simplifyRing(positions, toleranceAt)].filter((one) => one !== null);
  });
  return kept.length === 0 ? [] : [kept];
});
const borders = mesh(atlas, atlas.objects.countries, (a, b) => a !== b).coordinates.map((line) =>
  simplifyLine(plane(line), toleranceAt),
);

const bytes = writeCoast({ polygons, borders });
writeFileSync(join(import.meta.dirname, "..", "..", "src", "renderer", "map", "world.bin"), bytes);
const count = (lines: readonly (readonly Position[])[]) => lines.reduce((sum, line) => sum + line.length, 0);
process.stdout.write(
  `${polygons.length} areas of ${count(polygons.flat())} positions, ${borders.length} borders of ${count(borders)}; ${bytes.length} bytes\n`,
);
