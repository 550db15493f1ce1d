import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { Incident } from "../../protocol/incident.ts";
import type { IncidentEntry } from "../../protocol/incident-entry.ts";
import { allows } from "../../protocol/role.ts";
import { useAgencies, useEntries, useIncident } from "../link/incident-queries.ts";
import { call, useCameras, useSite } from "../link/queries.ts";
import { useNow } from "../ui/clock.tsx";
import { useEntrySentence } from "../ui/entry-sentence.ts";
import type { Present } from "../ui/gate.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityWord } from "../ui/marks.tsx";
import { Paper, PaperState, paperTime } from "./paper.tsx";

/** The log of one incident on A4: what is known, its course with who and when, versions, pictures, outcome. */
export function IncidentPaper({ me, id }: { readonly me: Present; readonly id: string }) {
  const { t } = useTranslation("papers");
  const asked = useIncident(id);
  const site = useSite();
  const mayRead = allows(me.role, "operator");
  const incident = asked.data?.value;
  const place = site.data?.value;
  const trouble = asked.error ?? site.error;
  const now = useNow(60_000);
  if (incident === undefined || place === undefined) return <PaperState error={trouble} />;
  const { zone } = place;
  return (
    <Paper>
      <p className="paper-dim">
        {place.name} · {t("incident.title")}
      </p>
      {incident.drill === true && <p className="paper-drill">{t("incident.drill")}</p>}
      <h1>{incident.text}</h1>
      {trouble !== null && <p role="alert">{t("old")}</p>}
      <Facts incident={incident} zone={zone} />
      {mayRead ? (
        <Course incident={incident} zone={zone} wallName={(wall) => nameIn(place.walls, wall)} />
      ) : (
        <p className="paper-dim">{t("incident.operators")}</p>
      )}
      <p className="paper-dim paper-foot">
        {t("printed", { time: paperTime(now, zone), name: me.name ?? "", id: incident.id })}
      </p>
    </Paper>
  );
}

function nameIn(list: readonly { readonly id: string; readonly name: string }[], id: string): string {
  return list.find((one) => one.id === id)?.name ?? id;
}

function Facts({ incident, zone }: { readonly incident: Incident; readonly zone: string }) {
  const { t } = useTranslation("papers");
  const { t: desk } = useTranslation("console");
  const kindWord = useKindWord();
  const { location, reporter } = incident;
  const facts: readonly (readonly [string, string | undefined])[] = [
    [desk("followup.kind"), kindWord(incident.kind)],
    [desk("followup.status"), desk(`followup.statuses.${incident.status}`)],
    [desk("followup.place"), incident.place],
    [
      desk("followup.location"),
      location === undefined ? undefined : `${location.lat.toFixed(5)}, ${location.lon.toFixed(5)}`,
    ],
    [desk("followup.occurred"), paperTime(incident.occurredAt, zone)],
    [desk("followup.received"), paperTime(incident.receivedAt, zone)],
    [t("incident.acknowledged"), said(incident.acknowledgedAt, incident.acknowledgedBy, zone)],
    [t("incident.closed"), said(incident.closedAt, incident.closedBy, zone)],
    [desk("followup.outcome"), incident.outcome],
    [desk("followup.source"), incident.source],
    [
      desk("followup.reporter"),
      reporter === undefined ? undefined : [reporter.name, reporter.phone].filter(Boolean).join(", "),
    ],
    [t("incident.description"), incident.description],
  ];
  return (
    <table>
      <tbody>
        <tr>
          <th scope="row" className="when">
            {desk("followup.severity")}
          </th>
          <td>
            <SeverityWord severity={incident.severity} />
          </td>
        </tr>
        {facts.map(
          ([name, value]) =>
            value !== undefined && (
              <tr key={name}>
                <th scope="row" className="when">
                  {name}
                </th>
                <td>{value}</td>
              </tr>
            ),
        )}
      </tbody>
    </table>
  );
}

function said(at: string | undefined, by: string | undefined, zone: string): string | undefined {
  return at === undefined ? undefined : [paperTime(at, zone), by].filter(Boolean).join(" · ");
}

