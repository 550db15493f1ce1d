import { type Ref, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { StateMark } from "../ui/marks.tsx";
import { FeedVideo } from "./feed-video.tsx";
import { Label } from "./label.tsx";
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
}: CameraTileProps) {
  const { t } = useTranslation("wall");
  const view = useSyncExternalStore(watched.subscribe, watched.get);
  const dead = view.state === "stale" || view.state === "lost";
  const box = labelBox(tile.rect, sizes);
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
        <div className="broken-line" style={{ borderWidth: Math.ceil(sizes.least / 7) }} />
      )}
      {dead && <NoPicture view={view} size={tile.rect} sizes={sizes} zone={zone} coveredPx={coveredPx} />}
      {view.replayedAt !== null && (
        // Nothing else on the glass has a whole frame.
        <div className="replay-frame" style={{ borderWidth: Math.ceil(sizes.least / 3) }} />
      )}
      {!quiet && (
        <Label
          name={name}
          place={place}
          standsFor={standsFor}
          zone={zone}
          view={view}
          box={box}
          raisedPx={raisedPx}
        />
      )}
    </div>
  );
}
