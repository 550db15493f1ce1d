import type { Outcome } from "../../layouts/edit/outcome.ts";
import { move, size } from "../../layouts/edit/place.ts";
import { type Point, putAt, putInto, tileAt } from "../../layouts/edit/put.ts";
import { swap } from "../../layouts/edit/swap.ts";
import type { Content, Tile } from "../../layouts/layout.ts";
import { MOSAIC_LEAST, MOSAIC_MOST } from "../../layouts/mosaic.ts";
import { DWELL_S, TOUR_LEAST, TOUR_MOST } from "../../layouts/tour.ts";
import type { Rect } from "../../layouts/rect.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Place } from "./chosen.ts";

/** The sides of a tile that a handle moves, as a compass names them. */
export const edges = ["n", "ne", "e", "se", "s", "sw", "w", "nw"] as const;
export type Edge = (typeof edges)[number];

/** What a group becomes: a tile each where it is left out, or all of it in one. */
export const groupForms = ["mosaic", "tour"] as const;
export type GroupAs = (typeof groupForms)[number];

/** What a hand holds. */
export type Dragged =
  | { readonly kind: "camera"; readonly cameraId: string }
  | { readonly kind: "group"; readonly name: string; readonly as?: GroupAs | undefined }
  | { readonly kind: "image"; readonly imageId: string }
  | { readonly kind: "tile"; readonly on: Place; readonly tileId: string }
  | { readonly kind: "edge"; readonly on: Place; readonly tileId: string; readonly edge: Edge };

/** Where it is held over: canvas pixels, and how many of them an edge may be from a guide to catch. */
export interface Over {
  readonly on: Place;
  /** Where the hand began, as a point of the same canvas. */
  readonly from: Point;
  readonly to: Point;
  readonly tolerance: number;
  /** Whether a tile is moved also where it would otherwise be swapped. */
  readonly freely: boolean;
}

export interface Drop {
  readonly name: "put" | "swap" | "move" | "size";
  readonly make: (tiles: readonly Tile[], wall: Wall) => Outcome;
}

function sized({ x, y, width, height }: Rect, edge: Edge, by: Point): Rect {
  const left = edge.includes("w") ? by.x : 0;
  const top = edge.includes("n") ? by.y : 0;
  return {
    x: x + left,
    y: y + top,
    width: width - left + (edge.includes("e") ? by.x : 0),
    height: height - top + (edge.includes("s") ? by.y : 0),
  };
}

/**
 * What letting go there does: content goes on to the tile or the free place; a tile changes places with the one there, or is moved
 * where none is, or where that is wanted; from the one picture of the wall into the other goes what it shows. Null: nothing.
 */
export function dropOf(
  dragged: Dragged,
  over: Over,
  tilesOn: (on: Place) => readonly Tile[],
  contentsOf: (dragged: Dragged) => readonly Content[],
  mint: () => string,
): Drop | null {
  const { to, from, tolerance } = over;
  const by = { x: Math.round(to.x - from.x), y: Math.round(to.y - from.y) };
  if (dragged.kind === "camera" || dragged.kind === "group" || dragged.kind === "image")
    return { name: "put", make: (tiles, wall) => putAt(tiles, wall, to, contentsOf(dragged), mint) };
  const tile = tilesOn(dragged.on).find(({ id }) => id === dragged.tileId);
  if (tile === undefined) return null;
  if (dragged.kind === "edge")
    return dragged.on !== over.on
      ? null
      : {
          name: "size",
          make: (tiles, wall) => size(tiles, wall, tile.id, sized(tile.rect, dragged.edge, by), tolerance),
        };
  if (dragged.on !== over.on)
    return { name: "put", make: (tiles, wall) => putAt(tiles, wall, to, [tile.content], mint) };
  const other = tileAt(
    tilesOn(over.on).filter(({ id }) => id !== tile.id),
    to,
  );
  // Over its own place it is only moved a little: what lies under it there is not meant.
  if (other === null || over.freely || tileAt([tile], to) !== null)
    return {
      name: "move",
      make: (tiles, wall) =>
        move(tiles, wall, tile.id, { x: tile.rect.x + by.x, y: tile.rect.y + by.y }, tolerance),
    };
  return { name: "swap", make: (tiles) => swap(tiles, tile.id, other.id) };
}

/**
 * What placing it on a tile does, as dropping it there would; where no tile is, in the middle of the wall. Null: it is
 * there already, or no longer anywhere.
 */
export function dropOn(
  dragged: Dragged,
  { on, tileId }: { readonly on: Place; readonly tileId: string | null },
  tilesOn: (on: Place) => readonly Tile[],
  contentsOf: (dragged: Dragged) => readonly Content[],
  mint: () => string,
): Drop | null {
  const tile = dragged.kind === "tile" ? tilesOn(dragged.on).find(({ id }) => id === dragged.tileId) : null;
  if (tile === undefined || dragged.kind === "edge") return null;
  if (tile !== null && dragged.kind === "tile" && dragged.on === on) {
    if (tileId === null || tileId === tile.id) return null;
    return { name: "swap", make: (tiles) => swap(tiles, tile.id, tileId) };
  }
  const contents = tile === null ? contentsOf(dragged) : [tile.content];
  return {
    name: "put",
    make: (tiles, wall) =>
      tileId === null
        ? putAt(
            tiles,
            wall,
            { x: Math.floor(wall.canvas.width / 2), y: Math.floor(wall.canvas.height / 2) },
            contents,
            mint,
          )
        : putInto(tiles, wall, tileId, contents, mint),
  };
}

/** What a camera, a group or a picture gives to tiles. */
export function contentsOf(dragged: Dragged, cameras: readonly Camera[]): Content[] {
  if (dragged.kind === "camera") return [{ kind: "camera", cameraId: dragged.cameraId }];
  if (dragged.kind === "image") return [{ kind: "image", imageId: dragged.imageId }];
  if (dragged.kind !== "group") return [];
  const cameraIds = cameras.filter(({ group }) => group === dragged.name).map(({ id }) => id);
  const { as } = dragged;
  if (as === undefined) return cameraIds.map((cameraId): Content => ({ kind: "camera", cameraId }));
  const content = inOne(cameraIds, as);
  return content === null ? [] : [content];
}

/** Cameras in one tile; null where they are too few for that. More than it holds are left out. */
export function inOne(cameraIds: readonly string[], as: GroupAs): Content | null {
  if (cameraIds.length < (as === "tour" ? TOUR_LEAST : MOSAIC_LEAST)) return null;
  if (as === "mosaic") return { kind: "mosaic", cameraIds: cameraIds.slice(0, MOSAIC_MOST) };
  return { kind: "tour", cameraIds: cameraIds.slice(0, TOUR_MOST), dwellS: DWELL_S.usual };
}

/** What an element says that it can be taken by; null where it says nothing that is understood. */
export function draggedBy(element: HTMLElement): Dragged | null {
  const { drag, dragId = "", dragOn, dragEdge, dragAs } = element.dataset;
  const on = dragOn === "glass" || dragOn === "preview" ? dragOn : null;
  const edge = edges.find((one) => one === dragEdge);
  if (drag === "camera") return { kind: "camera", cameraId: dragId };
  if (drag === "image") return { kind: "image", imageId: dragId };
  if (drag === "group") return { kind: "group", name: dragId, as: groupForms.find((one) => one === dragAs) };
  if (on === null) return null;
  if (drag === "tile") return { kind: "tile", on, tileId: dragId };
  return drag === "edge" && edge !== undefined ? { kind: "edge", on, tileId: dragId, edge } : null;
}
