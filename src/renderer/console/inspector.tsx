import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { camerasOf } from "../../layouts/content-cameras.ts";
import type { Tile } from "../../layouts/layout.ts";
import { LEAST_ARC_MINUTES, smallText } from "../../layouts/legibility.ts";
import type { Output, Wall } from "../../layouts/site.ts";
import type { Camera, StreamRole } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { Replay } from "../../protocol/minute.ts";
import type { OutputState } from "../../protocol/output.ts";
import { sentence } from "../../protocol/sentences.ts";
import { useSpokenLanguage } from "../i18n/index.ts";
import { useNow } from "../ui/clock.tsx";
import { Fact } from "../ui/fact.tsx";
import { Key } from "../ui/keys.tsx";
import { Kept, ReplayActs } from "./kept.tsx";
import { type ShownState, SeverityMark, severityOfState, StateWord, worstState } from "../ui/marks.tsx";
import { whyNotKept } from "./not-kept.ts";
import { PtzPart } from "./ptz.tsx";
import { sinceTime } from "../ui/site-time.ts";
import {
  cameraState,
  cellStates,
  type Report,
  reportsOf,
  shownStates,
  tileState,
} from "../tiles/shown-state.ts";
import { useTileName } from "../taking/tile-name.ts";

interface KnownProps {
  readonly cameras: readonly Camera[];
  readonly feeds: readonly Feed[];
  readonly zone: string;
}

/** One stream of a camera: where it comes from and how it runs. */
function StreamFacts({
  camera,
  role,
  feeds,
  zone,
}: Omit<KnownProps, "cameras"> & { camera: Camera; role: StreamRole }) {
  const { t } = useTranslation("console");
  const language = useSpokenLanguage();
  const now = useNow(60_000);
  const stream = camera.streams.find((each) => each.role === role);
  if (stream === undefined) return null;
  const feed = feeds.find((each) => each.cameraId === camera.id && each.stream === role);
  return (
    <section className="stream">
      <h4>
        {t("inspector.streams")} {role === "main" ? t("inspector.main") : t("inspector.sub")}
        {feed === undefined ? (
          <span className="dim">{t("inspector.notRunning")}</span>
        ) : (
          <StateWord state={feed.state} />
        )}
      </h4>
      {feed?.error !== undefined && (
        <p className="trouble">{sentence(feed.error.kind, feed.error.detail, language)}</p>
      )}
      <dl>
        <Fact name={t("inspector.address")}>
          <span className="address">{stream.url}</span>
          {stream.hasCredentials && <span className="dim"> {t("inspector.login")}</span>}
        </Fact>
        {feed !== undefined && feed.width !== null && (
          <Fact name={t("inspector.picture")}>
            {feed.width} × {feed.height} · {feed.fps.toFixed(0)} fps · {feed.codec}
          </Fact>
        )}
        {feed !== undefined && feed.bitrate > 0 && (
          <Fact name={t("inspector.rate")}>{(feed.bitrate / 1e6).toFixed(2)} Mbit/s</Fact>
        )}
        {feed !== undefined && feed.restarts > 0 && (
          <Fact name={t("inspector.restarts")}>{t("inspector.times", { count: feed.restarts })}</Fact>
        )}
        {feed !== undefined && feed.lastFrameAt !== null && severityOfState(feed.state) !== null && (
          <Fact name={t("inspector.lastFrame")}>{sinceTime(feed.lastFrameAt, zone, now)}</Fact>
        )}
      </dl>
    </section>
  );
}

/** Address, state and rates of each stream of a camera. */
function CameraFacts({ camera, feeds, zone }: Omit<KnownProps, "cameras"> & { camera: Camera }) {
  const { t } = useTranslation("console");
  return (
    <>
      <dl>
        {camera.number !== undefined && <Fact name={t("number.title")}>{camera.number}</Fact>}
        {camera.group !== undefined && camera.group !== "" && (
          <Fact name={t("inspector.group")}>{camera.group}</Fact>
        )}
      </dl>
      <StreamFacts camera={camera} role="main" feeds={feeds} zone={zone} />
      <StreamFacts camera={camera} role="sub" feeds={feeds} zone={zone} />
    </>
  );
}

