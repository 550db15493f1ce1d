import { VectorTile, type VectorTileFeature } from "@mapbox/vector-tile";
import { PbfReader } from "pbf";
import { Labels } from "./labels.ts";
import { earth } from "./palette.ts";
import { placeKinds, placeLayers, type VectorRule, vectorRules } from "./vector-rules.ts";

interface Place {
  /** Of the tile's side. */
  readonly x: number;
  readonly y: number;
  readonly name: string;
  readonly leastZoom: number;
}

/** A vector tile as it is drawn: a path of each rule within a square of 1 x 1, and the places that it names. */
export interface VectorPicture {
  readonly paths: readonly (Path2D | null)[];
  readonly places: readonly Place[];
  /** Whether the tile says itself where land is; else all of it is land but for its water. */
  readonly saysLand: boolean;
}

const POINT = 1;
const LINE = 2;
const POLYGON = 3;

function classOf({ properties }: VectorTileFeature): string {
  const { class: named, kind, "pmap:kind": older } = properties;
  return String(named ?? kind ?? older ?? "");
}

function fits(feature: VectorTileFeature, { kind, classes }: VectorRule): boolean {
  const type = kind === "fill" ? POLYGON : LINE;
  return feature.type === type && (classes === undefined || classes.includes(classOf(feature)));
}

function add(path: Path2D, feature: VectorTileFeature, closed: boolean): void {
  const { extent } = feature;
  for (const line of feature.loadGeometry()) {
    for (const [at, { x, y }] of line.entries()) {
      if (at === 0) path.moveTo(x / extent, y / extent);
      else path.lineTo(x / extent, y / extent);
    }
    if (closed) path.closePath();
  }
}

/** Reads a Mapbox Vector Tile (2.1). Throws where it is none. */
export function readVectorTile(bytes: ArrayBuffer): VectorPicture {
  const tile = new VectorTile(new PbfReader(new Uint8Array(bytes)));
  const paths = vectorRules.map((rule) => {
    let path: Path2D | null = null;
    for (const name of rule.layers) {
      const layer = tile.layers[name];
      // Shortbread's land is of what grows on it; only Protomaps says where the earth is.
      if (layer === undefined || (name === "land" && rule.classes === undefined)) continue;
      for (let at = 0; at < layer.length; at += 1) {
        const feature = layer.feature(at);
        if (!fits(feature, rule)) continue;
        path ??= new Path2D();
        add(path, feature, rule.kind === "fill");
      }
    }
    return path;
  });
  return { paths, places: placesOf(tile), saysLand: tile.layers.earth !== undefined };
}

function placesOf(tile: VectorTile): Place[] {
  const places: Place[] = [];
  for (const name of placeLayers) {
    const layer = tile.layers[name];
    for (let at = 0; at < (layer?.length ?? 0); at += 1) {
      const feature = layer?.feature(at);
      const [point] = feature?.type === POINT ? (feature.loadGeometry()[0] ?? []) : [];
      if (feature === undefined || point === undefined) continue;
      const { kind_detail: detail } = feature.properties;
      const leastZoom = placeKinds[String(detail ?? "")] ?? placeKinds[classOf(feature)];
      const { name: said } = feature.properties;
      if (leastZoom === undefined || typeof said !== "string") continue;
      places.push({ x: point.x / feature.extent, y: point.y / feature.extent, name: said, leastZoom });
    }
  }
  return places.toSorted((a, b) => a.leastZoom - b.leastZoom);
}

/** Draws a tile as a square of `side` pixels with its corner at `x`, `y`. */
export function paintVector(
  ctx: OffscreenCanvasRenderingContext2D,
  { paths, saysLand }: VectorPicture,
  {
    x,
    y,
    side,
    zoom,
  }: { readonly x: number; readonly y: number; readonly side: number; readonly zoom: number },
): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(x, y, side, side);
  ctx.clip();
  ctx.fillStyle = saysLand ? earth.water : earth.land;
  ctx.fillRect(x, y, side, side);
  ctx.translate(x, y);
  ctx.scale(side, side);
  for (const [at, rule] of vectorRules.entries()) {
    const path = paths[at] ?? null;
    if (path === null || zoom < rule.leastZoom) continue;
    if (rule.kind === "fill") {
      ctx.fillStyle = rule.colour;
      ctx.fill(path, "evenodd");
    } else {
      ctx.strokeStyle = rule.colour;
      ctx.lineJoin = "round";
      ctx.lineCap = rule.dashed === true ? "butt" : "round";
      ctx.lineWidth = rule.width(zoom) / side;
      ctx.setLineDash(rule.dashed === true ? [6 / side, 4 / side] : []);
      ctx.stroke(path);
    }
  }
  ctx.restore();
}

/** Writes the names of places of several tiles, the larger first, where they have room. */
export function paintPlaces(
  ctx: OffscreenCanvasRenderingContext2D,
  tiles: readonly {
    readonly picture: VectorPicture;
    readonly x: number;
    readonly y: number;
    readonly side: number;
  }[],
  size: { readonly width: number; readonly height: number },
  zoom: number,
  px: number,
): void {
  const labels = new Labels(ctx, size);
  const named = tiles.flatMap(({ picture, x, y, side }) =>
    picture.places
      .filter(({ leastZoom }) => leastZoom <= zoom)
      .map((place) => ({ ...place, x: x + place.x * side, y: y + place.y * side })),
  );
  const said = new Set<string>();
  for (const { x, y, name } of named.toSorted((a, b) => a.leastZoom - b.leastZoom)) {
    if (said.has(name)) continue;
    if (labels.on({ x, y, width: 0, height: 0 }, name, px)) said.add(name);
  }
  labels.draw();
}
