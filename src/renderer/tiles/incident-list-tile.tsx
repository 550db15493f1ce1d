import { useTranslation } from "react-i18next";
import { severities } from "../../layouts/severity.ts";
import type { Size } from "../../layouts/rect.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import type { IncidentCounts } from "../../protocol/incident.ts";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark, SeverityWord } from "../ui/marks.tsx";
import { listPlan } from "./incident-list-plan.ts";
import { type CoreTime, DrillWord, minuteTime, SourceWords, useAge, useCoreNow } from "./incident-words.tsx";
import type { TypeSizes } from "./type-sizes.ts";

const AGE_MS = 10_000;

interface IncidentListTileProps extends CoreTime {
  /** Worst first. */
  readonly incidents: readonly GlassIncident[];
  /** How many there are in all. */
  readonly total: number;
  /** By severity, where the list is of all that stand. */
  readonly counts: IncidentCounts | null;
  readonly size: Size;
  readonly sizes: TypeSizes;
  /** Since when nothing was heard of the core, ms since 1970 on its clock, or null. */
  readonly oldSince: number | null;
}

/** What happened and stands, worst first: as many rows as are read from the farthest place, and how many more there are. */
export function IncidentListTile({
  incidents,
  total,
  counts,
  size,
  sizes,
  oldSince,
  ...time
}: IncidentListTileProps) {
  const { t } = useTranslation("wall");
  const now = useCoreNow(time.clockOffsetMs, AGE_MS);
  const plan = listPlan(total, size, sizes);
  const shown = incidents.slice(0, plan.shown);
  const more = total - shown.length;
  return (
    <section className="incident-list" style={{ fontSize: sizes.label }} data-old={oldSince !== null}>
      <header className="incident-list-head" style={{ height: plan.headPx }}>
        <h2>{t("incidents.title")}</h2>
        {counts === null ? (
          <span>{total}</span>
        ) : (
          severities
            .filter((severity) => counts[severity] > 0)
            .map((severity) => (
              <span key={severity} className="incident-count">
                <strong>{counts[severity]}</strong> <SeverityWord severity={severity} />
              </span>
            ))
        )}
        {oldSince !== null && (
          <span className="silent">
            <span className="silent-mark" aria-hidden="true" />
            {t("coreLost")} {t("since", { ns: "common", time: minuteTime(oldSince, now, time.zone) })}
          </span>
        )}
      </header>
      {total === 0 && <p className="incident-none">{t("incidents.none")}</p>}
      <ol
        className="incident-rows"
        style={{
          gridTemplateColumns: `repeat(${plan.columns}, minmax(0, 1fr))`,
          gridTemplateRows: `repeat(${Math.max(1, plan.rows)}, ${plan.rowPx}px)`,
        }}
      >
        {shown.map((incident) => (
          <Row key={incident.id} incident={incident} now={now} zone={time.zone} leastPx={sizes.least} />
        ))}
      </ol>
      {more > 0 && <p className="incident-more">{t("andMore", { count: more })}</p>}
    </section>
  );
}

interface RowProps {
  readonly incident: GlassIncident;
  readonly now: number;
  readonly zone: string;
  readonly leastPx: number;
}

function Row({ incident, now, zone, leastPx }: RowProps) {
  const { t } = useTranslation();
  const { t: wall } = useTranslation("wall");
  const kindWord = useKindWord();
  const age = useAge();
  const { severity, status, kind, text, place, expiresAt } = incident;
  const acknowledged = status === "acknowledged";
  return (
    <li className="incident-row" data-severity={severity}>
      <SeverityMark severity={severity} hollow={acknowledged} />
      <p className="incident-row-what">
        <DrillWord incident={incident} />
        <strong className="incident-row-kind">{kindWord(kind)}</strong>
        <span className="incident-row-text">{text}</span>
        <span className="incident-row-age">{age(now - Date.parse(incident.occurredAt))}</span>
      </p>
      <p className="incident-row-facts" style={{ fontSize: leastPx }}>
        <span>{t(`severity.${severity}`)}</span>
        {acknowledged && <span>{wall("incidents.acknowledged")}</span>}
        {expiresAt !== undefined && (
          <span>{wall("until", { time: minuteTime(Date.parse(expiresAt), now, zone) })}</span>
        )}
        <SourceWords incident={incident} now={now} zone={zone} />
        {place !== undefined && <span className="incident-row-place">{place}</span>}
      </p>
    </li>
  );
}
