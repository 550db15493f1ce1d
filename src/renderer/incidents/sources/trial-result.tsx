import { useTranslation } from "react-i18next";
import { mappedFields } from "../../../protocol/field-mapping.ts";
import type { SourceRemark, SourceTrial } from "../../../protocol/incident-source.ts";
import { useKindWord } from "../../ui/kind-word.ts";
import { SeverityWord } from "../../ui/marks.tsx";
import { siteTime } from "../../ui/site-time.ts";

type Tried = SourceTrial["reports"][number];

/** What a source would bring: each report with what its fields became, and what was not understood of it and why. */
export function TrialResult({ trial, zone }: { trial: SourceTrial; zone: string }) {
  const { t } = useTranslation("incidents");
  const { reports, remarks, count, refused, clockAheadMs } = trial;
  const known = new Set(reports.map(({ report }) => report.externalId));
  const apart = remarks.filter(({ where }) => !known.has(where));
  const minutes = Math.round(Math.abs(clockAheadMs ?? 0) / 60_000);
  return (
    <section className="trial" role="status" aria-label={t("sources.trial")}>
      <h3 className="part-title">{t("sources.trial")}</h3>
      <p>
        {count === 0 ? t("sources.tried.none") : t("sources.tried.some", { count })}
        {refused > 0 && ` ${t("sources.tried.refused", { count: refused })}`}
        {count > reports.length && ` ${t("sources.tried.first", { count: reports.length })}`}
      </p>
      {minutes > 0 && (
        <p className="dim">
          {t((clockAheadMs ?? 0) > 0 ? "sources.clockAhead" : "sources.clockBehind", { minutes })}
        </p>
      )}
      {apart.length > 0 && (
        <ul className="remarks">
          {apart.map((remark, index) => (
            <li key={`${index} ${remark.where} ${remark.field}`}>
              <strong>{remark.where === "" ? t("sources.whole") : remark.where}</strong>{" "}
              <RemarkWords remark={remark} />
            </li>
          ))}
        </ul>
      )}
      {reports.length > 0 && (
        <div className="trial-rows">
          <table className="trial-table">
            <thead>
              <tr>
                <th scope="col">{t("sources.column.outcome")}</th>
                <th scope="col">{t("sources.column.what")}</th>
                <th scope="col">{t("sources.column.where")}</th>
                <th scope="col">{t("sources.column.when")}</th>
                <th scope="col">{t("sources.mappedField.externalId")}</th>
              </tr>
            </thead>
            <tbody>
              {reports.map((tried) => (
                <TriedRow
                  key={tried.report.externalId}
                  tried={tried}
                  remarks={remarks.filter(({ where }) => where === tried.report.externalId)}
                  zone={zone}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function RemarkWords({ remark: { field, detail } }: { remark: SourceRemark }) {
  const { t } = useTranslation("incidents");
  // Of our own form the field stands within `fields`.
  const mapped = mappedFields.find((one) => one === field.replace(/^fields\.(?:location\.)?/, ""));
  const label =
    mapped === undefined
      ? field === "items"
        ? t("sources.field.items")
        : field
      : t(`sources.mappedField.${mapped}`);
  return <>{label === "" ? detail : `${label}: ${detail}`}</>;
}

interface RowProps {
  readonly tried: Tried;
  readonly remarks: readonly SourceRemark[];
  readonly zone: string;
}

function TriedRow({ tried: { report, outcome }, remarks, zone }: RowProps) {
  const { t } = useTranslation("incidents");
  const kindWord = useKindWord();
  const { fields } = report;
  const at = (time: string | undefined) => {
    if (time === undefined) return null;
    const { date, time: clock, zone: name } = siteTime(Date.parse(time), zone);
    return `${date} ${clock} ${name}`;
  };
  const { location } = fields ?? {};
  const expires = at(fields?.expiresAt);
  return (
    <tr>
      <td>
        <span className="badge">{t(`sources.outcome.${outcome}`)}</span>
      </td>
      <td>
        {fields !== undefined && (
          <p className="small">
            {kindWord(fields.kind)} · <SeverityWord severity={fields.severity} />
            {fields.drill === true && ` · ${t("sources.drill")}`}
          </p>
        )}
        <p>{fields?.text ?? report.outcome ?? t("sources.isOver")}</p>
        {fields?.description !== undefined && <p className="dim small">{cut(fields.description)}</p>}
        {fields?.source !== undefined && <p className="dim small">{fields.source}</p>}
        {remarks.map((remark) => (
          <p key={`${remark.field} ${remark.detail}`} className="trouble">
            <RemarkWords remark={remark} />
          </p>
        ))}
      </td>
      <td>
        {fields?.place !== undefined && <p>{fields.place}</p>}
        {location !== undefined && (
          <p className="dim small">
            {location.lat.toFixed(5)}, {location.lon.toFixed(5)}
          </p>
        )}
        {fields?.area !== undefined && <p className="dim small">{t("sources.area")}</p>}
        {fields !== undefined &&
          fields.place === undefined &&
          location === undefined &&
          fields.area === undefined && <p className="dim small">{t("sources.nowhere")}</p>}
      </td>
      <td>
        <p className="small">{at(fields?.occurredAt) ?? t("sources.onArrival")}</p>
        {expires !== null && <p className="dim small">{t("sources.until", { time: expires })}</p>}
      </td>
      <td className="small wrap">{report.externalId}</td>
    </tr>
  );
}

const cut = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
