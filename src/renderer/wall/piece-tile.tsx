import { useCallback, useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { intersection } from "../../layouts/rect.ts";
import type { Glass } from "../../protocol/channel.ts";
import { CameraTile } from "../tiles/camera-tile.tsx";
import { MosaicTile } from "../tiles/mosaic-tile.tsx";
import { ClockTile } from "../tiles/clock-tile.tsx";
import { MapTile } from "../tiles/map-tile.tsx";
import { TextTile } from "../tiles/text-tile.tsx";
import { labelBox, type TypeSizes } from "../tiles/type-sizes.ts";
import type { OutputPage } from "./output-page.ts";
import type { Stage } from "./stage.ts";
import type { Piece } from "./take.ts";

interface PieceTileProps {
  readonly page: OutputPage;
  readonly stage: Stage;
  readonly piece: Piece;
  /** Place of the viewport in the glass's list. */
  readonly viewport: number;
  readonly zIndex: number;
  readonly glass: Glass;
  readonly sizes: TypeSizes;
  /** Canvas pixels at the tile's lower edge that lie under the ticker. */
  readonly raisedPx: number;
}

/** One tile in one viewport, on the glass or on its way there. */
export function PieceTile({ page, stage, piece, viewport, zIndex, glass, sizes, raisedPx }: PieceTileProps) {
  const { tile, key } = piece;
  const slot = stage.slot(piece, viewport);
  const { x, y, width, height } = tile.rect;
  const video = useCallback(
    (element: HTMLVideoElement | null) => {
      if (element === null) return undefined;
      return slot.attach(element, () => stage.drawn(key));
    },
    [slot, stage, key],
  );
  useEffect(() => stage.drawn(key), [stage, key]);
  const drew = useCallback(
    (outcome: "drawn" | "failed") => {
      slot.drew(outcome);
      stage.drawn(key);
    },
    [slot, stage, key],
  );
  const mapDrawn = useCallback(() => drew("drawn"), [drew]);
  const mapFailed = useCallback(() => drew("failed"), [drew]);
  const face = useSyncExternalStore(page.mapFace.subscribe, page.mapFace.get);
  const { content } = tile;
  const canvas = glass.viewports[viewport]?.canvas;
  const seen = canvas === undefined ? null : intersection(tile.rect, canvas);
  const part = seen === null ? null : { ...seen, x: seen.x - x, y: seen.y - y };
  const free = { width, height: height - raisedPx };
  const nameOf = (id: string) => glass.cameras.find((camera) => camera.id === id)?.name ?? id;
  // A backup is called by its own name.
  const shownId = piece.feed?.cameraId ?? (content.kind === "camera" ? content.cameraId : "");
  return (
    <div
      className="tile"
      data-tile={tile.id}
      data-look={piece.look}
      style={{ left: x, top: y, width, height, zIndex }}
    >
      {content.kind === "camera" && (
        <CameraTile
          tile={tile}
          name={nameOf(shownId)}
          place={glass.cameras.find(({ id }) => id === shownId)?.group}
          standsFor={nameOf(content.cameraId)}
          view={slot.view}
          sizes={sizes}
          zone={glass.site.zone}
          raisedPx={raisedPx}
          video={video}
        />
      )}
      {content.kind === "mosaic" && (
        <MosaicTile
          tile={tile}
          feed={piece.feed}
          labels={content.labels ?? true}
          nameOf={nameOf}
          view={slot.view}
          cells={slot.cells}
          sizes={sizes}
          zone={glass.site.zone}
          raisedPx={raisedPx}
          video={video}
        />
      )}
      {content.kind === "map" && part !== null && (
        <MapTile
          tile={tile}
          content={content}
          part={part}
          room={page.maps}
          view={slot.view}
          sizes={sizes}
          zone={glass.site.zone}
          raisedPx={raisedPx}
          face={face}
          drawn={mapDrawn}
          failed={mapFailed}
        />
      )}
      {content.kind === "clock" && (
        <ClockTile
          size={free}
          zone={glass.site.zone}
          language={glass.language}
          clockOffsetMs={page.clockOffsetMs}
        />
      )}
      {content.kind === "text" && <TextTile text={content.text} size={free} sizes={sizes} />}
    </div>
  );
}

interface ChangingProps {
  readonly piece: Piece;
  readonly sizes: TypeSizes;
  readonly raisedPx: number;
  readonly zIndex: number;
}

/** In the place of a tile whose picture is not there yet, over the old one. */
export function Changing({ piece, sizes, raisedPx, zIndex }: ChangingProps) {
  const { t } = useTranslation("wall");
  const { x, y, width, height } = piece.tile.rect;
  const box = labelBox(piece.tile.rect, sizes);
  return (
    <div className="changing" style={{ left: x, top: y, width, height, zIndex }}>
      <p
        className="label"
        style={{
          bottom: raisedPx,
          height: box.heightPx,
          lineHeight: `${box.heightPx}px`,
          fontSize: box.fontPx,
          ...(box.maxWidthPx === null ? {} : { maxWidth: box.maxWidthPx }),
        }}
      >
        {t("changing")}
      </p>
    </div>
  );
}
