import { earth } from "./palette.ts";

/** How one kind of thing in vector tiles is drawn. */
export interface VectorRule {
  /** Names of layers: of OpenMapTiles, of Protomaps and of Shortbread. */
  readonly layers: readonly string[];
  readonly kind: "fill" | "line";
  readonly colour: string;
  /** Pixels of a line at a zoom. */
  readonly width: (zoom: number) => number;
  readonly leastZoom: number;
  /** What its `class` or `kind` must be; any without it. */
  readonly classes?: readonly string[];
  readonly dashed?: true;
}

const grows = (at: number, px: number) => (zoom: number) => Math.max(0.6, px * 2 ** ((zoom - at) / 1.6));
const plain = () => 1;

/**
 * What of vector tiles is drawn, from the lowest to the highest: little, for a map on the wall is the ground of what is marked
 * on it. Schemas: OpenMapTiles 3, Protomaps basemap 4, Shortbread 1.
 */
export const vectorRules: readonly VectorRule[] = [
  { layers: ["earth", "land"], kind: "fill", colour: earth.land, width: plain, leastZoom: 0 },
  {
    ...{ layers: ["landcover", "landuse", "park", "natural", "land"], kind: "fill", colour: earth.green },
    ...{ width: plain, leastZoom: 8 },
    classes: [
      "wood",
      "forest",
      "park",
      "nature_reserve",
      "national_park",
      "grass",
      "wetland",
      "scrub",
      "cemetery",
    ],
  },
  {
    ...{ layers: ["water", "ocean", "water_polygons"], kind: "fill", colour: earth.water },
    ...{ width: plain, leastZoom: 0 },
  },
  {
    ...{ layers: ["waterway", "water_lines", "water"], kind: "line", colour: earth.water },
    ...{ width: grows(14, 2), leastZoom: 9 },
  },
  { layers: ["building", "buildings"], kind: "fill", colour: earth.built, width: plain, leastZoom: 14 },
  {
    ...{ layers: ["boundary", "boundaries"], kind: "line", colour: earth.border },
    ...{ width: plain, leastZoom: 0, dashed: true },
  },
  {
    ...{ layers: ["transportation", "roads", "streets"], kind: "line", colour: earth.road },
    ...{ width: grows(14, 1.6), leastZoom: 11 },
  },
  {
    ...{ layers: ["transportation", "roads", "streets"], kind: "line", colour: earth.roadWide },
    ...{ width: grows(13, 2.4), leastZoom: 6 },
    classes: ["motorway", "trunk", "primary", "secondary", "highway", "major_road"],
  },
];

/** Layers that name places. */
export const placeLayers: readonly string[] = ["place", "places", "place_labels"];
/** Kinds of place that are named, the largest first; the zoom from which each is. */
export const placeKinds: Readonly<Record<string, number>> = {
  city: 6,
  locality: 8,
  town: 9,
  suburb: 12,
  village: 12,
  neighbourhood: 13,
  quarter: 13,
};
