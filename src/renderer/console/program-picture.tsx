import { type CSSProperties, useCallback, useState } from "react";
import type { LivePictures } from "./live-pictures.ts";
import type { Pictured } from "./pictured.ts";

interface ProgramPictureProps {
  readonly pictures: LivePictures;
  readonly pictured: Pictured;
  readonly style: CSSProperties;
  /** Whether the wall has no live picture in this tile: then this one does not look live either. */
  readonly dead: boolean;
}

/** What is behind a tile of the program: its camera's picture, dimmed under the hatch once it is no longer live. */
export function ProgramPicture({ pictures, pictured, style, dead }: ProgramPictureProps) {
  const { tile } = pictured;
  const { cameraId, stream, rung } = pictured.feed;
  const [past, setPast] = useState(false);
  const video = useCallback(
    (element: HTMLVideoElement | null) =>
      element === null ? undefined : pictures.show(element, { cameraId, stream, rung }, setPast),
    [pictures, cameraId, stream, rung],
  );
  return (
    <div className="picture" data-dead={dead || past} style={style}>
      {/* Its tile names it; cameras send no sound. */}
      <video
        ref={video}
        muted
        autoPlay
        playsInline
        disablePictureInPicture
        data-camera={cameraId}
        data-fit={tile.fit}
        aria-hidden="true"
      />
    </div>
  );
}
