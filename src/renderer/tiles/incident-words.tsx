import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { siteTime } from "../ui/site-time.ts";
import { localNow } from "./worker/messages.ts";

/** What every word about a time needs. */
export interface CoreTime {
  /** Milliseconds to add to this machine's clock: the wall shows the core's time. */
  readonly clockOffsetMs: () => number;
  readonly zone: string;
}

/** Milliseconds since 1970 on the core's clock, renewed every `everyMs`. */
export function useCoreNow(clockOffsetMs: () => number, everyMs: number): number {
  const [now, setNow] = useState(() => localNow() + clockOffsetMs());
  useEffect(() => {
    const timer = setInterval(() => setNow(localNow() + clockOffsetMs()), everyMs);
    return () => clearInterval(timer);
  }, [clockOffsetMs, everyMs]);
  return now;
}

type Unit = "s" | "min" | "h" | "d";

/** The largest whole unit of a stretch of time, and how many. */
function inUnits(ms: number): { readonly unit: Unit; readonly count: number } {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  if (seconds < 60) return { unit: "s", count: seconds };
  if (seconds < 3600) return { unit: "min", count: Math.floor(seconds / 60) };
  if (seconds < 86_400) return { unit: "h", count: Math.floor(seconds / 3600) };
  return { unit: "d", count: Math.floor(seconds / 86_400) };
}

/** An age in words, the largest whole unit. */
export function useAge(): (ms: number) => string {
  const { t } = useTranslation("wall");
  return useCallback(
    (ms) => {
      const { unit, count } = inUnits(ms);
      return t(`age.${unit}`, { count });
    },
    [t],
  );
}

/** `14:03 WITA` of today, `22/11 14:03 WITA` of any other day; `at` and `now` in ms since 1970. */
export function minuteTime(at: number, now: number, zone: string): string {
  const then = siteTime(at, zone);
  const minute = `${then.time.slice(0, 5)} ${then.zone}`;
  if (then.date === siteTime(now, zone).date) return minute;
  const [, month, day] = then.date.split("-");
  return `${day}/${month} ${minute}`;
}

/** That it is of an exercise. */
export function DrillWord({ incident }: { incident: GlassIncident }) {
  const { t } = useTranslation("wall");
  return incident.drill === true ? <strong className="drill-word">{t("drill")}</strong> : null;
}

interface SourceProps {
  readonly incident: GlassIncident;
  readonly now: number;
  readonly zone: string;
}

/** Who supplied it; hatched, with since when, where nothing is heard of them any more. */
export function SourceWords({ incident: { source, silentSince }, now, zone }: SourceProps) {
  const { t } = useTranslation("wall");
  return (
    <>
      <span className="source-words">{t("source", { source })}</span>
      {silentSince !== undefined && (
        <span className="silent">
          <span className="silent-mark" aria-hidden="true" />
          {t("silentSince", { time: minuteTime(silentSince, now, zone) })}
        </span>
      )}
    </>
  );
}

/** Until when it holds and how long that is, turning with the second. */
export function Expiry({ expiresAt, clockOffsetMs, zone }: CoreTime & { readonly expiresAt: string }) {
  const { t } = useTranslation("wall");
  const now = useCoreNow(clockOffsetMs, 1000);
  const at = Date.parse(expiresAt);
  const { unit, count } = inUnits(at - now);
  return (
    <span className="expiry">
      {t("until", { time: minuteTime(at, now, zone) })}
      {", "}
      <strong>{t(`left.${unit}`, { count })}</strong>
    </span>
  );
}
