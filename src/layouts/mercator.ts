import type { GeoPoint } from "./geography.ts";
import type { Size } from "./rect.ts";

/**
 * Web Mercator (EPSG:3857) as maps of the web use it: the earth is a square of 1 x 1 with its north-west corner at 0, 0.
 * At zoom z that square is `512 * 2^z` pixels wide, as MapLibre counts zooms.
 */
export interface MercatorPoint {
  readonly x: number;
  readonly y: number;
}

/** Where Web Mercator ends, so that the earth is a square, degrees. */
const MOST_LATITUDE = 85.051_128_779_806_6;
const WORLD_PX = 512;
const RADIANS = Math.PI / 180;

export const LEAST_ZOOM = 0;
export const MOST_ZOOM = 20;

/** Pixels of the earth's square at a zoom. */
export function worldPixels(zoom: number): number {
  return WORLD_PX * 2 ** zoom;
}

/** A point beyond the projection's end lies on its edge. */
export function project({ lat, lon }: GeoPoint): MercatorPoint {
  const clipped = Math.max(-MOST_LATITUDE, Math.min(MOST_LATITUDE, lat));
  return {
    x: (lon + 180) / 360,
    y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (clipped * RADIANS) / 2)) / (2 * Math.PI),
  };
}

/** The inverse of `project`; what lies outside the square is brought to its edge. */
export function unproject({ x, y }: MercatorPoint): GeoPoint {
  const inside = (value: number) => Math.max(0, Math.min(1, value));
  return {
    lat: (2 * Math.atan(Math.exp(Math.PI * (1 - 2 * inside(y)))) - Math.PI / 2) / RADIANS,
    lon: inside(x) * 360 - 180,
  };
}

/** What a map shows: the point in its middle, and how large. */
export interface MapView {
  readonly center: GeoPoint;
  readonly zoom: number;
}

/** West, south, east and north edge, degrees. */
export type GeoBox = readonly [number, number, number, number];

/** The box around positions (longitude first), or null where there are none. */
export function boxAround(positions: Iterable<readonly [number, number]>): GeoBox | null {
  let [west, south, east, north] = [180, 90, -180, -90];
  let some = false;
  for (const [lon, lat] of positions) {
    some = true;
    west = Math.min(west, lon);
    east = Math.max(east, lon);
    south = Math.min(south, lat);
    north = Math.max(north, lat);
  }
  return some ? [west, south, east, north] : null;
}

/** The largest view in which all of `box` lies at least `margin` pixels inside a map of `size`, at most at `mostZoom`. */
export function fitBox(
  [west, south, east, north]: GeoBox,
  size: Size,
  margin: number,
  mostZoom: number,
): MapView {
  const [a, b] = [project({ lat: north, lon: west }), project({ lat: south, lon: east })];
  const zoomOf = (pixels: number, span: number) =>
    span === 0 ? mostZoom : Math.log2(Math.max(1, pixels - 2 * margin) / (span * WORLD_PX));
  const zoom = Math.min(zoomOf(size.width, b.x - a.x), zoomOf(size.height, b.y - a.y), mostZoom);
  return {
    center: unproject({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }),
    zoom: Math.max(LEAST_ZOOM, zoom),
  };
}

/** Where `point` lies on a map of `size` that shows `view`, pixels from its top left corner. */
export function toPixel(view: MapView, size: Size, point: MercatorPoint): MercatorPoint {
  const world = worldPixels(view.zoom);
  const middle = project(view.center);
  return {
    x: (point.x - middle.x) * world + size.width / 2,
    y: (point.y - middle.y) * world + size.height / 2,
  };
}

/** The inverse of `toPixel`. */
export function fromPixel(view: MapView, size: Size, pixel: MercatorPoint): MercatorPoint {
  const world = worldPixels(view.zoom);
  const middle = project(view.center);
  return {
    x: (pixel.x - size.width / 2) / world + middle.x,
    y: (pixel.y - size.height / 2) / world + middle.y,
  };
}

/** Where a map is centred that is told nothing: Indonesia, and how close without a zoom [L15]. */
const INDONESIA: GeoBox = [95, -11, 141, 6];
const CENTRED_ZOOM = 12;
/** What a single camera is fitted at. */
const FITTED_ZOOM = 15;
/** Of the shorter side of a map, what stays free around what is fitted. */
const MARGIN = 0.08;

/** The view of a map's tile of `size` canvas pixels [L15]. `boundary` and `cameras` are boxes around them, or null. */
export function viewOfMap(
  content: { readonly center?: GeoPoint | undefined; readonly zoom?: number | undefined },
  size: Size,
  boundary: GeoBox | null,
  cameras: GeoBox | null,
): MapView {
  const margin = MARGIN * Math.min(size.width, size.height);
  const fitted = fitBox(boundary ?? cameras ?? INDONESIA, size, margin, FITTED_ZOOM);
  const { center, zoom } = content;
  if (center !== undefined) return { center, zoom: zoom ?? CENTRED_ZOOM };
  return { center: fitted.center, zoom: zoom ?? fitted.zoom };
}
