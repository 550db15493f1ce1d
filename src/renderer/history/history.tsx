import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import { call, useCameras, useLayouts, useSite } from "../link/queries.ts";
import { useNow } from "../ui/clock.tsx";
import { Account } from "../ui/account.tsx";
import { CoreBanner } from "../ui/core-banner.tsx";
import type { Present } from "../ui/gate.tsx";
import { Key, useKeys } from "../ui/keys.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { Opening } from "../ui/opening.tsx";
import { atSiteTime, siteTime } from "../ui/site-time.ts";
import { ChangeList } from "./change-list.tsx";
import { PastIncidents, PastWall } from "./past-wall.tsx";
import { endsOf, isSpan, moved, type Past, spans } from "./span.ts";

/** How often the present is followed, milliseconds. */
const FOLLOW_MS = 10_000;

const rfc3339 = (at: number) => new Date(at).toISOString();

/** Steps through what was on one wall. */
function PastOfWall({ site, wallId, past }: { site: Site; wallId: string; past: Past }) {
  const { t } = useTranslation("history");
  const cameras = useCameras().data ?? [];
  const layouts = useLayouts().data ?? [];
  const now = useNow(FOLLOW_MS);
  const { from, until } = endsOf(past, now);
  const wall = site.walls.find(({ id }) => id === wallId);
  const changes =
    useQuery({
      queryKey: ["past", wallId, from, until],
      queryFn: async ({ signal }) =>
        (
          await call("wallChanges", {
            params: { id: wallId },
            query: { from: rfc3339(from), until: rfc3339(until) },
            signal,
          })
        ).value,
      placeholderData: (before) => before,
    }).data ?? [];
  /** The time of the chosen change; null follows the newest. */
  const [picked, setPicked] = useState<string | null>(null);
  const found = picked === null ? changes.length - 1 : changes.findLastIndex(({ at }) => at <= picked);
  const chosen = changes[found];
  // Of a tour its last picture is shown.
  const at = (chosen?.what === "tour" ? chosen.until : chosen?.at) ?? rfc3339(until);
  const moment = useQuery({
    queryKey: ["moment", wallId, at],
    queryFn: async ({ signal }) =>
      (await call("wallMoment", { params: { id: wallId }, query: { at }, signal })).value,
    placeholderData: (before) => before,
  }).data;
  const step = (to: number) => setPicked(changes[Math.max(0, Math.min(changes.length - 1, to))]?.at ?? null);
  useKeys({
    ArrowLeft: () => step(found - 1),
    ArrowRight: () => step(found + 1),
    Home: () => step(0),
    End: () => step(changes.length - 1),
  });
  if (wall === undefined) return null;
  return (
    <div className="past">
      <aside className="past-list">
        <header className="part-head">
          <h2>{t("changes")}</h2>
          <div className="past-steps">
            <button
              type="button"
              className="button small"
              aria-label={t("previous")}
              disabled={found <= 0}
              onClick={() => step(found - 1)}
            >
              ‹<Key>←</Key>
            </button>
            <button
              type="button"
              className="button small"
              aria-label={t("next")}
              disabled={found >= changes.length - 1}
              onClick={() => step(found + 1)}
            >
              ›<Key>→</Key>
            </button>
          </div>
        </header>
        <ChangeList {...{ changes, layouts, zone: site.zone }} at={found} onPick={step} />
      </aside>
      <main className="past-stage">
        {changes.length > 1 && (
          <input
            type="range"
            className="past-range"
            aria-label={t("at")}
            min={0}
            max={changes.length - 1}
            value={Math.max(found, 0)}
            onChange={({ target }) => step(target.valueAsNumber)}
          />
        )}
        {moment !== undefined && <PastWall {...{ moment, wall, cameras, zone: site.zone }} />}
      </main>
      {moment !== undefined && <PastIncidents moment={moment} zone={site.zone} />}
    </div>
  );
}

interface UntilFieldProps {
  /** What stands there while nobody writes. */
  readonly shown: string;
  /** False where `text` is no time. */
  readonly onGiven: (text: string) => boolean;
}

/** A time as the site writes it; browsers' own fields write it as the computer's country does. */
function UntilField({ shown, onGiven }: UntilFieldProps) {
  const { t } = useTranslation("history");
  const [text, setText] = useState<string | null>(null);
  const [refused, setRefused] = useState(false);
  function give() {
    if (text === null) return;
    const taken = onGiven(text.trim());
    setRefused(!taken);
    if (taken) setText(null);
  }
  return (
    <input
      className="input history-until"
      inputMode="numeric"
      title={t("untilForm")}
      aria-invalid={refused}
      value={text ?? shown}
      onChange={({ target }) => setText(target.value)}
      onBlur={give}
      onKeyDown={({ key }) => {
        if (key === "Enter") give();
      }}
    />
  );
}

/** What was on the walls in the last 30 days, step by step. */
export function History({ me }: { me: Present }) {
  const { t } = useTranslation("history");
  const site = useSite();
  const [chosen, setChosen] = useState<string | null>(null);
  const [past, setPast] = useState<Past>({ span: "hour", until: null });
  const now = useNow(FOLLOW_MS);
  const value = site.data?.value;
  if (value === undefined) return <Opening asked={site} />;
  const wallId = value.walls.find(({ id }) => id === chosen)?.id ?? value.walls[0]?.id ?? "";
  const end = siteTime(past.until ?? now, value.zone);
  return (
    <div className="history">
      <CoreBanner zone={value.zone} />
      <header className="history-bar">
        <h1 className="title">{t("title")}</h1>
        {value.walls.length > 1 && (
          <label>
            {t("wall")}
            <select className="input" value={wallId} onChange={({ target }) => setChosen(target.value)}>
              {value.walls.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </select>
          </label>
        )}
        <label>
          {t("span")}
          <select
            className="input"
            value={past.span}
            onChange={({ target }) => isSpan(target.value) && setPast({ ...past, span: target.value })}
          >
            {Object.keys(spans).map((span) => (
              <option key={span} value={span}>
                {isSpan(span) && t(`spans.${span}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t("until")} ({end.zone})
          <UntilField
            key={past.until}
            shown={`${end.date} ${end.time.slice(0, 5)}`}
            onGiven={(text) => {
              const until = atSiteTime(text.replace(" ", "T"), value.zone);
              if (until !== null) setPast({ ...past, until: until >= now ? null : until });
              return until !== null;
            }}
          />
        </label>
        <button type="button" className="button" onClick={() => setPast(moved(past, -1, now))}>
          {t("earlier")}
        </button>
        <button
          type="button"
          className="button"
          disabled={past.until === null}
          onClick={() => setPast(moved(past, 1, now))}
        >
          {t("later")}
        </button>
        <button
          type="button"
          className="button"
          disabled={past.until === null}
          onClick={() => setPast({ ...past, until: null })}
        >
          {t("now")}
        </button>
        <span className="history-me">
          <LanguageSwitch />
          <Account me={me} />
        </span>
      </header>
      <PastOfWall key={wallId} site={value} wallId={wallId} past={past} />
    </div>
  );
}
