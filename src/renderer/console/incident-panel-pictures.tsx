import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Camera } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { IncidentEvent } from "../../protocol/incident-entry.ts";
import { useEntries } from "../link/incident-queries.ts";
import { Sheet } from "../ui/sheet.tsx";
import { siteTime } from "../ui/site-time.ts";

type KeptClip = Extract<IncidentEvent, { kind: "clip" }>;

interface IncidentPicturesProps {
  readonly incident: Incident;
  readonly zone: string;
  readonly cameras: readonly Camera[];
}

const partOf = ({ clipId }: KeptClip, part: "still" | "file" | "checksum") =>
  `/api/clips/${encodeURIComponent(clipId)}/${part}`;

/** What cameras saw when it came and in the minute before; pressed, a picture plays. */
export function IncidentPictures({ incident, zone, cameras }: IncidentPicturesProps) {
  const { t } = useTranslation("console");
  const entries = useEntries(incident.id).data ?? [];
  const [playing, setPlaying] = useState<KeptClip | null>(null);
  const removed = new Set(
    entries.flatMap(({ event }) => (event.kind === "clipRemoved" ? [event.clipId] : [])),
  );
  const clips = entries.flatMap(({ event }) =>
    event.kind === "clip" && !removed.has(event.clipId) ? [event] : [],
  );
  if (clips.length === 0) return null;
  const nameOf = ({ cameraId }: KeptClip) => cameras.find(({ id }) => id === cameraId)?.name ?? cameraId;
  const clock = (time: string) => siteTime(Date.parse(time), zone);
  return (
    <section className="stream" aria-label={t("followup.pictures.title")}>
      <h4>{t("followup.pictures.title")}</h4>
      <ul className="evidence">
        {clips.map((clip) => {
          const at = clip.still === undefined ? null : clock(clip.still.at);
          return (
            <li key={clip.clipId}>
              <button
                type="button"
                className="evidence-open"
                aria-label={t("followup.pictures.play", { camera: nameOf(clip) })}
                onClick={() => setPlaying(clip)}
              >
                {at === null ? (
                  <span className="evidence-none">{t("followup.pictures.noStill")}</span>
                ) : (
                  <img src={partOf(clip, "still")} alt="" />
                )}
                <span>{nameOf(clip)}</span>
                {at !== null && (
                  <span className="dim">
                    {at.time} {at.zone}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      {playing !== null && (
        <Sheet title={nameOf(playing)} open onOpenChange={(open) => !open && setPlaying(null)}>
          <PlayedClip clip={playing} clock={clock} />
        </Sheet>
      )}
    </section>
  );
}

interface PlayedClipProps {
  readonly clip: KeptClip;
  readonly clock: (time: string) => ReturnType<typeof siteTime>;
}

function PlayedClip({ clip, clock }: PlayedClipProps) {
  const { t } = useTranslation("console");
  const [failed, setFailed] = useState(false);
  const { startsAt, endsAt, sha256 } = clip;
  return (
    <div className="evidence-played">
      {failed ? (
        <p className="trouble" role="alert">
          {t("followup.pictures.unplayable")}
        </p>
      ) : (
        // A camera of a city records no sound, and so there is nothing to caption.
        <video
          src={partOf(clip, "file")}
          controls
          autoPlay
          muted
          playsInline
          aria-label={t("followup.pictures.clip")}
          onError={() => setFailed(true)}
        />
      )}
      {startsAt !== undefined && endsAt !== undefined && (
        <p>
          {clock(startsAt).date} {clock(startsAt).time} – {clock(endsAt).time} {clock(endsAt).zone}
        </p>
      )}
      <p className="acts">
        <a className="button" href={partOf(clip, "file")} download>
          {t("followup.pictures.save")}
        </a>
        <a className="button quiet" href={partOf(clip, "checksum")} download>
          {t("followup.pictures.checksum")}
        </a>
      </p>
      {sha256 !== undefined && <p className="dim evidence-digest">SHA-256 {sha256}</p>}
    </div>
  );
}