interface CourseProps {
  readonly incident: Incident;
  readonly zone: string;
  readonly wallName: (id: string) => string;
}

function Course({ incident, zone, wallName }: CourseProps) {
  const { t } = useTranslation("papers");
  const { t: desk } = useTranslation("console");
  const cameras = useCameras().data ?? [];
  const agencies = useAgencies().data ?? [];
  const entries = useEntries(incident.id);
  const versions = useQuery({
    queryKey: ["versions", incident.id, incident.version],
    queryFn: async ({ signal }) =>
      (await call("incidentVersions", { params: { id: incident.id }, signal })).value,
  });
  const cameraName = (id: string) => nameIn(cameras, id);
  const agencyName = (id: string) => agencies.find((one) => one.id === id)?.shortName ?? id;
  const sentence = useEntrySentence(zone, { agency: agencyName, camera: cameraName, wall: wallName });
  const trouble = entries.error ?? versions.error;
  const { assignments = [] } = incident;
  return (
    <>
      {trouble !== null && <p role="alert">{trouble.message}</p>}
      {assignments.length > 0 && (
        <>
          <h2>{desk("followup.agencies")}</h2>
          <table>
            <thead>
              <tr>
                {(["agency", "asked", "accepted", "arrived", "done"] as const).map((name) => (
                  <th key={name} scope="col">
                    {t(`incident.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {assignments.map(({ agencyId, assignedAt, acceptedAt, arrivedAt, doneAt }) => (
                <tr key={agencyId}>
                  <th scope="row">{agencyName(agencyId)}</th>
                  {[assignedAt, acceptedAt, arrivedAt, doneAt].map((at, index) => (
                    // The columns are always these.
                    <td key={`${agencyId} ${index}`}>{at === undefined ? "–" : paperTime(at, zone)}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>{desk("followup.course")}</h2>
      <table>
        <tbody>
          {(entries.data ?? []).map(({ seq, at, by, event }) => (
            <tr key={seq}>
              <td className="when">{paperTime(at, zone)}</td>
              <td className="who">{by}</td>
              <td className="what">{sentence(event).join("; ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Pictures entries={entries.data ?? []} zone={zone} cameraName={cameraName} />
      <h2>{t("incident.versions")}</h2>
      <table>
        <tbody>
          {(versions.data ?? []).map(({ version, updatedAt, status, severity, text }) => (
            <tr key={version}>
              <td className="number">{version}</td>
              <td className="when">{paperTime(updatedAt, zone)}</td>
              <td>{desk(`followup.statuses.${status}`)}</td>
              <td>
                <SeverityWord severity={severity} />
              </td>
              <td className="what">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

interface PicturesProps {
  readonly entries: readonly IncidentEntry[];
  readonly zone: string;
  readonly cameraName: (id: string) => string;
}

function Pictures({ entries, zone, cameraName }: PicturesProps) {
  const { t: desk } = useTranslation("console");
  const removed = new Set(
    entries.flatMap(({ event }) => (event.kind === "clipRemoved" ? [event.clipId] : [])),
  );
  const stills = entries.flatMap(({ event }) =>
    event.kind === "clip" && event.still !== undefined && !removed.has(event.clipId)
      ? [{ ...event, still: event.still }]
      : [],
  );
  if (stills.length === 0) return null;
  return (
    <>
      <h2>{desk("followup.pictures.title")}</h2>
      <ul className="paper-pictures">
        {stills.map(({ clipId, cameraId, still, sha256 }) => (
          <li key={clipId}>
            <img src={`/api/clips/${encodeURIComponent(clipId)}/still`} alt={cameraName(cameraId)} />
            <p>
              {cameraName(cameraId)} · {paperTime(still.at, zone)}
            </p>
            <p className="paper-digest">SHA-256 {still.sha256}</p>
            {sha256 !== undefined && (
              <p className="paper-digest">
                {clipId}.mp4 SHA-256 {sha256}
              </p>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
