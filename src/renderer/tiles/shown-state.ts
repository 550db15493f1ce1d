import type { Tile } from "../../layouts/layout.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Cell, Feed } from "../../protocol/feed.ts";
import type { OutputState, TileStats } from "../../protocol/output.ts";
import type { TileTour } from "../../protocol/tour.ts";
import { type ShownState, worstState } from "../ui/marks.tsx";

/** What outputs that are connected report of a tile, with the output's id. */
export interface Report {
  readonly outputId: string;
  readonly tile: TileStats;
}

/** Every report of tile `tileId`; outputs that are gone say nothing about now. */
export function reportsOf(tileId: string, outputs: readonly OutputState[]): Report[] {
  return outputs
    .filter((output) => output.state === "connected")
    .flatMap((output) =>
      output.tiles
        .filter((tile) => tile.tileId === tileId)
        .map((tile) => ({ outputId: output.outputId, tile })),
    );
}

/** The worst that is known of a camera from its running feeds; `idle` where nobody asks for it. */
export function cameraState(cameraId: string, feeds: readonly Feed[]): ShownState {
  return worstState(feeds.filter((feed) => feed.cameraId === cameraId).map((feed) => feed.state));
}

/** A camera other than the tile's own whose picture a connected output shows in it, or null. */
export function standInOf(tileId: string, outputs: readonly OutputState[]): string | null {
  const other = reportsOf(tileId, outputs).find(
    ({ tile }) => tile.shownCameraId != null && tile.shownCameraId !== tile.cameraId,
  );
  return other?.tile.shownCameraId ?? null;
}

/** The camera whose turn it is in a tile, or null. */
export function turnOf(tileId: string, tours: readonly TileTour[] = []): string | null {
  return tours.find((tour) => tour.tileId === tileId)?.turn?.cameraId ?? null;
}

/** All that is to be said of what an output sees of a tile. */
export function shownStates(tile: TileStats): ShownState[] {
  const { state, frozen, reduced, replay, cameraId, shownCameraId } = tile;
  const backup = shownCameraId != null && shownCameraId !== cameraId;
  return [
    // What is played once more is late by intent.
    replay !== undefined && state === "delayed" ? "replay" : state,
    ...(frozen ? (["frozen"] as const) : []),
    ...(reduced === undefined ? [] : (["slowed"] as const)),
    ...(backup ? (["backup"] as const) : []),
  ];
}

/** All that is to be said of a cell of a mosaic. */
export function cellStates({ state, standIn }: Cell): ShownState[] {
  return standIn === undefined ? [state] : [state, "backup"];
}

/**
 * What to say of a tile of the wall: the worst that any connected output sees of it; where none reports it, what
 * its camera's feeds are. A camera that is not among `cameras` is lost, unless they are not known yet (null). A tile
 * without a picture is never wrong.
 */
export function tileState(
  { id, content }: Tile,
  outputs: readonly OutputState[],
  feeds: readonly Feed[],
  cameras: readonly Camera[] | null,
): ShownState {
  if (content.kind === "camera" && cameras?.every((camera) => camera.id !== content.cameraId) === true)
    return "lost";
  const reports = reportsOf(id, outputs);
  if (reports.length > 0) return worstState(reports.flatMap(({ tile }) => shownStates(tile)));
  return content.kind === "camera" ? cameraState(content.cameraId, feeds) : "live";
}