interface PaneProps {
  readonly kind: string;
  readonly name: string;
  readonly state: ShownState;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function Pane({ kind, name, state, onClose, children }: PaneProps) {
  const { t } = useTranslation();
  return (
    <section className="side-part inspector" aria-label={name}>
      <header className="part-head">
        <h2>{kind}</h2>
        <button type="button" className="button quiet" aria-label={t("close")} onClick={onClose}>
          ×<Key>Esc</Key>
        </button>
      </header>
      <h3 className="inspector-name">{name}</h3>
      <StateWord state={state} />
      {children}
    </section>
  );
}

interface CameraInspectorProps extends KnownProps {
  readonly camera: Camera;
  readonly tiles: readonly Tile[];
  readonly mayAct: boolean;
  readonly mayEdit: boolean;
  readonly favourite: boolean;
  readonly onFavourite: () => void;
  readonly onEdit: () => void;
  readonly onRemove: () => void;
  readonly onClose: () => void;
}

export function CameraInspector(props: CameraInspectorProps) {
  const { t } = useTranslation("console");
  const { camera, feeds, zone } = props;
  const shownOn = props.tiles.filter(
    ({ content }) => content.kind !== "mosaic" && camerasOf(content).includes(camera.id),
  );
  const backup = props.cameras.find(({ id }) => id === camera.backupCameraId);
  return (
    <Pane
      kind={t("inspector.camera")}
      name={camera.name}
      state={cameraState(camera.id, feeds)}
      onClose={props.onClose}
    >
      <button
        type="button"
        className="button small favourite-act"
        aria-pressed={props.favourite}
        onClick={props.onFavourite}
      >
        {props.favourite ? "★" : "☆"} {t("listing.favourite")}
        <Key>D</Key>
      </button>
      <dl>
        {backup !== undefined && <Fact name={t("inspector.backup")}>{backup.name}</Fact>}
        <Fact name={t("inspector.showsOn")}>
          {shownOn.length === 0 ? t("inspector.nowhere") : shownOn.map(({ id }) => id).join(", ")}
        </Fact>
      </dl>
      <CameraFacts camera={camera} feeds={feeds} zone={zone} />
      <PtzPart key={`head of ${camera.id}`} camera={camera} mayAct={props.mayAct} />
      <Kept
        key={camera.id}
        camera={camera}
        zone={zone}
        mayAct={props.mayAct}
        played={whyNotKept(camera, feeds)}
      />
      {props.mayEdit && (
        <div className="acts">
          <button type="button" className="button" onClick={props.onEdit}>
            {t("inspector.edit")}
            <Key>E</Key>
          </button>
          <button type="button" className="button" onClick={props.onRemove}>
            {t("inspector.remove")}
          </button>
        </div>
      )}
    </Pane>
  );
}

interface TileInspectorProps extends KnownProps {
  readonly tile: Tile;
  readonly wall: Wall;
  readonly outputs: readonly OutputState[];
  readonly siteOutputs: readonly Output[];
  readonly mayAct: boolean;
  /** What the tile plays on the wall; null where it is live, undefined where it is not on the wall. */
  readonly replay: Replay | null | undefined;
  /** What is set of its words or its uploaded picture. */
  readonly own: ReactNode;
  /** What is told and done of a tile of several cameras. */
  readonly many: ReactNode;
  readonly onReplay: (secondsBack: number) => void;
  readonly onLive: () => void;
  readonly onClose: () => void;
}

export function TileInspector({ tile, wall, cameras, feeds, outputs, zone, ...props }: TileInspectorProps) {
  const { t } = useTranslation("console");
  const nameOf = useTileName(cameras);
  const cameraName = (id: string) => cameras.find((each) => each.id === id)?.name ?? id;
  const { content } = tile;
  const camera = content.kind === "camera" ? cameras.find(({ id }) => id === content.cameraId) : undefined;
  const small = smallText(tile, wall);
  return (
    <Pane
      kind={t("inspector.tile")}
      name={nameOf(tile)}
      state={props.replay == null ? tileState(tile, outputs, feeds, cameras) : "replay"}
      onClose={props.onClose}
    >
      <dl>
        <Fact name={t("inspector.place")}>{t("inspector.position", { ...tile.rect })}</Fact>
      </dl>
      {small !== null && (
        <p className="trouble">
          <SeverityMark severity="medium" />
          {t("inspector.smallText", { minutes: small.arcMinutes.toFixed(0), least: LEAST_ARC_MINUTES })}
        </p>
      )}
      {props.own}
      {camera !== undefined && props.replay !== undefined && props.mayAct && (
        <ReplayActs
          replay={props.replay}
          zone={zone}
          played={whyNotKept(camera, feeds)}
          onReplay={props.onReplay}
          onLive={props.onLive}
        />
      )}
      {reportsOf(tile.id, outputs).map(({ outputId, tile: seen }) => (
        <section key={outputId} className="stream">
          <h4>
            {t("inspector.onOutput", {
              name: props.siteOutputs.find(({ id }) => id === outputId)?.name ?? outputId,
            })}
            <StateWord state={worstState(shownStates(seen))} />
          </h4>
          {seen.shownCameraId != null && seen.shownCameraId !== seen.cameraId && (
            <p className="trouble">{t("inspector.backupShown", { name: cameraName(seen.shownCameraId) })}</p>
          )}
          {seen.reduced !== undefined && <p className="dim">{t(`inspector.reduced.${seen.reduced}`)}</p>}
          {seen.width > 0 && (
            <p className="dim">
              {seen.width} × {seen.height} · {t("inspector.presented", { fps: seen.fps.toFixed(0) })}
              {seen.frameAgeMs !== null && ` · ${t("inspector.behind", { ms: Math.round(seen.frameAgeMs) })}`}
              {seen.dropped > 0 && ` · ${t("inspector.dropped", { count: seen.dropped })}`}
            </p>
          )}
        </section>
      ))}
      {camera !== undefined && (
        <>
          <CameraFacts camera={camera} feeds={feeds} zone={zone} />
          <PtzPart key={`head of ${camera.id}`} camera={camera} mayAct={props.mayAct} />
          <Kept
            key={camera.id}
            camera={camera}
            zone={zone}
            mayAct={props.mayAct}
            played={whyNotKept(camera, feeds)}
          />
        </>
      )}
      {props.many}
      {content.kind === "mosaic" && (
        <CellFacts cameraIds={content.cameraIds} reports={reportsOf(tile.id, outputs)} nameOf={cameraName} />
      )}
    </Pane>
  );
}

interface CellFactsProps {
  readonly cameraIds: readonly string[];
  readonly reports: readonly Report[];
  readonly nameOf: (cameraId: string) => string;
}

/** Each camera of a mosaic, the worst that an output sees of it, and what stands in for it. */
function CellFacts({ cameraIds, reports, nameOf }: CellFactsProps) {
  const { t } = useTranslation("console");
  const cells = reports.flatMap(({ tile }) => tile.cells ?? []);
  return (
    <section className="stream">
      <h4>{t("inspector.cells")}</h4>
      <ul className="inspected-cells">
        {cameraIds.map((id) => {
          const mine = cells.filter((cell) => cell.cameraId === id);
          const other = mine.find(({ standIn }) => standIn !== undefined)?.standIn?.cameraId;
          return (
            <li key={id}>
              <span>
                {nameOf(id)}
                {other !== undefined && (
                  <span className="dim"> · {t("inspector.cellBackup", { name: nameOf(other) })}</span>
                )}
              </span>
              <StateWord state={worstState(mine.flatMap(cellStates))} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
