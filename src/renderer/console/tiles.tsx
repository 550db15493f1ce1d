import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Size } from "../../layouts/rect.ts";
import type { Panel } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import { Choices } from "../ui/choices.tsx";
import { type ShownState, severityOfState, StateMark } from "../ui/marks.tsx";
import { Plan, placed } from "../ui/plan.tsx";
import { neighbour } from "../ui/neighbour.ts";

/** What a tile is called at the desk: its camera's name, or what it shows instead. */
export function useTileName(cameras: readonly Camera[]): (tile: Tile) => string {
  const { t } = useTranslation("console");
  return ({ content }) => {
    if (content.kind === "text") return content.text;
    if (content.kind === "clock") return t("tile.clock");
    const camera = cameras.find(({ id }) => id === content.cameraId);
    return camera?.name ?? t("tile.unknownCamera", { id: content.cameraId });
  };
}

interface TilesProps {
  readonly label: string;
  readonly canvas: Size;
  readonly panels: readonly Panel[];
  readonly tiles: readonly Tile[];
  readonly cameras: readonly Camera[];
  /** What is known of each tile now; absent for a layout that is only prepared. */
  readonly stateOf?: (tile: Tile) => ShownState;
  readonly selected: string | null;
  readonly onSelect: (tileId: string) => void;
}

/** A wall's tiles to scale, named; coloured only where something is wrong. */
export function Tiles({ canvas, panels, tiles, cameras, stateOf, ...props }: TilesProps) {
  const { t } = useTranslation();
  const nameOf = useTileName(cameras);
  const rects = tiles.map(({ rect }) => rect);
  return (
    <Plan canvas={canvas} panels={panels}>
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
            style: { ...placed(tile.rect, canvas), zIndex: tile.z },
            title: nameOf(tile),
            "data-kind": tile.content.kind,
            "data-state": state,
            "data-severity": state === undefined ? undefined : (severityOfState(state) ?? undefined),
          };
        }}
      >
        {(tile) => {
          const state = stateOf?.(tile);
          const wrong = state !== undefined && severityOfState(state) !== null;
          return (
            <span className="tile-label">
              <span className="tile-name">{nameOf(tile)}</span>
              {(wrong || state === "hidden") && (
                <span className="tile-state">
                  <StateMark state={state} />
                  <span>{t(`state.${state}`)}</span>
                </span>
              )}
            </span>
          );
        }}
      </Choices>
    </Plan>
  );
}
