import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Panel } from "../../layouts/panel.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Replay } from "../../protocol/minute.ts";
import { Choices } from "../ui/choices.tsx";
import { type ShownState, severityOfState, StateMark } from "../ui/marks.tsx";
import { Plan, placed } from "../ui/plan.tsx";
import { neighbour } from "../ui/neighbour.ts";
import type { LivePictures } from "../tiles/live-pictures.ts";
import { picturedTiles } from "../tiles/pictured.ts";
import { ProgramPicture } from "./program-picture.tsx";

/** What a tile is called at the desk: its camera's name, or what it shows instead. */
export function useTileName(cameras: readonly Camera[]): (tile: Tile) => string {
  const { t } = useTranslation("console");
  return ({ content }) => {
    if (content.kind === "text") return content.text;
    if (content.kind === "clock") return t("tile.clock");
    if (content.kind === "empty") return t("tile.empty");
    if (content.kind === "map") return t("tile.map");
    if (content.kind === "incidents") return t("tile.incidents");
    if (content.kind === "incident") return t("tile.incident");
    if (content.kind === "mosaic") return t("tile.mosaic", { count: content.cameraIds.length });
    const camera = cameras.find(({ id }) => id === content.cameraId);
    return camera?.name ?? t("tile.unknownCamera", { id: content.cameraId });
  };
}

/** Whether a tile in this state has no live picture on the glass. */
function isDead(state: ShownState | undefined): boolean {
  return state === "stale" || state === "lost";
}

/** Where each tile lies in the order of depth, from the lowest, by its id; tiles of one `z` as they are listed. */
function depthsOf(tiles: readonly Tile[]): ReadonlyMap<string, number> {
  return new Map(tiles.toSorted((a, b) => a.z - b.z).map(({ id }, depth) => [id, depth]));
}

interface TilesProps {
  readonly label: string;
  readonly canvas: Size;
  readonly panels: readonly Panel[];
  readonly tiles: readonly Tile[];
  readonly cameras: readonly Camera[];
  /** What is known of each tile now; absent for a layout that is only prepared. */
  readonly stateOf?: (tile: Tile) => ShownState;
  /** The id of the camera that stands in for the tile's own, or null. */
  readonly standInOf?: (tile: Tile) => string | null;
  /** Where the pictures of the tiles come from; absent or null where names alone stand there. */
  readonly pictures?: LivePictures | null;
  /** What tiles play instead of what comes; absent for a layout that is only prepared. */
  readonly replays?: readonly Replay[];
  readonly selected: string | null;
  readonly onSelect: (tileId: string) => void;
}

/** A wall's tiles to scale, named; coloured only where something is wrong. */
export function Tiles({ canvas, panels, tiles, cameras, stateOf, standInOf, ...props }: TilesProps) {
  const { pictures, replays } = props;
  const { t } = useTranslation();
  const nameOf = useTileName(cameras);
  const rects = tiles.map(({ rect }) => rect);
  const depths = depthsOf(tiles);
  const placedAt = (tile: Tile, above: 0 | 1) => ({
    ...placed(tile.rect, canvas),
    zIndex: 2 * (depths.get(tile.id) ?? 0) + above,
  });
  const pictured =
    pictures == null || stateOf === undefined
      ? []
      : picturedTiles(tiles, cameras, stateOf, pictures.abilities, replays, standInOf);
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
            />
          ))}
        <Choices
          className="tiles"
          label={props.label}
          items={tiles}
          idOf={({ id }) => id}
          selected={props.selected}
          onSelect={props.onSelect}
          step={(from, key) => neighbour(rects, from, key)}
          optionProps={(tile) => {
            const state = stateOf?.(tile);
            return {
              style: placedAt(tile, 1),
              title: nameOf(tile),
              "data-kind": tile.content.kind,
              "data-state": state,
              "data-severity": state === undefined ? undefined : (severityOfState(state) ?? undefined),
              "data-pictured": withPicture.has(tile.id) ? "true" : undefined,
            };
          }}
        >
          {(tile) => {
            const state = stateOf?.(tile);
            // Whatever else is wrong: another camera's picture never stands under the tile's own name alone.
            const other = state === "hidden" || state === "replay" ? null : (standInOf?.(tile) ?? null);
            const told =
              state === "hidden" ||
              state === "replay" ||
              (state !== undefined && (severityOfState(state) !== null || other !== null));
            return (
              <span className="tile-label">
                <span className="tile-name">{nameOf(tile)}</span>
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
            );
          }}
        </Choices>
      </div>
    </Plan>
  );
}
