import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Panel } from "../../layouts/panel.ts";
import { useTileName } from "../taking/tile-name.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { FeedRef } from "../../protocol/feed.ts";
import { imageAddress } from "../../protocol/image.ts";
import type { Replay } from "../../protocol/minute.ts";
import type { TileTour } from "../../protocol/tour.ts";
import { Choices } from "../ui/choices.tsx";
import { HeldMark, type ShownState, severityOfState, StateMark } from "../ui/marks.tsx";
import { Plan, placed } from "../ui/plan.tsx";
import { neighbour } from "../ui/neighbour.ts";
import type { LivePictures } from "../tiles/live-pictures.ts";
import { picturedTiles } from "../tiles/pictured.ts";
import type { Place } from "./chosen.ts";
import { EdgeHandles } from "./edge-handles.tsx";
import { useSteeredCamera } from "./steering.tsx";
import { SteeringLayer } from "./steering-layer.tsx";
import { ProgramPicture } from "./program-picture.tsx";

/** Whether a tile in this state has no live picture on the glass. */
function isDead(state: ShownState | undefined): boolean {
  return state === "stale" || state === "lost";
}

/** Whether a picture is neither encoded for this desk alone nor a connection of its own. */
function isCheap({ rung, player }: FeedRef): boolean {
  return rung === null && player === undefined;
}

/** The number of a tile's camera, as it is typed. */
function TileNumber({ cameras, id }: { cameras: readonly Camera[]; id: string }) {
  const number = cameras.find((camera) => camera.id === id)?.number;
  return number === undefined ? null : <span className="tile-number">{number} </span>;
}

/** A pin; its word is read out, and told by the pointer. */
function Pinned({ word }: { word: string }) {
  return (
    <svg className="tile-pin" viewBox="0 0 12 12" role="img" aria-label={word}>
      <title>{word}</title>
      <path d="M4 1h4l-.6 4L10 7H6.6v4L6 12l-.6-1V7H2l2.600-2z" />
    </svg>
  );
}

/** Holds a tour by a touch of its tile; by key and for a screen reader the inspector has it. */
function HoldTouch({ tour, onHold }: { tour: TileTour; onHold: (tour: TileTour) => void }) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the same act has the key G and a button beside the wall.
    // biome-ignore lint/a11y/noStaticElementInteractions: an option may hold no button.
    <span
      className="hold-touch"
      aria-hidden="true"
      data-held={tour.held !== null}
      onClick={(event) => {
        event.stopPropagation();
        onHold(tour);
      }}
    >
      <svg viewBox="0 0 12 12">
        <path d={tour.held === null ? "M2.5 1.5H5v9H2.5zM7 1.5h2.5v9H7z" : "M3 1.5 10.5 6 3 10.5z"} />
      </svg>
    </span>
  );
}

/** Where each tile lies in the order of depth, from the lowest, by its id; tiles of one `z` as they are listed. */
function depthsOf(tiles: readonly Tile[]): ReadonlyMap<string, number> {
  return new Map(tiles.toSorted((a, b) => a.z - b.z).map(({ id }, depth) => [id, depth]));
}

interface TilesProps {
  readonly on: Place;
  /** Whether tiles may be taken hold of. */
  readonly mayEdit: boolean;
  readonly label: string;
  readonly canvas: Size;
  readonly panels: readonly Panel[];
  readonly tiles: readonly Tile[];
  readonly cameras: readonly Camera[];
  /** What is known of each tile now; absent for a layout that is only prepared. */
  readonly stateOf?: (tile: Tile) => ShownState;
  /** The id of the camera that stands in for the tile's own, or null. */
  readonly standInOf?: (tile: Tile) => string | null;
  /** Whose turn it is in the tiles that show one camera after the other; absent for a layout that is only prepared. */
  readonly tours?: readonly TileTour[];
  /** Holds a tour, or lets it go on; absent where that may not be done. */
  readonly onHold?: ((tour: TileTour) => void) | undefined;
  /** Where the pictures of the tiles come from; absent or null where names alone stand there. */
  readonly pictures?: LivePictures | null;
  /** Whether only those pictures are shown that cost little, and of them the key pictures alone: what is prepared. */
  readonly thrifty?: boolean;
  /** What tiles play instead of what comes; absent for a layout that is only prepared. */
  readonly replays?: readonly Replay[];
  /** The chosen tiles, the first of them the one that is told of. */
  readonly chosen: readonly string[];
  /** `more`: it joins those that are chosen. */
  readonly onSelect: (tileId: string, more: boolean) => void;
  readonly onPress?: (tileId: string) => void;
}

