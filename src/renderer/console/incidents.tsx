import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Incident } from "../../protocol/incident.ts";
import { useNow } from "../ui/clock.tsx";
import { Key } from "../ui/keys.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { sinceTime, siteTime } from "../ui/site-time.ts";
import { useAlikeLines } from "./incident-alike.ts";
import { useIncidentActs } from "./incident-acts.ts";
import { IncidentClosing } from "./incident-panel-closing.tsx";

interface IncidentsProps {
  readonly incidents: readonly Incident[] | undefined;
  readonly zone: string;
  readonly mayAct: boolean;
  /** The one whose panel is open. */
  readonly selected: string | null;
  readonly onSelect: (id: string) => void;
  /** Somebody wants to report one. */
  readonly onReport: () => void;
}

/** The right of the desk while nothing is selected: what happened and waits for somebody. */
export function Incidents({ incidents, zone, mayAct, selected, onSelect, onReport }: IncidentsProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const acts = useIncidentActs();
  const [closing, setClosing] = useState<Incident | null>(null);
  const kindWord = useKindWord();
  const now = useNow(60_000);
  const alike = useAlikeLines(mayAct);
  const standing = (incidents ?? []).filter(({ status }) => status !== "closed");
  return (
    <section className="side-part" aria-label={t("incidents.title")}>
      <header className="part-head">
        <h2>
          {t("incidents.title")}
          <Key>I</Key>
        </h2>
        <span className="dim">{standing.length > 0 && standing.length}</span>
        {mayAct && (
          <button type="button" className="button small report" onClick={onReport}>
            {t("followup.entry.open")}
            <Key>T</Key>
          </button>
        )}
      </header>
      {incidents !== undefined && standing.length === 0 && (
        <div className="empty">
          <p>{t("incidents.none")}</p>
          <p className="dim">{t("incidents.noneNext")}</p>
        </div>
      )}
      <ul className="incidents">
        {standing.map((incident, index) => {
          const open = incident.status === "open";
          const { zone: zoneName } = siteTime(Date.parse(incident.occurredAt), zone);
          return (
            <li
              key={incident.id}
              className="incident"
              data-status={incident.status}
              data-selected={incident.id === selected}
            >
              <SeverityMark severity={incident.severity} hollow={!open} />
              <div className="incident-text">
                <p className="item-more">
                  {kindWord(incident.kind)} · {common(`severity.${incident.severity}`)} ·{" "}
                  <time dateTime={incident.occurredAt}>
                    {sinceTime(incident.occurredAt, zone, now)} {zoneName}
                  </time>
                  {!open && ` · ${t("incidents.acknowledged")}`}
                </p>
                <button type="button" className="incident-open" onClick={() => onSelect(incident.id)}>
                  {incident.text}
                </button>
                {incident.place !== undefined && <p>{incident.place}</p>}
                <p className="item-more">{t("incidents.source", { source: incident.source })}</p>
                {alike.has(incident.id) && <p className="incident-alike">{alike.get(incident.id)}</p>}
                {mayAct && (
                  <button
                    type="button"
                    className="button small"
                    data-first-incident={index === 0 ? "true" : undefined}
                    onClick={() => (open ? void acts.put(incident, "acknowledged") : setClosing(incident))}
                  >
                    {open ? t("incidents.acknowledge") : t("incidents.finish")}
                  </button>
                )}
              </div>
            </li>
          );
        })}
      </ul>
      {closing !== null && <IncidentClosing incident={closing} onDone={() => setClosing(null)} />}
    </section>
  );
}
