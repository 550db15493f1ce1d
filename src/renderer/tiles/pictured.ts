import type { Tile } from "../../layouts/layout.ts";
import { mosaicFeed } from "../../protocol/mosaic-feed.ts";
import { type Ability, showsAsIs } from "../../protocol/ability.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import type { Replay } from "../../protocol/minute.ts";
import { playerOf } from "../../protocol/relay.ts";
import type { ShownState } from "../ui/marks.tsx";

/** Cameras that one desk decodes at a time; on a wall of more, names say it all. */
const MOST_PICTURES = 16;

/** A tile whose picture the desk shows. */
export interface Pictured {
  /** The same for the same camera or mosaic in every layout: its <video> stays when the layout changes. */
  readonly key: string;
  readonly tile: Tile;
  /**
   * Of the camera that the wall shows there. The smaller stream where it has two, on the lowest rung where that needs
   * one: a tile of the desk is small.
   */
  readonly feed: FeedRef;
}

/**
 * The tiles of a wall that the desk shows with their pictures, in the order of their keys. None where there are more
 * than a desk decodes. A hidden tile has no picture on the glass, so it has none here. `shownIn`: the id of the camera
 * that the wall shows in place of the tile's own, or whose turn it is there; null where the tile says it by itself.
 */
export function picturedTiles(
  tiles: readonly Tile[],
  cameras: readonly Camera[],
  stateOf: (tile: Tile) => ShownState,
  abilities: ReadonlySet<Ability>,
  replays: readonly Replay[] = [],
  shownIn: (tile: Tile) => string | null = () => null,
): readonly Pictured[] {
  const times = new Map<string, number>();
  const keyed = (id: string) => {
    const time = (times.get(id) ?? 0) + 1;
    times.set(id, time);
    return `${id}/${time}`;
  };
  const pictured = tiles.flatMap((tile): Pictured[] => {
    const { content } = tile;
    if (stateOf(tile) === "hidden") return [];
    if (content.kind === "mosaic") {
      // The wall's own feed: one that runs already.
      const feed = mosaicFeed(content, tile.rect, tile.fit);
      return [{ key: keyed(feed.cameraId), tile, feed }];
    }
    if (content.kind !== "camera" && content.kind !== "tour") return [];
    const replay = replays.find(({ tileId }) => tileId === tile.id);
    const own = content.kind === "camera" ? content.cameraId : content.cameraIds[0];
    const shownId = replay?.cameraId ?? shownIn(tile) ?? own;
    const camera = cameras.find(({ id }) => id === shownId);
    if (camera === undefined) return [];
    const role = replay?.stream ?? "sub";
    const stream = camera.streams.find((each) => each.role === role) ?? camera.streams[0];
    if (stream === undefined) return [];
    const rung = stream.format === undefined || showsAsIs(stream.format, abilities) ? null : "360p";
    const ref = { cameraId: camera.id, stream: stream.role } as const;
    if (replay !== undefined)
      return [{ key: keyed(camera.id), tile, feed: { ...ref, rung, replay: replay.id } }];
    // What the core reads too costs this page less from there.
    const feed: FeedRef =
      playerOf(stream) === "whep" ? { ...ref, rung: null, player: "whep" } : { ...ref, rung };
    return [{ key: keyed(camera.id), tile, feed }];
  });
  if (pictured.length > MOST_PICTURES) return [];
  return pictured.toSorted((a, b) => (a.key < b.key ? -1 : 1));
}
