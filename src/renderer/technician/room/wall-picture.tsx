import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../../layouts/layout.ts";
import type { Site, Wall } from "../../../layouts/site.ts";
import { feedKey } from "../../../protocol/feed.ts";
import { useCameras, useFeeds, useOutputs, usePatterns, useWall } from "../../link/queries.ts";
import { FeedVideo } from "../../tiles/feed-video.tsx";
import type { LivePictures } from "../../tiles/live-pictures.ts";
import { type Pictured, picturedTiles } from "../../tiles/pictured.ts";
import { standInOf, tileState, turnOf } from "../../tiles/shown-state.ts";
import { siteTime } from "../../ui/site-time.ts";
import { paintWall } from "./wall-painter.ts";
import { WallPatterns } from "./wall-patterns.ts";

/** What plays in one tile, to be painted from. */
interface Playing {
  readonly video: HTMLVideoElement;
  past: boolean;
}

interface TileVideoProps {
  readonly pictures: LivePictures;
  readonly pictured: Pictured;
  readonly playing: Map<string, Playing>;
}

/** The picture of a tile out of sight, for the painter. */
function TileVideo({ pictures, pictured, playing }: TileVideoProps) {
  const { tile } = pictured;
  const [feed, setFeed] = useState(pictured.feed);
  // The same one for as long as it names the same feed: another object would begin the picture anew.
  if (feedKey(feed) !== feedKey(pictured.feed)) setFeed(pictured.feed);
  const video = useCallback(
    (element: HTMLVideoElement | null) => {
      if (element === null) return undefined;
      const entry: Playing = { video: element, past: false };
      playing.set(tile.id, entry);
      const leave = pictures.show(element, feed, (past) => {
        entry.past = past;
      });
      return () => {
        if (playing.get(tile.id) === entry) playing.delete(tile.id);
        leave();
      };
    },
    [pictures, feed, playing, tile.id],
  );
  return <FeedVideo ref={video} data-camera={feed.cameraId} data-fit={tile.fit} aria-hidden="true" />;
}

interface WallPictureProps {
  readonly wall: Wall;
  readonly site: Site;
  readonly pictures: LivePictures | null;
  /** The canvas that becomes the wall's face. */
  readonly picture: HTMLCanvasElement;
  readonly everyMs: number;
  /** Called when the canvas was painted anew. */
  readonly onPainted: (wallId: string) => void;
}

/** Paints what the wall shows onto its canvas, again and again: the glass's own tiles with their cameras' pictures, test patterns over them. */
export function WallPicture({ wall, site, pictures, picture, everyMs, onPainted }: WallPictureProps) {
  const { t } = useTranslation("technician");
  const cameras = useCameras().data;
  const outputs = useOutputs().data ?? [];
  const feeds = useFeeds().data ?? [];
  const patterns = usePatterns().data ?? [];
  const onGlass = useWall(wall.id).data;
  const tiles = onGlass?.tiles ?? [];
  const playing = useMemo(() => new Map<string, Playing>(), []);
  const over = useMemo(() => new WallPatterns(), []);
  const stateOf = (tile: Tile) => tileState(tile, outputs, feeds, cameras ?? null);
  const pictured =
    pictures === null
      ? []
      : picturedTiles(
          tiles,
          cameras ?? [],
          stateOf,
          pictures.abilities,
          onGlass?.replays,
          ({ id }) => standInOf(id, outputs) ?? turnOf(id, onGlass?.tours),
        );

  function nameOf({ content }: Tile): string {
    if (content.kind === "text") return content.text;
    if (content.kind === "map") return t("room.map");
    if (content.kind === "empty") return "";
    if (content.kind === "image") return t("room.image");
    if (content.kind === "incidents") return t("room.incidents");
    if (content.kind === "incident") return t("room.incident");
    if (content.kind === "mosaic") return t("room.mosaic", { count: content.cameraIds.length });
    if (content.kind === "tour") return t("room.tour", { count: content.cameraIds.length });
    if (content.kind === "camera")
      return cameras?.find(({ id }) => id === content.cameraId)?.name ?? content.cameraId;
    const { time, zone: zoneName } = siteTime(Date.now(), site.zone);
    return `${time} ${zoneName}`;
  }

  function paint() {
    const painted = tiles.map((tile) => {
      const state = stateOf(tile);
      const shown = playing.get(tile.id);
      return {
        tile,
        name: nameOf(tile),
        video: shown?.video ?? null,
        past: shown?.past === true || state === "stale" || state === "lost",
      };
    });
    paintWall(picture, wall.canvas, painted);
    over.paint(picture, site, wall, patterns, Date.now());
    onPainted(wall.id);
  }

  // The painter runs at its own pace and paints what is known then.
  const latest = useRef(paint);
  useEffect(() => {
    latest.current = paint;
  });
  useEffect(() => {
    latest.current();
    const timer = setInterval(() => latest.current(), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);

  return pictures === null
    ? null
    : pictured.map((each) => (
        <TileVideo key={each.key} pictures={pictures} pictured={each} playing={playing} />
      ));
}
