import { type Ref, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { mosaicPlan } from "../../layouts/mosaic.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Cell, FeedRef, Mosaic } from "../../protocol/feed.ts";
import { rungSizes } from "../../protocol/ladder.ts";
import { severityOfState, StateMark } from "../ui/marks.tsx";
import { CameraTile } from "./camera-tile.tsx";
import { backupWord } from "./label.tsx";
import type { Near } from "./near.ts";
import { charactersBeside, NearBadge, NearFrame } from "./near-mark.tsx";
import type { TileView } from "./tile-state.ts";
import { type LabelBox, labelBox, type TypeSizes } from "./type-sizes.ts";
import type { Watched } from "./watched.ts";

interface MosaicTileProps {
  readonly tile: Tile;
  readonly feed: FeedRef | null;
  /** Whether each cell says its camera's name. */
  readonly labels: boolean;
  readonly nameOf: (cameraId: string) => string;
  readonly view: Watched<TileView>;
  readonly cells: Watched<readonly Cell[]>;
  readonly sizes: TypeSizes;
  readonly zone: string;
  readonly raisedPx: number;
  readonly video: Ref<HTMLVideoElement>;
  /** What stands near its cameras. */
  readonly near?: readonly Near[];
  /** Somebody wants to see this camera by itself; without it cells are only looked at. */
  readonly onPick?: (cameraId: string) => void;
}

/** Many cameras in one picture: the picture as that of a camera, and over each cell its name and what is wrong with it. */
export function MosaicTile({
  feed,
  labels,
  nameOf,
  cells: watched,
  near = [],
  onPick,
  ...props
}: MosaicTileProps) {
  const { t } = useTranslation("wall");
  const { tile, view: watchedView, sizes, raisedPx } = props;
  const cells = useSyncExternalStore(watched.subscribe, watched.get);
  const view = useSyncExternalStore(watchedView.subscribe, watchedView.get);
  // What is not live as a whole says so as a whole, and nothing is known of its cells.
  const whole = view.state !== "stale" && view.state !== "lost" && view.state !== "connecting";
  const shown = whole && view.state !== "hidden";
  const { mosaic, rung } = feed ?? {};
  const name = t("mosaic", { count: mosaic?.cameraIds.length ?? 0 });
  const quiet = shown && labels && view.state === "live" && !view.frozen;
  return (
    <>
      <CameraTile {...props} name={name} standsFor={name} place={undefined} quiet={quiet} />
      {shown && mosaic !== undefined && rung != null && (
        <Cells
          {...{ mosaic, cells, nameOf, sizes, labels, near, onPick }}
          zone={props.zone}
          picture={rungSizes[rung]}
          fit={tile.fit}
          room={tile.rect}
          coveredPx={raisedPx + (quiet ? 0 : labelBox(tile.rect, sizes).heightPx)}
        />
      )}
    </>
  );
}

interface CellsProps {
  readonly mosaic: Mosaic;
  readonly cells: readonly Cell[];
  readonly near: readonly Near[];
  readonly labels: boolean;
  readonly nameOf: (cameraId: string) => string;
  readonly sizes: TypeSizes;
  readonly zone: string;
  /** The box that the mosaic was planned for. */
  readonly picture: Size;
  readonly fit: Tile["fit"];
  readonly room: Size;
  /** Canvas pixels at the tile's lower edge that something else takes. */
  readonly coveredPx: number;
  readonly onPick: ((cameraId: string) => void) | undefined;
}

function Cells({ mosaic, cells, near, nameOf, sizes, zone, labels, onPick, ...where }: CellsProps) {
  const { picture, fit, room, coveredPx } = where;
  const plan = mosaicPlan(mosaic.cameraIds.length, mosaic.columns, picture);
  const { across, down, left, top } = fitted(plan.size, room, fit);
  return (
    <ul className="cells">
      {plan.cells.map((place, at) => {
        const cameraId = mosaic.cameraIds[at] ?? "";
        const cell = cells.find((each) => each.cameraId === cameraId) ?? { cameraId, state: "connecting" };
        const size = { width: place.width * across, height: place.height * down };
        const x = left + place.x * across;
        const y = top + place.y * down;
        // The ticker, or the label of the whole, lies over the last row's labels otherwise.
        const raised = Math.max(0, y + size.height - (room.height - coveredPx));
        const box = labelBox(size, sizes);
        const here = near.find((one) => one.cameraId === cameraId);
        const wrong = severityOfState(cell.state) !== null || cell.standIn !== undefined;
        const silent = !labels && !wrong && here === undefined;
        if (silent && onPick === undefined) return null;
        return (
          <li
            key={cameraId}
            className="cell"
            data-state={cell.state}
            data-camera={cameraId}
            data-stand-in={cell.standIn?.cameraId}
            style={{ left: x, top: y, ...size }}
          >
            {onPick !== undefined && (
              <button
                type="button"
                className="cell-pick"
                aria-label={nameOf(cameraId)}
                onClick={() => onPick(cameraId)}
              />
            )}
            {here !== undefined && (
              <NearFrame near={here} sizes={sizes} raisedPx={raised} loweredPx={0} insetPx={0} />
            )}
            <CellLabel {...{ cell, labels, nameOf, zone, box, raised, near: here, widthPx: size.width }} />
          </li>
        );
      })}
    </ul>
  );
}

interface CellLabelProps {
  readonly cell: Cell;
  readonly labels: boolean;
  readonly nameOf: (cameraId: string) => string;
  readonly zone: string;
  readonly box: LabelBox;
  /** Canvas pixels at the cell's lower edge that lie under something else. */
  readonly raised: number;
  readonly widthPx: number;
  readonly near: Near | undefined;
}

/** What a cell's own label says, in the words of a tile's. */
function CellLabel({ cell, labels, nameOf, zone, box, raised, widthPx, near }: CellLabelProps) {
  const { t } = useTranslation("wall");
  const { state, standIn } = cell;
  const wrong = severityOfState(state) !== null;
  const tag = box.maxWidthPx !== null;
  const name = nameOf(standIn?.cameraId ?? cell.cameraId);
  const marked = wrong || standIn !== undefined;
  // A tag has room for one of all, and what is wrong matters more. A stand-in is never without its name.
  const named = (labels || standIn !== undefined) && !((marked || near !== undefined) && tag);
  return (
    <p
      className={tag ? "label label-tag" : "label"}
      style={{
        bottom: raised,
        height: box.heightPx,
        lineHeight: `${box.heightPx}px`,
        fontSize: box.fontPx,
        ...(tag ? { maxWidth: box.maxWidthPx } : {}),
      }}
    >
      {near !== undefined && (
        <NearBadge
          near={near}
          room={!tag ? "strip" : marked ? "mark" : "tag"}
          characters={charactersBeside(name, widthPx, box.fontPx)}
        />
      )}
      {named && standIn === undefined && <span className="label-name">{name}</span>}
      {named && standIn !== undefined && (
        <span className="label-words" data-backup>
          <span className="label-name">{name}</span>
          <span className="label-place">{t("backupFor", { name: nameOf(cell.cameraId) })}</span>
        </span>
      )}
      {wrong && (
        <span className="label-state" data-state={state}>
          <StateMark state={state} />
          {t(`state.${state}`, { ns: "common" })}
        </span>
      )}
      {!wrong && standIn !== undefined && (
        <span className="label-state" data-state="backup">
          <StateMark state="backup" />
          {backupWord(t, { name, lostSince: Date.parse(standIn.lostSince), zone, tag })}
        </span>
      )}
    </p>
  );
}

/** How a picture of `size` lies in a tile of `room` with `fit`: scales along both sides, and its upper left corner. */
function fitted(size: Size, room: Size, fit: Tile["fit"]) {
  const wide = room.width / size.width;
  const high = room.height / size.height;
  const scale = fit === "cover" ? Math.max(wide, high) : Math.min(wide, high);
  const across = fit === "fill" ? wide : scale;
  const down = fit === "fill" ? high : scale;
  return {
    ...{ across, down },
    left: (room.width - size.width * across) / 2,
    top: (room.height - size.height * down) / 2,
  };
}
