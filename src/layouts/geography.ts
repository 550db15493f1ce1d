import { z } from "zod";

/** Degrees by WGS 84, north and east positive. */
export const geoPointSchema = z.object({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
});
export type GeoPoint = z.infer<typeof geoPointSchema>;

/** Longitude first, as in GeoJSON (RFC 7946, 3.1.1). */
const positionSchema = z.tuple([z.number().min(-180).max(180), z.number().min(-90).max(90)]);
const MOST_POSITIONS = 10_000;

/** Closed: its last position is its first (RFC 7946, 3.1.6). */
const ringSchema = z
  .array(positionSchema)
  .min(4)
  .max(MOST_POSITIONS)
  .refine(
    (ring) => ring[0]?.[0] === ring.at(-1)?.[0] && ring[0]?.[1] === ring.at(-1)?.[1],
    "a ring ends where it begins",
  );
const polygonSchema = z.array(ringSchema).min(1).max(64);

/** An area of the earth as GeoJSON (RFC 7946): the outer ring first, then its holes. */
export const geoAreaSchema = z
  .discriminatedUnion("type", [
    z.object({ type: z.literal("Polygon"), coordinates: polygonSchema }),
    z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(polygonSchema).min(1).max(256) }),
  ])
  .refine(
    (area) =>
      polygonsOf(area)
        .flat()
        .reduce((sum, ring) => sum + ring.length, 0) <= MOST_POSITIONS,
    `an area has at most ${MOST_POSITIONS} positions`,
  );
export type GeoArea = z.infer<typeof geoAreaSchema>;
type Polygon = z.infer<typeof polygonSchema>;

/** The polygons of an area, each its rings. */
export function polygonsOf(area: { type: string; coordinates: Polygon | Polygon[] }): Polygon[] {
  return isMany(area.coordinates) ? area.coordinates : [area.coordinates];
}

function isMany(coordinates: Polygon | Polygon[]): coordinates is Polygon[] {
  return Array.isArray(coordinates[0]?.[0]?.[0]);
}

/** Mean radius of the earth, metres (IUGG R1). */
const EARTH_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Great-circle distance in metres by the haversine formula. */
export function distanceM(a: GeoPoint, b: GeoPoint): number {
  const dLat = (b.lat - a.lat) * RADIANS;
  const dLon = (b.lon - a.lon) * RADIANS;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * Math.sin(dLon / 2) ** 2;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The course from `a` to `b` at its beginning, degrees clockwise from north, 0 to 360. */
export function bearingDeg(a: GeoPoint, b: GeoPoint): number {
  const dLon = (b.lon - a.lon) * RADIANS;
  const [from, to] = [a.lat * RADIANS, b.lat * RADIANS];
  const y = Math.sin(dLon) * Math.cos(to);
  const x = Math.cos(from) * Math.sin(to) - Math.sin(from) * Math.cos(to) * Math.cos(dLon);
  return (Math.atan2(y, x) / RADIANS + 360) % 360;
}

/** Whether `point` lies within `area`, its holes left out, by even and odd crossings; on an edge it may be either. */
export function contains(area: GeoArea, point: GeoPoint): boolean {
  return polygonsOf(area).some((rings) => rings.filter((ring) => encloses(ring, point)).length % 2 === 1);
}

function encloses(ring: Polygon[number], { lat, lon }: GeoPoint): boolean {
  let inside = false;
  for (let at = 0, before = ring.length - 1; at < ring.length; before = at, at += 1) {
    const [x1, y1] = ring[at] ?? [0, 0];
    const [x2, y2] = ring[before] ?? [0, 0];
    if (y1 > lat !== y2 > lat && lon < ((x2 - x1) * (lat - y1)) / (y2 - y1) + x1) inside = !inside;
  }
  return inside;
}

/** The middle of the box around an area: where its mark stands on a map. */
export function middleOf(area: GeoArea): GeoPoint {
  const positions = polygonsOf(area).flatMap(([outer]) => outer ?? []);
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [lon, lat] of positions) {
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return { lat: (south + north) / 2, lon: (west + east) / 2 };
}
