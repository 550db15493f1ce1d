import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { middleOf } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";
import type { Incident } from "../../protocol/incident.ts";
import { telOf } from "../../protocol/dial.ts";
import { useAgencies, useIncident } from "../link/incident-queries.ts";
import { Fact } from "../ui/fact.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityMark, SeverityWord } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useIncidentActs } from "./incident-acts.ts";
import { IncidentAgencies } from "./incident-panel-agencies.tsx";
import { IncidentAlike } from "./incident-panel-alike.tsx";
import { IncidentClosing } from "./incident-panel-closing.tsx";
import { IncidentConflicts } from "./incident-panel-conflicts.tsx";
import { IncidentCourse } from "./incident-panel-course.tsx";
import { IncidentPictures } from "./incident-panel-pictures.tsx";
import { PlaceMap } from "./place-map.tsx";
import { EditIncidentSheet } from "./incident-sheets.tsx";
import type { MeantPlace } from "./typed-place.ts";

interface IncidentPanelProps {
  readonly id: string;
  readonly zone: string;
  readonly cameras: readonly Camera[];
  readonly earlier: readonly MeantPlace[];
  readonly wallName: (id: string) => string;
  readonly mayAct: boolean;
  /** Another one is to be seen. */
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
}

/** Everything of one incident, and what the desk does about it. */
export function IncidentPanel({ id, ...rest }: IncidentPanelProps) {
  const asked = useIncident(id);
  const incident = asked.data?.value;
  if (incident === undefined)
    return asked.isError ? (
      <p className="empty" role="alert">
        {asked.error.message}
      </p>
    ) : null;
  return <Panel incident={incident} {...rest} />;
}

type PanelProps = Omit<IncidentPanelProps, "id"> & { readonly incident: Incident };

function Panel({ incident, zone, cameras, earlier, wallName, mayAct, onOpen, onClose }: PanelProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const kindWord = useKindWord();
  const acts = useIncidentActs();
  const agencies = useAgencies().data ?? [];
  const [editing, setEditing] = useState<Incident | null>(null);
  const [closing, setClosing] = useState(false);
  const { status, conflicts = [] } = incident;
  return (
    <section className="side-part incident-panel" aria-label={incident.text}>
      <header className="part-head">
        <SeverityMark severity={incident.severity} hollow={status !== "open"} />
        <h2>{kindWord(incident.kind)}</h2>
        {incident.drill === true && <span className="badge">{t("followup.drill")}</span>}
        <button type="button" className="button quiet" aria-label={common("close")} onClick={onClose}>
          ×
        </button>
      </header>
      <p className="inspector-name">{incident.text}</p>
      {incident.description !== undefined && <p className="incident-more">{incident.description}</p>}
      <Facts incident={incident} zone={zone} />
      <Whereabouts incident={incident} />
      {mayAct && (
        <div className="acts">
          {status === "open" && (
            <button
              type="button"
              className="button strong"
              onClick={() => void acts.put(incident, "acknowledged")}
            >
              {t("incidents.acknowledge")}
            </button>
          )}
          {status === "closed" ? (
            <button
              type="button"
              className="button"
              onClick={() => void acts.edit(incident, { status: "open" })}
            >
              {t("followup.reopen")}
            </button>
          ) : (
            <button type="button" className="button" onClick={() => setClosing(true)}>
              {t("followup.close")}
            </button>
          )}
          <button type="button" className="button" onClick={() => setEditing(incident)}>
            {t("followup.edit")}
          </button>
        </div>
      )}
      {mayAct && <IncidentAlike incident={incident} zone={zone} onOpen={onOpen} />}
      {mayAct && (
        <a
          className="incident-paper"
          href={`/papers/incident/${encodeURIComponent(incident.id)}`}
          target="_blank"
          rel="noreferrer"
        >
          {t("followup.paper")}
        </a>
      )}
      {mayAct && conflicts.length > 0 && (
        <IncidentConflicts
          incident={incident}
          zone={zone}
          onSettle={(patch) => void acts.edit(incident, patch)}
        />
      )}
      {mayAct && <IncidentPictures incident={incident} zone={zone} cameras={cameras} />}
      {mayAct && <IncidentAgencies incident={incident} agencies={agencies} zone={zone} />}
      <Addresses incident={incident} />
      {mayAct && (
        <IncidentCourse
          incident={incident}
          zone={zone}
          agencies={agencies}
          cameras={cameras}
          wallName={wallName}
        />
      )}
      {closing && <IncidentClosing incident={incident} onDone={() => setClosing(false)} />}
      {editing !== null && (
        <EditIncidentSheet
          incident={editing}
          cameras={cameras}
          earlier={earlier}
          onDone={() => setEditing(null)}
        />
      )}
    </section>
  );
}

