import { memo, useCallback, useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Content } from "../../layouts/layout.ts";
import { intersection } from "../../layouts/rect.ts";
import type { Glass } from "../../protocol/channel.ts";
import { CameraTile } from "../tiles/camera-tile.tsx";
import { ImageTile } from "../tiles/image-tile.tsx";
import { MosaicTile } from "../tiles/mosaic-tile.tsx";
import type { Near } from "../tiles/near.ts";
import { ClockTile } from "../tiles/clock-tile.tsx";
import { MapTile } from "../tiles/map-tile.tsx";
import { TourTile } from "../tiles/tour-tile.tsx";
import { TextTile } from "../tiles/text-tile.tsx";
import { labelBox, noteSize, type TypeSizes } from "../tiles/type-sizes.ts";
import { StateMark } from "../ui/marks.tsx";
import { IncidentsTile, type WordedIncidents } from "./incidents-tile.tsx";
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
  /** And at its upper edge, under the strip of an exercise. */
  readonly loweredPx: number;
  /** What stands near the cameras that it shows. */
  readonly near: readonly Near[];
  /** Whether the standby picture stands in its place. */
  readonly hidden: boolean;
  /** What is told by incidents, where that is what it shows. */
  readonly worded: WordedIncidents | null;
}

/** Whether two sets of properties draw the same; what of the glass a tile does not read does not count. */
function sameProps(a: PieceTileProps, b: PieceTileProps): boolean {
  return (
    a.page === b.page &&
    a.stage === b.stage &&
    a.piece === b.piece &&
    a.viewport === b.viewport &&
    a.zIndex === b.zIndex &&
    a.sizes.label === b.sizes.label &&
    a.sizes.least === b.sizes.least &&
    a.sizes.banner === b.sizes.banner &&
    a.raisedPx === b.raisedPx &&
    a.loweredPx === b.loweredPx &&
    a.hidden === b.hidden &&
    a.near.length === b.near.length &&
    a.near.every((one, at) => one === b.near[at]) &&
    a.worded?.incidents === b.worded?.incidents &&
    a.worded?.counts === b.worded?.counts &&
    a.worded?.lostSince === b.worded?.lostSince &&
    a.glass.site === b.glass.site &&
    a.glass.language === b.glass.language &&
    a.glass.cameras === b.glass.cameras &&
    a.glass.images === b.glass.images &&
    a.glass.viewports === b.glass.viewports &&
    (a.worded === null || a.glass.selections === b.glass.selections)
  );
}

/** One tile in one viewport, on the glass or on its way there; drawn anew only where something of it is another. */
export const PieceTile = memo(DrawnTile, sameProps);

function DrawnTile({
  page,
  stage,
  piece,
  viewport,
  zIndex,
  glass,
  sizes,
  raisedPx,
  loweredPx,
  near,
  hidden,
  worded,
}: PieceTileProps) {
  const { t } = useTranslation("wall");
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
    (outcome: "awaited" | "drawn" | "failed") => {
      slot.drew(outcome);
      stage.drawn(key);
    },
    [slot, stage, key],
  );
  const drawn = useCallback(() => drew("drawn"), [drew]);
  const failed = useCallback(() => drew("failed"), [drew]);
  const gone = useCallback(() => drew("awaited"), [drew]);
  const face = useSyncExternalStore(page.mapFace.subscribe, page.mapFace.get);
  const { content } = tile;
  const canvas = glass.viewports[viewport]?.canvas;
  const seen = canvas === undefined ? null : intersection(tile.rect, canvas);
  const part = seen === null ? null : { ...seen, x: seen.x - x, y: seen.y - y };
  const free = { width, height: Math.max(0, height - raisedPx - loweredPx) };
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
          near={near[0]}
          loweredPx={loweredPx}
        />
      )}
      {content.kind === "tour" && (
        <TourTile
          tile={tile}
          name={t("tour", { count: content.cameraIds.length })}
          shown={piece.feed === null ? null : nameOf(piece.feed.cameraId)}
          place={glass.cameras.find(({ id }) => id === shownId)?.group}
          nameOf={nameOf}
          view={slot.view}
          sizes={sizes}
          zone={glass.site.zone}
          raisedPx={raisedPx}
          video={video}
          near={near[0]}
          loweredPx={loweredPx}
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
          near={near}
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
          drawn={drawn}
          failed={failed}
        />
      )}
      {!hidden && content.kind === "image" && (
        <ImageTile
          tile={tile}
          imageId={content.imageId}
          ready={page.ready.has(content.imageId)}
          name={glass.images.find(({ id }) => id === content.imageId)?.name ?? null}
          sizes={sizes}
          drawn={drawn}
          failed={failed}
          gone={gone}
        />
      )}
      {hidden && isWorded(content) && (
        // What is hidden is not in the page at all.
        <div className="slate" style={{ fontSize: noteSize(free.height, sizes) }}>
          <StateMark state="hidden" />
          <p>{t("hidden")}</p>
        </div>
      )}
      <div className="worded" style={{ top: loweredPx, height: free.height }}>
        {!hidden && content.kind === "clock" && (
          <ClockTile
            size={free}
            zone={glass.site.zone}
            language={glass.language}
            clockOffsetMs={page.clockOffsetMs}
          />
        )}
        {!hidden && content.kind === "text" && <TextTile content={content} size={free} sizes={sizes} />}
        {!hidden && worded !== null && (
          <IncidentsTile
            page={page}
            tile={tile}
            selection={glass.selections.find((one) => one.wallId === stage.wallId && one.tileId === tile.id)}
            worded={worded}
            size={free}
            sizes={sizes}
            zone={glass.site.zone}
          />
        )}
      </div>
    </div>
  );
}

/** Whether a tile is drawn without pictures of cameras, and so knows no standby picture of its own. */
function isWorded({ kind }: Content): boolean {
  return kind !== "camera" && kind !== "mosaic" && kind !== "tour" && kind !== "map";
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
