import { contains, distanceM, type GeoArea, type GeoPoint, polygonsOf } from "./geography.ts";

const RADIANS = Math.PI / 180;

/**
 * The point of an area that is nearest to `point`, and how far it is, metres: 0 within the area. By straight lines on a
 * plane that touches the earth at `point`, which is less than 1 % off within 100 km; farther ones are only roughly so.
 */
export function nearestOf(
  area: GeoArea,
  point: GeoPoint,
): { readonly point: GeoPoint; readonly distanceM: number } {
  if (contains(area, point)) return { point, distanceM: 0 };
  const across = Math.cos(point.lat * RADIANS);
  let least = Number.POSITIVE_INFINITY;
  let nearest = point;
  for (const ring of polygonsOf(area).flat()) {
    for (let at = 1; at < ring.length; at += 1) {
      const [fromLon, fromLat] = ring[at - 1] ?? [0, 0];
      const [toLon, toLat] = ring[at] ?? [0, 0];
      const [ax, ay] = [(fromLon - point.lon) * across, fromLat - point.lat];
      const [dx, dy] = [(toLon - fromLon) * across, toLat - fromLat];
      const length = dx * dx + dy * dy;
      const share = length === 0 ? 0 : Math.min(1, Math.max(0, -(ax * dx + ay * dy) / length));
      const square = (ax + share * dx) ** 2 + (ay + share * dy) ** 2;
      if (square >= least) continue;
      least = square;
      nearest = { lat: fromLat + share * (toLat - fromLat), lon: fromLon + share * (toLon - fromLon) };
    }
  }
  return { point: nearest, distanceM: distanceM(point, nearest) };
}

/** Degrees; the least box around something. */
export interface GeoBox {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

export function boxOf(area: GeoArea): GeoBox {
  let [west, south, east, north] = [180, 90, -180, -90];
  for (const [outer] of polygonsOf(area))
    for (const [lon, lat] of outer ?? []) {
      west = Math.min(west, lon);
      east = Math.max(east, lon);
      south = Math.min(south, lat);
      north = Math.max(north, lat);
    }
  return { west, south, east, north };
}

/** Metres of a degree of latitude, a little less than anywhere, so that a box made wider by it is never too small. */
const DEGREE_M = 110_000;

/** A box that is wider by `metres` on each side. */
export function widened({ west, south, east, north }: GeoBox, metres: number): GeoBox {
  const up = metres / DEGREE_M;
  const lat = Math.min(89, Math.max(Math.abs(south), Math.abs(north)) + up);
  const aside = up / Math.cos(lat * RADIANS);
  return { west: west - aside, south: south - up, east: east + aside, north: north + up };
}

export function isInBox({ west, south, east, north }: GeoBox, { lat, lon }: GeoPoint): boolean {
  return lat >= south && lat <= north && lon >= west && lon <= east;
}

/** Whether two areas share a point. */
export function areasMeet(a: GeoArea, b: GeoArea): boolean {
  const [boxA, boxB] = [boxOf(a), boxOf(b)];
  if (boxA.west > boxB.east || boxB.west > boxA.east || boxA.south > boxB.north || boxB.south > boxA.north)
    return false;
  return hasCornerIn(a, b, boxB) || hasCornerIn(b, a, boxA) || edgesCross(a, boxA, b, boxB);
}

function hasCornerIn(corners: GeoArea, area: GeoArea, box: GeoBox): boolean {
  return polygonsOf(corners)
    .flat(2)
    .some(([lon, lat]) => isInBox(box, { lat, lon }) && contains(area, { lat, lon }));
}

type Edge = readonly [x1: number, y1: number, x2: number, y2: number];

/** The edges of an area that reach into a box. */
function edgesIn(area: GeoArea, box: GeoBox): Edge[] {
  return polygonsOf(area)
    .flat()
    .flatMap((ring) =>
      ring.slice(1).flatMap(([x2, y2], at): Edge[] => {
        const [x1, y1] = ring[at] ?? [x2, y2];
        const apart =
          Math.max(x1, x2) < box.west ||
          Math.min(x1, x2) > box.east ||
          Math.max(y1, y2) < box.south ||
          Math.min(y1, y2) > box.north;
        return apart ? [] : [[x1, y1, x2, y2]];
      }),
    );
}

function edgesCross(a: GeoArea, boxA: GeoBox, b: GeoArea, boxB: GeoBox): boolean {
  const others = edgesIn(b, boxA);
  return edgesIn(a, boxB).some((edge) => others.some((other) => cross(edge, other)));
}

function side([x1, y1, x2, y2]: Edge, x: number, y: number): number {
  return Math.sign((x2 - x1) * (y - y1) - (y2 - y1) * (x - x1));
}

function cross(a: Edge, b: Edge): boolean {
  return side(a, b[0], b[1]) !== side(a, b[2], b[3]) && side(b, a[0], a[1]) !== side(b, a[2], a[3]);
}
