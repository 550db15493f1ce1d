import type { CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { OutputState } from "../../protocol/output.ts";
import { allows } from "../../protocol/role.ts";
import type { Presence } from "../../protocol/presence.ts";
import type { TileTour } from "../../protocol/tour.ts";
import type { WallOnGlass } from "../../protocol/wall.ts";
import type { Present } from "../ui/gate.tsx";
import { useNow } from "../ui/clock.tsx";
import { Key } from "../ui/keys.tsx";
import { Plan } from "../ui/plan.tsx";
import { sinceTime } from "../ui/site-time.ts";
import { useTaker } from "../ui/taker.ts";
import type { LivePictures } from "../tiles/live-pictures.ts";
import { standInOf, tileState } from "../tiles/shown-state.ts";
import { AdmissionLine } from "./admission.tsx";
import type { Place } from "./chosen.ts";
import type { EditingFace } from "./editing.ts";
import { LayoutTools } from "./layout-tools.tsx";
import { OthersAtLayout } from "./others.tsx";
import { TakeLine } from "../taking/take-line.tsx";
import type { Progress } from "../taking/taking.ts";
import { useTileName } from "../taking/tile-name.ts";
import { Tiles } from "./tiles.tsx";
import { GuardTold } from "../taking/guard-told.tsx";
import { GuardActs } from "./wall-guard.tsx";

const none: readonly string[] = [];

interface StageProps {
  readonly me: Present;
  readonly zone: string;
  readonly wall: Wall;
  readonly glass: WallOnGlass | undefined;
  readonly layouts: readonly Layout[];
  readonly preview: Layout | null;
  readonly cameras: readonly Camera[];
  /** Null while it is not known yet which cameras there are. */
  readonly knownCameras: readonly Camera[] | null;
  readonly feeds: readonly Feed[];
  readonly outputs: readonly OutputState[];
  /** Of what is on the glass; null where there are none. */
  readonly pictures: LivePictures | null;
  readonly progress: Progress;
  /** Desks of others. */
  readonly others: readonly Presence[];
  readonly chosen: { readonly on: Place; readonly ids: readonly string[] } | null;
  readonly editing: EditingFace;
  readonly onSelectTile: (on: Place, tileId: string, more: boolean) => void;
  /** A tile was pressed, and not only led to by arrows; after `onSelectTile`. */
  readonly onPressTile: (on: Place, tileId: string) => void;
  readonly onHoldTour: (tour: TileTour) => void;
  readonly onTake: () => void;
  readonly onUndo: () => void;
}

/** How program and preview share the centre: a long wall above the other, an upright one beside it. */
function shapeOf(ratio: number): "long" | "plain" | "upright" {
  if (ratio > 2.4) return "long";
  return ratio < 1 ? "upright" : "plain";
}

/** The centre of the desk: what is on the glass above, what is prepared below, and Take between them. */
export function Stage(props: StageProps) {
  const { t } = useTranslation("console");
  const taker = useTaker();
  const { wall, glass, preview, cameras, zone } = props;
  const nameOf = useTileName(cameras);
  const now = useNow(60_000);
  const mayTake = allows(props.me.role, "operator");
  const onGlass = props.layouts.find(({ id }) => id === (glass?.layoutId ?? glass?.basedOn));
  const glassName =
    onGlass === undefined
      ? t("freeLayout")
      : glass?.layoutId == null
        ? t("editing.changed", { name: onGlass.name })
        : onGlass.name;
  const empty = glass === undefined || (glass.layoutId === null && glass.tiles.length === 0);
  const ratio = wall.canvas.width / wall.canvas.height;
  const chosenOn = (on: Place) => (props.chosen?.on === on ? props.chosen.ids : none);
  const shape: CSSProperties & Record<"--ratio", number> = { "--ratio": ratio };
  return (
    <div className="stage" data-shape={shapeOf(ratio)} style={shape}>
      <section className="program" aria-label={t("onGlass")} id="program" tabIndex={-1}>
        <header className="stage-head">
          <h2 className="keyed">
            {t("onGlass")}
            <Key>P</Key>
          </h2>
          {glass !== undefined && !empty && (
            <p className="dim">
              <strong>{glassName}</strong>{" "}
              {glass.takenAt !== null &&
                t("takenAt", {
                  time: sinceTime(glass.takenAt, zone, now),
                  name: taker(glass.takenBy ?? "–", glass.takenAs),
                })}
            </p>
          )}
          {mayTake && glass !== undefined && glass.tiles.length > 0 && (
            <button
              type="button"
              className="button small"
              onClick={() => props.editing.keep(t("editing.copyName", { name: glassName }), glass.tiles)}
            >
              {t("editing.keepGlass")}
            </button>
          )}
        </header>
        {glass !== undefined && <GuardTold glass={glass} zone={zone} mayAct={mayTake} />}
        {glass === undefined || empty ? (
          <Plan canvas={wall.canvas} panels={wall.panels}>
            {glass !== undefined && (
              <div className="empty">
                <p>{t("nothingOnGlass")}</p>
                <p className="dim">{t("nothingOnGlassNext")}</p>
              </div>
            )}
          </Plan>
        ) : (
          <Tiles
            on="glass"
            mayEdit={mayTake}
            label={t("onGlass")}
            canvas={glass.canvas}
            panels={wall.panels}
            tiles={glass.tiles}
            cameras={cameras}
            stateOf={(tile) =>
              glass.replays.some(({ tileId }) => tileId === tile.id)
                ? "replay"
                : tileState(tile, props.outputs, props.feeds, props.knownCameras)
            }
            replays={glass.replays}
            tours={glass.tours}
            onHold={mayTake ? props.onHoldTour : undefined}
            standInOf={({ id }) => standInOf(id, props.outputs)}
            pictures={props.pictures}
            chosen={chosenOn("glass")}
            onSelect={(id, more) => props.onSelectTile("glass", id, more)}
            onPress={(id) => props.onPressTile("glass", id)}
          />
        )}
      </section>

      <section className="preview" aria-label={t("preview")} tabIndex={-1}>
        <header className="stage-head">
          <h2>{t("preview")}</h2>
          {mayTake ? (
            <LayoutTools preview={preview} editing={props.editing} />
          ) : (
            preview !== null && (
              <p className="dim">
                <strong>{preview.name}</strong>
              </p>
            )
          )}
        </header>
        {preview !== null && <OthersAtLayout others={props.others} layoutId={preview.id} />}
        {preview === null ? (
          <Plan canvas={wall.canvas} panels={wall.panels}>
            <div className="empty">
              <p>{t("noPreview")}</p>
              <p className="dim">{t("noPreviewNext")}</p>
            </div>
          </Plan>
        ) : (
          <Tiles
            on="preview"
            mayEdit={mayTake}
            label={t("preview")}
            canvas={wall.canvas}
            panels={wall.panels}
            tiles={preview.tiles}
            cameras={cameras}
            pictures={props.pictures}
            thrifty
            chosen={chosenOn("preview")}
            onSelect={(id, more) => props.onSelectTile("preview", id, more)}
            onPress={(id) => props.onPressTile("preview", id)}
          />
        )}
      </section>

      <div className="take-row">
        <button
          type="button"
          className="button take"
          disabled={!mayTake || preview === null || glass?.lock != null}
          title={mayTake ? undefined : t("taking.needsRole")}
          onClick={props.onTake}
        >
          {t("take")}
          <Key>Enter</Key>
        </button>
        <button type="button" className="button undo" disabled={!mayTake} onClick={props.onUndo}>
          {t("undoTake")}
          <Key>U</Key>
        </button>
        {mayTake && glass !== undefined && <GuardActs glass={glass} chosenIds={chosenOn("glass")} />}
        {mayTake ? (
          <div className="take-told">
            <TakeLine progress={props.progress} tiles={glass?.tiles ?? []} nameOf={nameOf} />
            {preview !== null && <AdmissionLine preview={preview} wallId={wall.id} nameOf={nameOf} />}
          </div>
        ) : (
          <p className="take-line dim">{t("taking.needsRole")}</p>
        )}
      </div>
    </div>
  );
}
