import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import type { Player } from "../../protocol/relay.ts";
import type { Clip, Replay } from "../../protocol/minute.ts";
import { useClips } from "../link/incident-queries.ts";
import { useNow } from "../ui/clock.tsx";
import { Key } from "../ui/keys.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useKept } from "./kept-acts.ts";

/** Seconds of the clips that one press makes. */
const CLIPS_S = [30, 60] as const;
/** Clips of a camera that the inspector lists. */
const LISTED = 4;

function lengthOf({ startsAt, endsAt }: Clip): number {
  return Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 1000);
}

interface KeptProps {
  readonly camera: Camera;
  readonly zone: string;
  /** Whether this person may make clips. */
  readonly mayAct: boolean;
  /** How the displays play it by themselves, where nothing of it is kept for that. */
  readonly played: Player | null;
}

/** What can be had of a camera's last minute: a picture, clips, and the clips that there are. */
export function Kept({ camera, zone, mayAct, played }: KeptProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const now = useNow(60_000);
  const kept = useKept(camera);
  const clips = (useClips(camera.id).data ?? []).slice(0, LISTED);
  const at = kept.picture === null ? null : siteTime(Date.parse(kept.picture.at), zone);
  return (
    <section className="stream kept">
      <h4>{t("kept.title")}</h4>
      <div className="acts">
        <button
          type="button"
          className="button"
          // By HLS the core can get one all the same.
          disabled={kept.busy !== null || played === "whep"}
          onClick={() => void kept.takePicture()}
        >
          {t("kept.picture")}
        </button>
        {mayAct &&
          CLIPS_S.map((seconds) => (
            <button
              key={seconds}
              type="button"
              className="button"
              disabled={kept.busy !== null || played !== null}
              onClick={() => void kept.makeClip(seconds)}
            >
              {t("kept.clip", { seconds })}
            </button>
          ))}
      </div>
      {played !== null && <p className="dim">{t(`kept.notKept.${played}`)}</p>}
      <p className="dim" role="status">
        {kept.busy === null ? "" : t(`kept.busy.${kept.busy}`)}
      </p>
      {kept.picture !== null && at !== null && (
        <figure className="kept-picture">
          <img src={kept.picture.url} alt={t("kept.pictureOf", { name: camera.name })} />
          <figcaption>
            <span>
              {at.time} {at.zone}
            </span>
            <a
              className="button quiet"
              href={kept.picture.url}
              download={`${camera.id}-${kept.picture.at.replaceAll(/[:.]/g, "-")}.jpg`}
            >
              {common("save")}
            </a>
            <button type="button" className="button quiet" onClick={kept.closePicture}>
              {common("close")}
            </button>
          </figcaption>
        </figure>
      )}
      {clips.length > 0 && (
        <ul className="kept-clips">
          {clips.map((clip) => (
            <li key={clip.id}>
              <a href={clip.url} download>
                {sinceTime(clip.startsAt, zone, now)} ·{" "}
                {t("kept.length", { seconds: lengthOf(clip), mb: (clip.bytes / 1e6).toFixed(1) })}
              </a>
              <a className="dim" href={`/api/clips/${encodeURIComponent(clip.id)}/checksum`} download>
                SHA-256
              </a>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

interface ReplayActsProps {
  /** What the tile plays; null where it is live. */
  readonly replay: Replay | null;
  readonly zone: string;
  /** As of what is kept. */
  readonly played: Player | null;
  readonly onReplay: (secondsBack: number) => void;
  readonly onLive: () => void;
}

/** Plays a tile's last seconds on the wall, or ends that. */
export function ReplayActs({ replay, zone, played, onReplay, onLive }: ReplayActsProps) {
  const { t } = useTranslation("console");
  const at = replay === null ? null : siteTime(Date.parse(replay.startsAt), zone);
  return (
    <section className="stream kept">
      <h4>{t("kept.onWall")}</h4>
      <div className="acts">
        {at === null ? (
          <>
            <button type="button" className="button" disabled={played !== null} onClick={() => onReplay(10)}>
              {t("kept.back", { seconds: 10 })}
              <Key>R</Key>
            </button>
            <button type="button" className="button" disabled={played !== null} onClick={() => onReplay(30)}>
              {t("kept.back", { seconds: 30 })}
              <Key>⇧R</Key>
            </button>
          </>
        ) : (
          <button type="button" className="button" onClick={onLive}>
            {t("kept.live")}
            <Key>R</Key>
          </button>
        )}
      </div>
      {played !== null && at === null && <p className="dim">{t("kept.notKept.below")}</p>}
      <p className="dim" role="status">
        {at === null ? "" : t("kept.playing", { time: `${at.time} ${at.zone}` })}
      </p>
    </section>
  );
}
