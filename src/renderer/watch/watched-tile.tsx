import { useCallback, useEffect, useState } from "react";
import { type Content, type Tile, tileSchema } from "../../layouts/layout.ts";
import type { Rect } from "../../layouts/rect.ts";
import type { Camera } from "../../protocol/camera.ts";
import { feedKey, type FeedRef } from "../../protocol/feed.ts";
import { CameraTile } from "../tiles/camera-tile.tsx";
import { MosaicTile } from "../tiles/mosaic-tile.tsx";
import { Slot } from "../tiles/slot.ts";
import { noMarks } from "../tiles/tile-state.ts";
import { typeSizes } from "../tiles/type-sizes.ts";
import type { Sight } from "./sight.ts";
import { watchedFeed } from "./watched-feed.ts";

/** A phone is held 35 cm away with 160 CSS pixels an inch, a monitor stands at 60 with 96: CSS pixels of both. */
const DISTANCE_PX = 2240;
const sizes = typeSizes(DISTANCE_PX);
/** More device pixels on a CSS pixel nobody tells apart in moving pictures. */
const MOST_RATIO = 2;

interface WatchedTileProps {
  readonly sight: Sight;
  readonly content: Content;
  /** Whole CSS pixels of the page. */
  readonly rect: Rect;
  readonly cameras: readonly Camera[];
  readonly zone: string;
  readonly onPick: (cameraId: string) => void;
}

/** A camera or a mosaic with everything that it has to say about itself. */
export function WatchedTile(props: WatchedTileProps) {
  const { content, rect, cameras, sight } = props;
  const ratio = Math.min(devicePixelRatio, MOST_RATIO);
  const pixels = { width: rect.width * ratio, height: rect.height * ratio };
  const feed = watchedFeed(content, pixels, cameras, sight.abilities);
  // Another feed is another picture.
  return feed === null ? null : <Watched key={feedKey(feed)} {...props} feed={feed} />;
}

function Watched({
  sight,
  content,
  rect,
  cameras,
  zone,
  onPick,
  feed,
}: WatchedTileProps & { readonly feed: FeedRef }) {
  const [slot] = useState(() => new Slot(sight.feeds, content, feed));
  useEffect(() => sight.watch(slot), [sight, slot]);
  const video = useCallback(
    (element: HTMLVideoElement | null) =>
      element === null ? undefined : slot.attach(element, () => slot.refresh(false, noMarks)),
    [slot],
  );
  const nameOf = (id: string) => cameras.find((camera) => camera.id === id)?.name ?? id;
  const { x: left, y: top, width, height } = rect;
  const tile: Tile = tileSchema.parse({ id: "watched", rect, content });
  const shown = { tile, view: slot.view, sizes, zone, raisedPx: 0, video };
  return (
    <div className="tile" data-watched={feed.cameraId} style={{ left, top, width, height }}>
      {content.kind === "mosaic" ? (
        <MosaicTile {...shown} feed={feed} labels nameOf={nameOf} cells={slot.cells} onPick={onPick} />
      ) : (
        <>
          <CameraTile
            {...shown}
            name={nameOf(feed.cameraId)}
            place={cameras.find(({ id }) => id === feed.cameraId)?.group}
            standsFor={nameOf(feed.cameraId)}
          />
          <button
            type="button"
            className="cell-pick"
            aria-label={nameOf(feed.cameraId)}
            onClick={() => onPick(feed.cameraId)}
          />
        </>
      )}
    </div>
  );
}