/** A wall's tiles to scale, named; coloured only where something is wrong. */
export function Tiles({ canvas, panels, tiles, cameras, stateOf, standInOf, ...props }: TilesProps) {
  const { pictures, replays, thrifty = false } = props;
  const { t } = useTranslation();
  const { t: words } = useTranslation("console");
  const contentName = useTileName(cameras);
  const steered = useSteeredCamera();
  const tourOf = (tile: Tile) => props.tours?.find(({ tileId }) => tileId === tile.id);
  const cameraName = (id: string) => cameras.find((camera) => camera.id === id)?.name ?? id;
  const nameOf = (tile: Tile) => {
    const turn = tourOf(tile)?.turn;
    return turn == null ? contentName(tile) : cameraName(turn.cameraId);
  };
  const rects = tiles.map(({ rect }) => rect);
  const depths = depthsOf(tiles);
  const placedAt = (tile: Tile, above: 0 | 1) => ({
    ...placed(tile.rect, canvas),
    zIndex: 2 * (depths.get(tile.id) ?? 0) + above,
  });
  const pictured =
    pictures == null
      ? []
      : picturedTiles(
          tiles,
          cameras,
          stateOf ?? (() => "live"),
          pictures.abilities,
          replays,
          (tile) => standInOf?.(tile) ?? tourOf(tile)?.turn?.cameraId ?? null,
        ).filter(({ feed }) => !thrifty || isCheap(feed));
  const withPicture = new Set(pictured.map(({ tile }) => tile.id));
  return (
    <Plan canvas={canvas} panels={panels}>
      <div className="tiles-room">
        {pictures != null &&
          pictured.map((each) => (
            <ProgramPicture
              key={each.key}
              pictures={pictures}
              pictured={each}
              style={placedAt(each.tile, 0)}
              dead={isDead(stateOf?.(each.tile))}
              thrifty={thrifty}
            />
          ))}
        <Choices
          className="tiles"
          label={props.label}
          items={tiles}
          idOf={({ id }) => id}
          selected={props.chosen[0] ?? null}
          allSelected={new Set(props.chosen)}
          onSelect={props.onSelect}
          {...(props.onPress !== undefined && { onPress: props.onPress })}
          step={(from, key) => neighbour(rects, from, key)}
          optionProps={(tile) => {
            const state = stateOf?.(tile);
            return {
              style: placedAt(tile, 1),
              title: nameOf(tile),
              "data-kind": tile.content.kind,
              ...(props.mayEdit && {
                "data-drag": "tile",
                "data-drag-on": props.on,
                "data-drag-id": tile.id,
              }),
              "data-state": state,
              "data-severity": state === undefined ? undefined : (severityOfState(state) ?? undefined),
              "data-pictured":
                withPicture.has(tile.id) || (tile.content.kind === "image" && state !== "hidden")
                  ? "true"
                  : undefined,
            };
          }}
        >
          {(tile) => {
            const state = stateOf?.(tile);
            // Whatever else is wrong: another camera's picture never stands under the tile's own name alone.
            const other = state === "hidden" || state === "replay" ? null : (standInOf?.(tile) ?? null);
            const tour = tourOf(tile);
            const told =
              state === "hidden" ||
              state === "replay" ||
              (state !== undefined && (severityOfState(state) !== null || other !== null));
            return (
              <>
                {tile.content.kind === "image" && state !== "hidden" && (
                  <img
                    className="tile-still"
                    src={imageAddress(tile.content.imageId)}
                    alt=""
                    decoding="async"
                    draggable={false}
                    style={{ objectFit: tile.fit }}
                  />
                )}
                <span className="tile-label">
                  <span className="tile-name">
                    {tile.content.kind === "camera" && (
                      <TileNumber cameras={cameras} id={tile.content.cameraId} />
                    )}
                    {nameOf(tile)}
                  </span>
                  {tour?.turn != null && (
                    <span className="tile-turn">
                      {tour.held !== null && <HeldMark />}
                      {`${tour.turn.place}/${tour.turn.of}`}
                      {tour.held !== null && <span className="hidden-label">{words("tours.heldShort")}</span>}
                    </span>
                  )}
                  {tile.pinned === true && <Pinned word={words("editing.pinned")} />}
                  {told && (
                    <span className="tile-state">
                      <StateMark state={state} />
                      <span>{t(`state.${state}`)}</span>
                      {other !== null && (
                        <span className="tile-backup">
                          {state !== "backup" && `${t("state.backup")} `}
                          {cameras.find(({ id }) => id === other)?.name ?? other}
                        </span>
                      )}
                    </span>
                  )}
                </span>
                {tour !== undefined && props.onHold !== undefined && (
                  <HoldTouch tour={tour} onHold={props.onHold} />
                )}
                {props.on === "glass" &&
                  tile.id === props.chosen[0] &&
                  tile.content.kind === "camera" &&
                  tile.content.cameraId === steered && <SteeringLayer key={steered} cameraId={steered} />}
                {props.mayEdit && tile.id === props.chosen[0] && tile.pinned !== true && (
                  <EdgeHandles on={props.on} tileId={tile.id} />
                )}
              </>
            );
          }}
        </Choices>
      </div>
    </Plan>
  );
}
