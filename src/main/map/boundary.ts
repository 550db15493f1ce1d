import { boxAround, type GeoBox } from "../../layouts/mercator.ts";
import { type Position, simplifyRing } from "../../layouts/simplify.ts";
import { Fault } from "../base/fault.ts";

/** A city's boundary, as maps draw it. */
export interface Boundary {
  readonly coordinates: [number, number][][][];
  readonly box: GeoBox;
}

/** What is drawn of a boundary, positions: more only makes every map slower. */
const MOST_KEPT = 20_000;
/** Degrees by which a boundary may be off at first: 3 m. */
const FIRST_TOLERANCE = 0.000_03;
const MOST_DEPTH = 8;

const invalid = (problem: string) => new Fault("invalid", { field: "coordinates", problem });

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function positionOf(value: unknown): Position {
  const [lon, lat]: unknown[] = Array.isArray(value) ? value : [];
  if (typeof lon !== "number" || typeof lat !== "number") throw invalid("a position is two numbers");
  // What is in metres of a projection is far beyond.
  if (!(Math.abs(lon) <= 180 && Math.abs(lat) <= 90))
    throw invalid(`positions are longitude and latitude in degrees (WGS 84), not ${lon}, ${lat}`);
  return [lon, lat];
}

function ringOf(value: unknown): Position[] {
  if (!Array.isArray(value)) throw invalid("a ring is a list of positions");
  const ring = value.map(positionOf);
  const [first, last] = [ring[0], ring.at(-1)];
  if (ring.length < 4 || first === undefined || first[0] !== last?.[0] || first[1] !== last[1])
    throw invalid("a ring ends where it begins");
  return ring;
}

function polygonOf(value: unknown): Position[][] {
  if (!Array.isArray(value) || value.length === 0) throw invalid("a polygon is a list of rings");
  return value.map(ringOf);
}

/** The polygons of any GeoJSON, features and collections of them taken apart. */
function polygonsOf(value: unknown, depth = 0): Position[][][] {
  if (!isRecord(value) || depth > MOST_DEPTH) throw invalid("this is no GeoJSON of polygons");
  const each = (key: string) => {
    const list = value[key];
    if (!Array.isArray(list)) throw invalid(`${key} is a list`);
    return list.flatMap((one) => polygonsOf(one, depth + 1));
  };
  switch (value.type) {
    case "FeatureCollection":
      return each("features");
    case "GeometryCollection":
      return each("geometries");
    case "Feature":
      return value.geometry === null ? [] : polygonsOf(value.geometry, depth + 1);
    case "Polygon":
      return [polygonOf(value.coordinates)];
    case "MultiPolygon":
      if (!Array.isArray(value.coordinates)) throw invalid("a polygon is a list of rings");
      return value.coordinates.map(polygonOf);
    default:
      // Names of places and the like stand beside boundaries in what authorities give out.
      if (["Point", "MultiPoint", "LineString", "MultiLineString"].includes(String(value.type))) return [];
      throw invalid("this is no GeoJSON of polygons");
  }
}

/** Six decimals are 0.1 m. */
const round = (value: number) => Math.round(value * 1e6) / 1e6;
const count = (polygons: readonly (readonly (readonly Position[])[])[]) =>
  polygons.reduce((sum, rings) => sum + rings.reduce((most, ring) => most + ring.length, 0), 0);

/** A boundary of what a person gave, made plain enough to be drawn. Faults with `invalid` where it is none. */
export function readBoundary(given: unknown): {
  readonly boundary: Boundary;
  readonly given: number;
  readonly kept: number;
} {
  const polygons = polygonsOf(given);
  const box = boxAround(polygons.flat(2));
  if (box === null) throw invalid("there is no polygon in it");
  for (let tolerance = FIRST_TOLERANCE; ; tolerance *= 2) {
    const plain = polygons.flatMap((rings) => {
      const kept = rings.flatMap((ring) => [simplifyRing(ring, tolerance)].filter((one) => one !== null));
      return kept.length === 0 ? [] : [kept];
    });
    const kept = count(plain);
    if (kept > MOST_KEPT) continue;
    if (kept === 0) throw invalid("its polygons are smaller than anything that could be drawn");
    const coordinates = plain.map((rings) =>
      rings.map((ring) => ring.map(([lon, lat]): [number, number] => [round(lon), round(lat)])),
    );
    return { boundary: { coordinates, box }, given: count(polygons), kept };
  }
}
