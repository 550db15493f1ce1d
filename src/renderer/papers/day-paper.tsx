import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DaySheet, type SightSeconds, sights } from "../../protocol/day-sheet.ts";
import { call, useSite } from "../link/queries.ts";
import { useNow } from "../ui/clock.tsx";
import { siteTime } from "../ui/site-time.ts";
import { Paper, PaperState, paperTime } from "./paper.tsx";

/** Columns of the sheet: what was not visible, by why. */
const troubles = [
  ["still", ["frozen", "stale"]],
  ["late", ["delayed", "degraded", "connecting"]],
  ["lost", ["lost", "replaced"]],
  ["hidden", ["hidden"]],
  ["unseen", ["unseen"]],
] as const;

/** A day of the cameras on A4: how much of each was really to be seen on the wall. */
export function DayPaper() {
  const site = useSite();
  const zone = site.data?.value.zone;
  if (zone === undefined) return <PaperState error={site.error} />;
  return <DayOf zone={zone} site={site.data?.value.name ?? ""} />;
}

function DayOf({ zone, site }: { readonly zone: string; readonly site: string }) {
  const { t } = useTranslation("papers");
  const now = useNow(60_000);
  const today = siteTime(now, zone).date;
  const [chosen, setChosen] = useState(() => new URLSearchParams(location.search).get("day"));
  const day = chosen ?? today;
  const asked = useQuery({
    queryKey: ["day", day],
    queryFn: async ({ signal }) => (await call("daySheet", { query: { day }, signal })).value,
  });

  function choose(next: string) {
    if (next === "") return;
    setChosen(next);
    history.replaceState(null, "", `?day=${next}`);
  }

  return (
    <Paper
      acts={
        <>
          <label>
            {t("day.choose")}{" "}
            <input
              type="date"
              className="input"
              max={today}
              value={day}
              onChange={({ target }) => choose(target.value)}
            />
          </label>
          <a className="button" href={`/api/reports/day/cameras?day=${day}`} download>
            CSV
          </a>
          <a className="button quiet" href={`/papers/month?month=${day.slice(0, 7)}`}>
            {t("toMonth")}
          </a>
        </>
      }
    >
      <p className="paper-dim">{site}</p>
      <h1>{t("day.title", { day })}</h1>
      {asked.data === undefined ? (
        asked.isError ? (
          <p role="alert">{asked.error.message}</p>
        ) : (
          <p role="status">{t("loading")}</p>
        )
      ) : (
        <Sheet sheet={asked.data} />
      )}
      <p className="paper-dim paper-foot">{t("month.printed", { time: paperTime(now, zone) })}</p>
    </Paper>
  );
}

function Sheet({ sheet }: { readonly sheet: DaySheet }) {
  const { t } = useTranslation("papers");
  const { cameras, from, until, zone } = sheet;
  const span = { from: paperTime(from, zone), until: paperTime(until, zone) };
  if (cameras.length === 0) return <p>{t("day.none", span)}</p>;
  return (
    <>
      <p className="paper-dim">{t("day.how", span)}</p>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("day.camera")}</th>
            <th scope="col" className="number">
              {t("day.wanted")}
            </th>
            <th scope="col" className="number">
              {t("day.visible")}
            </th>
            {troubles.map(([name]) => (
              <th key={name} scope="col" className="number">
                {t(`day.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {cameras.map(({ cameraId, name, seconds }) => (
            <tr key={cameraId}>
              <th scope="row">{name}</th>
              <td className="number">{hours(wanted(seconds))}</td>
              <td className="number">
                <strong>{share(seconds.live, wanted(seconds))}</strong>
              </td>
              {troubles.map(([column, of]) => (
                <td key={column} className="number">
                  {share(
                    of.reduce((sum, sight) => sum + seconds[sight], 0),
                    wanted(seconds),
                  )}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function wanted(seconds: SightSeconds): number {
  return sights.reduce((sum, sight) => sum + seconds[sight], 0);
}

/** `13:05`: hours and minutes. */
function hours(seconds: number): string {
  const minutes = Math.floor(seconds / 60);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** Percent, one place behind the comma; nothing stands for none, and 100 only for all of it. */
function share(part: number, whole: number): string {
  if (whole === 0 || part === 0) return "–";
  const percent = (100 * part) / whole;
  const shown = part < whole ? Math.min(99.9, Math.max(0.1, percent)) : 100;
  return `${shown.toLocaleString("id", { maximumFractionDigits: 1 })} %`;
}
