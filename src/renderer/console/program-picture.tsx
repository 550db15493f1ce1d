import { type CSSProperties, useCallback, useState } from "react";
import { feedKey } from "../../protocol/feed.ts";
import { FeedVideo } from "../tiles/feed-video.tsx";
import type { LivePictures } from "../tiles/live-pictures.ts";
import type { Pictured } from "../tiles/pictured.ts";

interface ProgramPictureProps {
  readonly pictures: LivePictures;
  readonly pictured: Pictured;
  readonly style: CSSProperties;
  /** Whether the wall has no live picture in this tile: then this one does not look live either. */
  readonly dead: boolean;
  /** Whether its key pictures alone are shown. */
  readonly thrifty: boolean;
}

/** What is behind a tile of the program: its camera's picture, dimmed under the hatch once it is no longer live. */
export function ProgramPicture({ pictures, pictured, style, dead, thrifty }: ProgramPictureProps) {
  const { tile } = pictured;
  // The same one for as long as it names the same feed: another object would begin the picture anew.
  const [feed, setFeed] = useState(pictured.feed);
  if (feedKey(feed) !== feedKey(pictured.feed)) setFeed(pictured.feed);
  const [past, setPast] = useState(false);
  const video = useCallback(
    (element: HTMLVideoElement | null) =>
      element === null ? undefined : pictures.show(element, feed, setPast, thrifty),
    [pictures, feed, thrifty],
  );
  return (
    <div className="picture" data-dead={dead || past} style={style}>
      {/* Its tile names it. */}
      <FeedVideo ref={video} data-camera={feed.cameraId} data-fit={tile.fit} aria-hidden="true" />
    </div>
  );
}
