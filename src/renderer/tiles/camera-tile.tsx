import { type Ref, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { StateMark } from "../ui/marks.tsx";
import { FeedVideo } from "./feed-video.tsx";
import { Label } from "./label.tsx";
import type { Near } from "./near.ts";
import { NearFrame, nearFrameWidth } from "./near-mark.tsx";
import { NoPicture } from "./no-picture.tsx";
import type { TileView } from "./tile-state.ts";
import { labelBox, noteSize, type TypeSizes } from "./type-sizes.ts";
import type { Watched } from "./watched.ts";

interface CameraTileProps {
  readonly tile: Tile;
  readonly name: string;
  readonly place: string | undefined;
  /** The name of the tile's own camera. */
  readonly standsFor: string;
  readonly view: Watched<TileView>;
  readonly sizes: TypeSizes;
  readonly zone: string;
  readonly raisedPx: number;
  readonly video: Ref<HTMLVideoElement>;
  /** Without its own label: others say all there is to say. */
  readonly quiet?: boolean;
  /** What stands near its camera. */
  readonly near?: Near | undefined;
  /** Canvas pixels at the tile's upper edge that lie under something of the wall's own. */
  readonly loweredPx?: number;
}

/** A camera's picture with its label and everything that it may have to say about itself. */
export function CameraTile({
  tile,
  name,
  place,
  standsFor,
  view: watched,
  sizes,
  zone,
  raisedPx,
  video,
  quiet = false,
  near,
  loweredPx = 0,
}: CameraTileProps) {
  const { t } = useTranslation("wall");
  const view = useSyncExternalStore(watched.subscribe, watched.get);
  const dead = view.state === "stale" || view.state === "lost";
  const box = labelBox(tile.rect, sizes);
  const replayWidth = Math.ceil(sizes.least / 3);
  const coveredPx = raisedPx + box.heightPx;
  const fontSize = noteSize(tile.rect.height - coveredPx, sizes);
  const slate = view.state === "connecting" || view.state === "hidden" || (dead && !view.hasPicture);
  return (
    <div className="camera" data-state={view.state}>
      <FeedVideo ref={video} data-fit={tile.fit} aria-label={name} />
      {slate && (
        // To the tile's last pixel, so that nothing of a hidden picture shines through the label.
        <div className="slate" style={{ fontSize, paddingBottom: coveredPx }}>
          {view.state === "hidden" && <StateMark state="hidden" />}
          <p>{view.state === "hidden" ? t("hidden") : dead ? null : name}</p>
        </div>
      )}
      {view.state === "degraded" && (
        <div
          className="broken-line"
          style={{
            borderWidth: Math.ceil(sizes.least / 7),
            inset: (view.replayedAt === null ? 0 : replayWidth) + nearFrameWidth(near, sizes),
          }}
        />
      )}
      {dead && <NoPicture view={view} size={tile.rect} sizes={sizes} zone={zone} coveredPx={coveredPx} />}
      {view.replayedAt !== null && (
        // No other frame on the glass is light.
        <div className="replay-frame" style={{ borderWidth: replayWidth }} />
      )}
      {near !== undefined && (
        <NearFrame
          near={near}
          sizes={sizes}
          raisedPx={raisedPx}
          loweredPx={loweredPx}
          insetPx={view.replayedAt === null ? 0 : replayWidth}
        />
      )}
      {!quiet && (
        <Label
          name={name}
          place={place}
          standsFor={standsFor}
          zone={zone}
          view={view}
          box={box}
          widthPx={tile.rect.width}
          raisedPx={raisedPx}
          near={near}
        />
      )}
    </div>
  );
}
