import { useTranslation } from "react-i18next";
import type { Tile } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { ReplyOf } from "../../protocol/routes.ts";
import type { PastTile } from "../../protocol/wall-history.ts";
import { SeverityMark, severityOfState, StateMark } from "../ui/marks.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { Plan, placed } from "../ui/plan.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useTaker } from "../ui/taker.ts";

type Moment = ReplyOf<"wallMoment">;

/** What a tile showed, in words. */
function usePastName(cameras: readonly Camera[]): (tile: Tile) => string {
  const { t } = useTranslation("history");
  return ({ content }) => {
    if (content.kind === "camera")
      return cameras.find(({ id }) => id === content.cameraId)?.name ?? content.cameraId;
    if (content.kind === "mosaic") return t("mosaic", { count: content.cameraIds.length });
    if (content.kind === "tour") return t("tour", { count: content.cameraIds.length });
    if (content.kind === "text") return content.text;
    const { kind } = content;
    if (kind === "clock" || kind === "map" || kind === "image" || kind === "empty") return t(`other.${kind}`);
    return t("other.other");
  };
}

function PastState({ past }: { past: PastTile | undefined }) {
  const { t } = useTranslation("history");
  const { t: common } = useTranslation();
  if (past === undefined) return null;
  if (past.state === "unseen") return <span className="tile-state">{t("unseen")}</span>;
  const state = past.state === "live" && past.frozen ? "frozen" : past.state;
  if (state === "live") return null;
  return (
    <span className="tile-state">
      <StateMark state={state} />
      <span>{common(`state.${state}`)}</span>
    </span>
  );
}

interface PastWallProps {
  readonly moment: Moment;
  readonly wall: Wall;
  readonly cameras: readonly Camera[];
  readonly zone: string;
}

/** The wall as it was: its tiles to scale with the state of each, no pictures. */
export function PastWall({ moment, wall, cameras, zone }: PastWallProps) {
  const { t } = useTranslation("history");
  const nameOf = usePastName(cameras);
  const taker = useTaker();
  const at = siteTime(Date.parse(moment.at), zone);
  const take = moment.take;
  // Panels of now say nothing about a canvas of then.
  const same = moment.canvas.width === wall.canvas.width && moment.canvas.height === wall.canvas.height;
  return (
    <section className="past-wall" aria-label={t("moment", { time: `${at.date} ${at.time} ${at.zone}` })}>
      <header>
        <h2>
          {at.date} {at.time} {at.zone}
        </h2>
        <p className="dim">
          {take === null
            ? t("nothing")
            : t("takenBy", {
                by: taker(take.takenBy, take.takenAs),
                time: sinceTime(take.takenAt, zone, Date.parse(moment.at)),
              })}
        </p>
      </header>
      <Plan canvas={moment.canvas} panels={same ? wall.panels : []}>
        <div className="tiles-room">
          {(take?.tiles ?? []).map((tile) => {
            const past = moment.tiles.find(({ tileId }) => tileId === tile.id);
            const severity =
              past === undefined || past.state === "unseen" ? null : severityOfState(past.state);
            return (
              <div
                key={tile.id}
                className="past-tile"
                data-severity={severity ?? undefined}
                data-state={past?.state}
                style={{ ...placed(tile.rect, moment.canvas), zIndex: tile.z }}
              >
                <span className="tile-label">
                  <span className="tile-name">{nameOf(tile)}</span>
                  <PastState past={past} />
                </span>
              </div>
            );
          })}
        </div>
      </Plan>
      <p className="dim">{t("noVideo")}</p>
    </section>
  );
}

/** What stood at that time, as it was told then. */
export function PastIncidents({ moment, zone }: { moment: Moment; zone: string }) {
  const { t } = useTranslation("history");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const more = moment.incidentCounts.standing - moment.incidents.length;
  return (
    <section className="past-incidents" aria-label={t("incidents")}>
      <h2>
        {t("incidents")} <span className="dim">{moment.incidentCounts.standing}</span>
      </h2>
      {moment.incidents.length === 0 && <p className="dim">{t("noIncidents")}</p>}
      <ul>
        {moment.incidents.map((incident) => (
          <li key={incident.id}>
            <SeverityMark severity={incident.severity} hollow={incident.status !== "open"} />
            <div>
              <p className="item-more">
                {incident.drill === true && <strong>{t("drill")} · </strong>}
                {kindWord(incident.kind)} · {common(`severity.${incident.severity}`)} ·{" "}
                {sinceTime(incident.occurredAt, zone, Date.parse(moment.at))}
              </p>
              <p>{incident.text}</p>
              {incident.place !== undefined && <p>{incident.place}</p>}
              <p className="item-more">{t("source", { source: incident.source })}</p>
            </div>
          </li>
        ))}
      </ul>
      {more > 0 && <p className="dim">{t("more", { count: more })}</p>}
    </section>
  );
}
