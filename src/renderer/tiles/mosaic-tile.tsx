import { type Ref, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import { mosaicPlan } from "../../layouts/mosaic.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Cell, FeedRef, Mosaic } from "../../protocol/feed.ts";
import { rungSizes } from "../../protocol/ladder.ts";
import { severityOfState, StateMark } from "../ui/marks.tsx";
import { CameraTile } from "./camera-tile.tsx";
import type { TileView } from "./tile-state.ts";
import { labelBox, type TypeSizes } from "./type-sizes.ts";
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
  /** Somebody wants to see this camera by itself; without it cells are only looked at. */
  readonly onPick?: (cameraId: string) => void;
}

/** Many cameras in one picture: the picture as that of a camera, and over each cell its name and what is wrong with it. */
export function MosaicTile({ feed, labels, nameOf, cells: watched, onPick, ...props }: MosaicTileProps) {
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
          {...{ mosaic, cells, nameOf, sizes, labels, onPick }}
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
  readonly labels: boolean;
  readonly nameOf: (cameraId: string) => string;
  readonly sizes: TypeSizes;
  /** The box that the mosaic was planned for. */
  readonly picture: Size;
  readonly fit: Tile["fit"];
  readonly room: Size;
  /** Canvas pixels at the tile's lower edge that something else takes. */
  readonly coveredPx: number;
  readonly onPick: ((cameraId: string) => void) | undefined;
}

function Cells({ mosaic, cells, labels, nameOf, sizes, picture, fit, room, coveredPx, onPick }: CellsProps) {
  const { t } = useTranslation();
  const plan = mosaicPlan(mosaic.cameraIds.length, mosaic.columns, picture);
  const { across, down, left, top } = fitted(plan.size, room, fit);
  return (
    <ul className="cells">
      {plan.cells.map((cell, at) => {
        const cameraId = mosaic.cameraIds[at] ?? "";
        const state = cells.find((each) => each.cameraId === cameraId)?.state ?? "connecting";
        const wrong = severityOfState(state) !== null;
        const size = { width: cell.width * across, height: cell.height * down };
        const x = left + cell.x * across;
        const y = top + cell.y * down;
        const box = labelBox(size, sizes);
        // The ticker, or the label of the whole, lies over the last row's labels otherwise.
        const raised = Math.max(0, y + size.height - (room.height - coveredPx));
        // A tag has room for one of both, and what is wrong matters more.
        const named = labels && !(wrong && box.maxWidthPx !== null);
        if (!named && !wrong && onPick === undefined) return null;
        return (
          <li
            key={cameraId}
            className="cell"
            data-state={state}
            data-camera={cameraId}
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
            <p
              className={box.maxWidthPx === null ? "label" : "label label-tag"}
              style={{
                bottom: raised,
                height: box.heightPx,
                lineHeight: `${box.heightPx}px`,
                fontSize: box.fontPx,
                ...(box.maxWidthPx === null ? {} : { maxWidth: box.maxWidthPx }),
              }}
            >
              {named && <span className="label-name">{nameOf(cameraId)}</span>}
              {wrong && (
                <span className="label-state" data-state={state}>
                  <StateMark state={state} />
                  {t(`state.${state}`)}
                </span>
              )}
            </p>
          </li>
        );
      })}
    </ul>
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
