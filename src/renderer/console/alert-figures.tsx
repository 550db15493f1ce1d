import { useTranslation } from "react-i18next";
import { useAlertFigures } from "../link/incident-queries.ts";
import { useKindWord } from "../ui/kind-word.ts";

/** How alerts were in the last day, by the measures of ISA-18.2. */
export function AlertFigures() {
  const { t } = useTranslation("console");
  const kindWord = useKindWord();
  const figures = useAlertFigures().data;
  if (figures === undefined) return null;
  const { medianS, p90S } = figures.response;
  const answer =
    medianS === null || p90S === null
      ? t("rules.noAnswer")
      : t("rules.seconds", { median: Math.round(medianS), p90: Math.round(p90S) });
  const rows: readonly (readonly [string, string | number])[] = [
    [t("rules.alerts"), figures.alerts],
    [t("rules.last"), figures.lastTenMinutes],
    [t("rules.peak"), figures.peakTenMinutes],
    [t("rules.flood"), `${(figures.floodShare * 100).toFixed(1)} %`],
    [t("rules.standing"), figures.standing],
    [t("rules.stale"), figures.stale],
    ...figures.byPriority.map(({ priority, count }) => [t(`alerts.priority.${priority}`), count] as const),
    [t("rules.response"), answer],
  ];
  return (
    <section className="figures">
      <h3>{t("rules.since")}</h3>
      <dl>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <h4>{t("rules.frequent")}</h4>
      <ul>
        {figures.mostFrequent.map(({ ruleId, ruleName, kind, count }) => (
          <li key={`${ruleId} ${kind}`}>
            {count} × {ruleName} · {kindWord(kind)}
          </li>
        ))}
        {figures.mostFrequent.length === 0 && <li className="dim">{t("rules.nothing")}</li>}
      </ul>
      <h4>{t("rules.chattering")}</h4>
      <ul>
        {figures.chattering.map(({ source, place, count }) => (
          <li key={`${source} ${place}`}>
            {count} × {source}
            {place !== "" && ` · ${place}`}
          </li>
        ))}
        {figures.chattering.length === 0 && <li className="dim">{t("rules.nothing")}</li>}
      </ul>
    </section>
  );
}
