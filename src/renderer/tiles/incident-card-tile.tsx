import { useTranslation } from "react-i18next";
import type { Size } from "../../layouts/rect.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { useFittedType } from "./fitted-type.ts";
import {
  type CoreTime,
  DrillWord,
  Expiry,
  minuteTime,
  SourceWords,
  useAge,
  useCoreNow,
} from "./incident-words.tsx";
import type { TypeSizes } from "./type-sizes.ts";

const AGE_MS = 10_000;

interface IncidentCardTileProps extends CoreTime {
  /** Null where none stands, or the one that was asked for does no more. */
  readonly incident: GlassIncident | null;
  /** Whether a certain one was asked for. */
  readonly named: boolean;
  readonly size: Size;
  readonly sizes: TypeSizes;
  /** Since when nothing was heard of the core, ms since 1970 on its clock, or null. */
  readonly oldSince: number | null;
}

/** All that the glass tells of one incident, as large as the tile allows; whoever draws it gives another version another key. */
export function IncidentCardTile({ incident, named, size, sizes, oldSince, ...time }: IncidentCardTileProps) {
  const { t } = useTranslation("wall");
  const box = useFittedType<HTMLElement>(size, sizes.least, sizes.banner * 1.5);
  return (
    <section
      ref={box}
      className="incident-card"
      data-severity={incident?.severity}
      data-old={oldSince !== null}
      style={{ height: size.height }}
    >
      {incident === null ? (
        <p className="incident-none">{t(named ? "incidents.gone" : "incidents.none")}</p>
      ) : (
        <Card incident={incident} oldSince={oldSince} {...time} />
      )}
    </section>
  );
}

interface CardProps extends CoreTime {
  readonly incident: GlassIncident;
  readonly oldSince: number | null;
}

function Card({ incident, oldSince, ...time }: CardProps) {
  const { t } = useTranslation("wall");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const age = useAge();
  const now = useCoreNow(time.clockOffsetMs, AGE_MS);
  const { severity, status, kind, text, place, expiresAt } = incident;
  const acknowledged = status === "acknowledged";
  const at = (rfc3339: string) => minuteTime(Date.parse(rfc3339), now, time.zone);
  return (
    <>
      <header className="incident-card-head" data-hollow={acknowledged}>
        <SeverityMark severity={severity} hollow={acknowledged} />
        <strong>{common(`severity.${severity}`)}</strong>
        <strong>{kindWord(kind)}</strong>
        <DrillWord incident={incident} />
        <span className="incident-card-status">
          {acknowledged ? t("incidents.acknowledged") : t("incidents.open")}
        </span>
      </header>
      <p className="incident-card-text">{text}</p>
      {place !== undefined && <p className="incident-card-place">{place}</p>}
      <div className="incident-card-facts">
        <p>
          {t("incidents.occurred")} {at(incident.occurredAt)}, {age(now - Date.parse(incident.occurredAt))}
        </p>
        <p>
          <SourceWords incident={incident} now={now} zone={time.zone} />
        </p>
        {expiresAt !== undefined && (
          <p>
            <Expiry expiresAt={expiresAt} {...time} />
          </p>
        )}
        {oldSince !== null && (
          <p className="silent">
            <span className="silent-mark" aria-hidden="true" />
            {t("coreLost")} {t("since", { ns: "common", time: minuteTime(oldSince, now, time.zone) })}
          </p>
        )}
      </div>
      <ol className="incident-course">
        <li>
          <time>{at(incident.receivedAt)}</time> {t("incidents.received")}
        </li>
        {incident.acknowledgedAt !== undefined && (
          <li>
            <time>{at(incident.acknowledgedAt)}</time> {t("incidents.acknowledged")}
          </li>
        )}
        {courseOf(incident).map(({ key, step, agency, when }) => (
          <li key={key}>
            <time>{at(when)}</time> {t(`incidents.${step}`, { agency })}
          </li>
        ))}
      </ol>
    </>
  );
}

/** What the agencies did, in the order in which they did it. */
function courseOf({ agencies = [] }: GlassIncident) {
  return agencies
    .flatMap(({ agencyId, name, assignedAt, acceptedAt, doneAt }) =>
      [
        { step: "assigned" as const, when: assignedAt },
        { step: "accepted" as const, when: acceptedAt },
        { step: "done" as const, when: doneAt },
      ].flatMap(({ step, when }) =>
        when === undefined ? [] : [{ key: `${agencyId} ${step}`, step, agency: name ?? agencyId, when }],
      ),
    )
    .toSorted((a, b) => Date.parse(a.when) - Date.parse(b.when));
}
