import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Month, Response, Times } from "../../protocol/month.ts";
import { call, useSite } from "../link/queries.ts";
import { useNow } from "../ui/clock.tsx";
import { useKindWord } from "../ui/kind-word.ts";
import { SeverityWord } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { Paper, PaperState, paperTime } from "./paper.tsx";

const steps = ["acknowledge", "assign", "accept", "arrive", "close"] as const;

/** A month of incidents on A4: how many of what, and how soon they were answered. */
export function MonthPaper() {
  const site = useSite();
  const zone = site.data?.value.zone;
  if (zone === undefined) return <PaperState error={site.error} />;
  return <MonthOf zone={zone} site={site.data?.value.name ?? ""} />;
}

function MonthOf({ zone, site }: { readonly zone: string; readonly site: string }) {
  const { t } = useTranslation("papers");
  const now = useNow(60_000);
  const present = siteTime(now, zone).date.slice(0, 7);
  const [chosen, setChosen] = useState(() => new URLSearchParams(location.search).get("month"));
  const month = chosen ?? present;
  const asked = useQuery({
    queryKey: ["month", month],
    queryFn: async ({ signal }) => (await call("month", { query: { month }, signal })).value,
  });

  function choose(next: string) {
    if (next === "") return;
    setChosen(next);
    history.replaceState(null, "", `?month=${next}`);
  }

  return (
    <Paper
      acts={
        <>
          <label>
            {t("month.choose")}{" "}
            <input
              type="month"
              className="input"
              max={present}
              value={month}
              onChange={({ target }) => choose(target.value)}
            />
          </label>
          <a className="button" href={`/api/reports/month/incidents?month=${month}`} download>
            CSV
          </a>
          <a className="button quiet" href="/papers/day">
            {t("toDay")}
          </a>
        </>
      }
    >
      <p className="paper-dim">{site}</p>
      <h1>{t("month.title", { month })}</h1>
      {asked.data === undefined ? (
        asked.isError ? (
          <p role="alert">{asked.error.message}</p>
        ) : (
          <p role="status">{t("loading")}</p>
        )
      ) : (
        <Figures figures={asked.data} />
      )}
      <p className="paper-dim paper-foot">{t("month.printed", { time: paperTime(now, zone) })}</p>
    </Paper>
  );
}

function Figures({ figures }: { readonly figures: Month }) {
  const { t } = useTranslation("papers");
  const kindWord = useKindWord();
  const { zone, alerts, agencies } = figures;
  if (figures.incidents === 0)
    return (
      <p>{t("month.none", { from: paperTime(figures.from, zone), until: paperTime(figures.until, zone) })}</p>
    );
  return (
    <>
      <p className="paper-dim">
        {t("month.span", { from: paperTime(figures.from, zone), until: paperTime(figures.until, zone) })}
      </p>
      <table>
        <tbody>
          {(["incidents", "closed", "falseReports", "joined"] as const).map((name) => (
            <Row key={name} name={t(`month.${name}`)} count={figures[name]} />
          ))}
          {alerts !== null && <Row name={t("month.alerts")} count={alerts.count} />}
          {alerts !== null && <Row name={t("month.answered")} count={alerts.answered} />}
        </tbody>
      </table>
      {alerts === null && <p className="paper-dim">{t("month.noAlerts")}</p>}
      <h2>{t("month.response")}</h2>
      <p className="paper-dim">{t("month.how")}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("month.agency")}</th>
            <th scope="col" className="number">
              {t("month.asked")}
            </th>
            {steps.map((step) => (
              <th key={step} scope="col" className="number">
                {t(`month.${step}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <ResponseRow name={t("month.all")} asked={figures.incidents} response={figures.response} />
          {agencies.map(({ agencyId, name, asked, response }) => (
            <ResponseRow key={agencyId} name={name} asked={asked} response={response} />
          ))}
        </tbody>
      </table>
      <h2>{t("month.bySeverity")}</h2>
      <table>
        <tbody>
          {figures.bySeverity.map(({ severity, count }) => (
            <tr key={severity}>
              <th scope="row">
                <SeverityWord severity={severity} />
              </th>
              <td className="number">{count}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <h2>{t("month.byKind")}</h2>
      <table>
        <tbody>
          {figures.byKind.map(({ kind, count }) => (
            <Row key={kind} name={kindWord(kind)} count={count} />
          ))}
        </tbody>
      </table>
      <h2>{t("month.bySource")}</h2>
      <table>
        <tbody>
          {figures.bySource.map(({ source, count }) => (
            <Row key={source} name={source} count={count} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Row({ name, count }: { readonly name: string; readonly count: number }) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{count}</td>
    </tr>
  );
}

interface ResponseRowProps {
  readonly name: string;
  readonly asked: number;
  readonly response: Response;
}

function ResponseRow({ name, asked, response }: ResponseRowProps) {
  return (
    <tr>
      <th scope="row">{name}</th>
      <td className="number">{asked}</td>
      {steps.map((step) => (
        <td key={step} className="number">
          <TookTimes times={response[step]} />
        </td>
      ))}
    </tr>
  );
}

/** Median and 95 %, and of how many. */
function TookTimes({ times: { count, medianS, p95S } }: { readonly times: Times }) {
  const { t } = useTranslation("papers");
  if (medianS === null || p95S === null) return <>–</>;
  return (
    <>
      {lasting(medianS)} / {lasting(p95S)}
      <br />
      <span className="paper-dim">{t("month.of", { count })}</span>
    </>
  );
}

/** `0:42`, `12:05` or `3:12:05`. */
function lasting(seconds: number): string {
  const whole = Math.round(seconds);
  const two = (part: number) => String(part).padStart(2, "0");
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h === 0 ? `${m}:${two(s)}` : `${h}:${two(m)}:${two(s)}`;
}