function Facts({ incident, zone }: { incident: Incident; zone: string }) {
  const { t } = useTranslation("console");
  const { location, reporter } = incident;
  const tel = reporter?.phone === undefined ? null : telOf(reporter.phone);
  const at = (time: string) => {
    const { date, time: clock, zone: name } = siteTime(Date.parse(time), zone);
    return `${date} ${clock} ${name}`;
  };
  return (
    <dl className="facts" aria-label={t("followup.facts")}>
      <Fact name={t("followup.severity")}>
        <SeverityWord severity={incident.severity} hollow={incident.status !== "open"} />
      </Fact>
      <Fact name={t("followup.status")}>
        {t(`followup.statuses.${incident.status}`)}
        {incident.acknowledgedBy !== undefined &&
          incident.acknowledgedAt !== undefined &&
          ` · ${incident.acknowledgedBy}, ${at(incident.acknowledgedAt)}`}
      </Fact>
      {incident.outcome !== undefined && <Fact name={t("followup.outcome")}>{incident.outcome}</Fact>}
      {incident.place !== undefined && <Fact name={t("followup.place")}>{incident.place}</Fact>}
      {location !== undefined && (
        <Fact name={t("followup.location")}>
          {location.lat.toFixed(5)}, {location.lon.toFixed(5)}
        </Fact>
      )}
      <Fact name={t("followup.occurred")}>{at(incident.occurredAt)}</Fact>
      <Fact name={t("followup.received")}>{at(incident.receivedAt)}</Fact>
      {incident.expiresAt !== undefined && <Fact name={t("followup.expires")}>{at(incident.expiresAt)}</Fact>}
      <Fact name={t("followup.source")}>{incident.source}</Fact>
      {reporter !== undefined && (
        <Fact name={t("followup.reporter")}>
          {reporter.name} {tel === null ? reporter.phone : <a href={tel}>{reporter.phone}</a>}
        </Fact>
      )}
    </dl>
  );
}

/** Where it is, on the map; nothing of what has no place. */
function Whereabouts({ incident: { location, area } }: { incident: Incident }) {
  const { t } = useTranslation("console");
  const middle = location ?? (area === undefined ? null : middleOf(area));
  const [idle, setIdle] = useState(false);
  // What an operator asked for is there first.
  useEffect(() => {
    const waiting = requestIdleCallback(() => setIdle(true), { timeout: 2000 });
    return () => cancelIdleCallback(waiting);
  }, []);
  if (middle === null) return null;
  return idle ? (
    <PlaceMap label={t("followup.map")} picked={middle} />
  ) : (
    <div className="place-map place-map-later" />
  );
}

/** What a source points at; opened only by whoever presses it. */
function Addresses({ incident: { media = [], links = [] } }: { incident: Incident }) {
  const { t } = useTranslation("console");
  const all = [...media, ...links].filter(({ url }) => /^https?:\/\//i.test(url));
  if (all.length === 0) return null;
  return (
    <section className="stream">
      <h4>{t("followup.media")}</h4>
      <ul className="plain-list">
        {all.map(({ url, title }) => (
          <li key={url}>
            <a href={url} target="_blank" rel="noreferrer noopener">
              {title ?? url}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}
