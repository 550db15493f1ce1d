import { type GeoArea, type GeoPoint, geoAreaSchema, geoPointSchema } from "../../../../layouts/geography.ts";

type Ring = [number, number][];

/** Mean radius of the earth, kilometres (IUGG R1). */
const EARTH_KM = 6371.0088;
const RADIANS = Math.PI / 180;
/** Corners that stand for a circle. */
const CORNERS = 48;
const MOST_POSITIONS = 10_000;

/**
 * A `polygon` of CAP 1.2 (3.2.4): pairs "lat,lon" apart by white space, the last the same as the first. As a ring of
 * GeoJSON, longitude first, closed where the sender forgot to; null where it is none.
 */
export function ringOf(polygon: string): Ring | null {
  const pairs = polygon.trim().split(/\s+/, MOST_POSITIONS + 1);
  const ring: Ring = [];
  for (const pair of pairs) {
    const point = pointOf(pair);
    if (point === null) return null;
    ring.push([point.lon, point.lat]);
  }
  const [first, last] = [ring[0], ring.at(-1)];
  if (first === undefined || last === undefined) return null;
  if (first[0] !== last[0] || first[1] !== last[1]) ring.push([first[0], first[1]]);
  return ring.length < 4 || ring.length > MOST_POSITIONS ? null : ring;
}

/** "lat,lon" in degrees; null where it is none. */
export function pointOf(pair: string): GeoPoint | null {
  const [, lat, lon] = /^\s*([+-]?\d{1,3}(?:\.\d*)?),([+-]?\d{1,3}(?:\.\d*)?)\s*$/.exec(pair) ?? [];
  const point = geoPointSchema.safeParse({ lat: Number(lat), lon: Number(lon) });
  return lat === undefined || !point.success ? null : point.data;
}

/** A `circle` of CAP 1.2 (3.2.4): "lat,lon radius", the radius in kilometres; null where it is none. */
export function circleOf(circle: string): { readonly middle: GeoPoint; readonly km: number } | null {
  const [pair = "", radius = "", ...rest] = circle.trim().split(/\s+/);
  const middle = pointOf(pair);
  const km = Number(radius);
  if (middle === null || rest.length > 0 || !/^\d+(?:\.\d*)?$/.test(radius) || km > 20_000) return null;
  return { middle, km };
}

/** The ring around a circle on the sphere, counter-clockwise; null where it would reach a pole or cross the date line. */
export function ringAround({ middle, km }: { readonly middle: GeoPoint; readonly km: number }): Ring | null {
  const angle = km / EARTH_KM;
  const lat = middle.lat * RADIANS;
  if (km <= 0 || Math.abs(lat) + angle >= Math.PI / 2) return null;
  const ring: Ring = [];
  for (let corner = 0; corner < CORNERS; corner += 1) {
    const course = -(corner / CORNERS) * 2 * Math.PI;
    const at = Math.asin(
      Math.sin(lat) * Math.cos(angle) + Math.cos(lat) * Math.sin(angle) * Math.cos(course),
    );
    const east = Math.atan2(
      Math.sin(course) * Math.sin(angle) * Math.cos(lat),
      Math.cos(angle) - Math.sin(lat) * Math.sin(at),
    );
    ring.push([rounded(middle.lon + east / RADIANS), rounded(at / RADIANS)]);
  }
  const [first] = ring;
  if (first !== undefined) ring.push([first[0], first[1]]);
  return ring.some(([lon]) => Math.abs(lon) > 180) ? null : ring;
}

/** A tenth of a metre. */
function rounded(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** Rings, each the outer one of a polygon, as one area; null where there is none, or more than an area holds. */
export function areaOf(rings: readonly Ring[]): GeoArea | null {
  const [only] = rings;
  if (only === undefined) return null;
  const area =
    rings.length === 1
      ? { type: "Polygon", coordinates: [only] }
      : { type: "MultiPolygon", coordinates: rings.map((ring) => [ring]) };
  const read = geoAreaSchema.safeParse(area);
  return read.success ? read.data : null;
}
