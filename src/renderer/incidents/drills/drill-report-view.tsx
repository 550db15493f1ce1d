import { useTranslation } from "react-i18next";
import type { DrillReport } from "../../../protocol/drill.ts";
import { useAgencies, useDrillReport } from "../../link/incident-queries.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { SeverityWord } from "../../ui/marks.tsx";
import { useTimeWords } from "../sources/source-words.ts";
import { summaryOf, useSpanWords } from "./drill-times.ts";

interface ReportProps {
  readonly id: string;
  readonly zone: string;
  readonly onBack: () => void;
}

/** What happened in a drill that was played: what was reported, and what people did about it after how long. */
export function DrillReportView({ id, zone, onBack }: ReportProps) {
  const { t } = useTranslation("incidents");
  const asked = useDrillReport(id);
  return (
    <div className="one">
      <button type="button" className="button" onClick={onBack}>
        ‹ {t("drills.back")}
      </button>
      {asked.data === undefined ? (
        <p role={asked.isError ? "alert" : "status"}>{asked.error?.message ?? t("loading")}</p>
      ) : (
        <Told report={asked.data} zone={zone} />
      )}
    </div>
  );
}

function Told({ report, zone }: { report: DrillReport; zone: string }) {
  const { t } = useTranslation("incidents");
  const at = useTimeWords(zone);
  const span = useSpanWords();
  const { run, incidents } = report;
  const { medianMs, ...counts } = summaryOf(report);
  return (
    <>
      <p>
        <strong className="drill-mark">{t("drills.mark")}</strong>{" "}
        {t("drills.reportAt", { time: at(run.startedAt), by: run.startedBy, speed: run.speed })}
        {run.pausedMs > 0 && ` · ${t("drills.reportPaused", { time: span(run.pausedMs) })}`}
        {run.endedAt === undefined
          ? ` · ${t("drills.runNow")}`
          : run.endedBy === undefined && ` · ${t("drills.runCut")}`}
      </p>
      {incidents.length === 0 ? (
        <p className="dim">{t("drills.nothing")}</p>
      ) : (
        <>
          <p>
            {t("drills.summary", counts)} {medianMs !== null && t("drills.median", { time: span(medianMs) })}
          </p>
          <div className="trial-rows">
            <table className="trial-table">
              <thead>
                <tr>
                  <th scope="col">{t("drills.reported")}</th>
                  <th scope="col">{t("drills.column.what")}</th>
                  <th scope="col">{t("drills.answer")}</th>
                </tr>
              </thead>
              <tbody>
                {incidents.map((incident) => (
                  <AnswerRow key={incident.id} incident={incident} zone={zone} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </>
  );
}

function AnswerRow({ incident, zone }: { incident: DrillReport["incidents"][number]; zone: string }) {
  const { t } = useTranslation("incidents");
  const at = useTimeWords(zone);
  const kindWord = useKindWord();
  const span = useSpanWords();
  const agencies = useAgencies().data ?? [];
  const { reportedAt, acknowledged, closed, assignments, outcome } = incident;
  const after = (time: string) => span(Date.parse(time) - Date.parse(reportedAt));
  return (
    <tr>
      <td className="drill-at">{at(reportedAt)}</td>
      <td>
        <p className="small">
          {kindWord(incident.kind)} · <SeverityWord severity={incident.severity} />
        </p>
        <p>{incident.text}</p>
        {incident.place !== undefined && <p className="dim small">{incident.place}</p>}
      </td>
      <td>
        {acknowledged === undefined ? (
          <p className="trouble">{t("drills.notAcknowledged")}</p>
        ) : (
          <p>{t("drills.acknowledgedBy", { by: acknowledged.by, time: after(acknowledged.at) })}</p>
        )}
        {assignments.map((one) => (
          <p key={one.agencyId} className="small">
            {[
              t("drills.assignedTo", {
                agency: agencies.find(({ id }) => id === one.agencyId)?.shortName ?? one.agencyId,
                time: after(one.assignedAt),
              }),
              ...(one.acceptedAt === undefined
                ? []
                : [t("drills.accepted", { time: after(one.acceptedAt) })]),
              ...(one.arrivedAt === undefined ? [] : [t("drills.arrived", { time: after(one.arrivedAt) })]),
              ...(one.doneAt === undefined ? [] : [t("drills.done", { time: after(one.doneAt) })]),
            ].join(", ")}
          </p>
        ))}
        <p className="small dim">
          {closed !== undefined
            ? `${t("drills.closedBy", { by: closed.by, time: after(closed.at) })}${outcome === undefined ? "" : `: ${outcome}`}`
            : outcome === undefined
              ? t("drills.stillOpen")
              : t("drills.closedByScript", { outcome })}
        </p>
      </td>
    </tr>
  );
}
