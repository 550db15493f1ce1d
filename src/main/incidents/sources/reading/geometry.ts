import { type GeoArea, geoAreaSchema, type GeoPoint, geoPointSchema } from "../../../../layouts/geography.ts";
import { valueAt } from "./place.ts";

/** Where something is: a point, an area, or both. */
export interface Where {
  readonly location?: GeoPoint;
  readonly area?: GeoArea;
}

const DEEPEST = 4;

/**
 * A geometry of GeoJSON (RFC 7946, 3.1) as a point or an area: of several points the first, of a line its middle
 * position, of a collection the first area and the first point. Null where nothing in it can be used.
 */
export function whereOf(geometry: unknown, deep = 0): Where | null {
  const type = valueAt(geometry, "type");
  const coordinates = valueAt(geometry, "coordinates");
  if (type === "Point") return pointed(pointOf(coordinates));
  if (type === "MultiPoint") return pointed(pointOf(listOf(coordinates)[0]));
  if (type === "LineString") return pointed(middle(coordinates));
  if (type === "MultiLineString") return pointed(middle(listOf(coordinates)[0]));
  if (type === "Polygon" || type === "MultiPolygon") {
    const area = geoAreaSchema.safeParse({ type, coordinates: flat(coordinates) });
    return area.success ? { area: area.data } : null;
  }
  if (type === "Feature") return deep >= DEEPEST ? null : whereOf(valueAt(geometry, "geometry"), deep + 1);
  if (type !== "GeometryCollection" || deep >= DEEPEST) return null;
  const all = listOf(valueAt(geometry, "geometries"))
    .slice(0, 100)
    .map((one) => whereOf(one, deep + 1));
  const area = all.find((one) => one?.area !== undefined)?.area;
  const location = all.find((one) => one?.location !== undefined)?.location;
  if (area === undefined && location === undefined) return null;
  return { ...(area === undefined ? {} : { area }), ...(location === undefined ? {} : { location }) };
}

function pointed(location: GeoPoint | null): Where | null {
  return location === null ? null : { location };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function middle(line: unknown): GeoPoint | null {
  const positions = listOf(line);
  return pointOf(positions[Math.floor(positions.length / 2)]);
}

/** A position of GeoJSON: longitude first; what stands behind the two is left out. */
function pointOf(position: unknown): GeoPoint | null {
  const [lon, lat] = listOf(position);
  const point = geoPointSchema.safeParse({ lat, lon });
  return point.success ? point.data : null;
}

/** Positions without their heights (RFC 7946, 3.1.1). */
function flat(coordinates: unknown): unknown {
  if (!Array.isArray(coordinates)) return coordinates;
  return typeof coordinates[0] === "number" ? coordinates.slice(0, 2) : coordinates.map(flat);
}

/** A number as it is, or written with a point or a decimal comma; null where it is none. */
export function numberOf(value: unknown): number | null {
  if (typeof value === "number") return Number.isFinite(value) ? value : null;
  if (typeof value !== "string" || !/^\s*[+-]?\d+(?:[.,]\d+)?\s*$/.test(value)) return null;
  return Number(value.trim().replace(",", "."));
}

/** A place in one value: "lat,lon" (also apart by a space or a semicolon), [lon, lat], or an object; null where it is none. */
export function placeOf(value: unknown): GeoPoint | null {
  if (Array.isArray(value)) return pointOf(value.map(numberOf));
  if (typeof value === "string") {
    const [, lat, lon] =
      /^\s*([+-]?\d+(?:\.\d+)?)\s*[,;\s]\s*([+-]?\d+(?:\.\d+)?)\s*$/.exec(value) ??
      /^\s*([+-]?\d+,\d+)\s*[;\s]\s*([+-]?\d+,\d+)\s*$/.exec(value) ??
      [];
    return pointAt(lat, lon);
  }
  const lat = valueAt(value, "lat") ?? valueAt(value, "latitude");
  const lon = ["lon", "lng", "long", "longitude"]
    .map((name) => valueAt(value, name))
    .find((one) => one !== undefined);
  return pointAt(lat, lon);
}

/** A point of two values as sources write them; null where they are none, and of 0, 0, which means that nobody knew. */
export function pointAt(lat: unknown, lon: unknown): GeoPoint | null {
  const point = geoPointSchema.safeParse({ lat: numberOf(lat), lon: numberOf(lon) });
  if (!point.success || (point.data.lat === 0 && point.data.lon === 0)) return null;
  return point.data;
}
