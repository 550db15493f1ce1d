import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../layouts/rect.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { SeverityWord } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import type { TypeSizes } from "../tiles/type-sizes.ts";
import { localNow } from "../tiles/worker/messages.ts";

/** The refresh of a display, in frames a second; the ticker moves whole pixels on each. */
const REFRESH = 60;
/** Shorter sides of the canvas that the ticker moves in a frame: 3 px of 1080, some 100 words a minute. */
const STEP = 1 / 360;
/** Between the end and the next beginning, in sizes of type. */
const GAP = 4;
const AGE_MS = 10_000;

/** Height of the strip, whole canvas pixels. */
export function tickerHeight(sizes: TypeSizes): number {
  return Math.round(sizes.banner * 1.5);
}

/** An age in words, the largest whole unit. */
function useAge(): (ms: number) => string {
  const { t } = useTranslation("wall");
  return (ms) => {
    const seconds = Math.max(0, Math.floor(ms / 1000));
    if (seconds < 60) return t("age.s", { count: seconds });
    if (seconds < 3600) return t("age.min", { count: Math.floor(seconds / 60) });
    if (seconds < 86_400) return t("age.h", { count: Math.floor(seconds / 3600) });
    return t("age.d", { count: Math.floor(seconds / 86_400) });
  };
}

interface LineProps {
  readonly incidents: readonly GlassIncident[];
  readonly now: number;
}

function Line({ incidents, now }: LineProps) {
  const { t } = useTranslation("wall");
  const age = useAge();
  return incidents.map((incident) => (
    <span key={incident.id} className="ticker-item" data-severity={incident.severity}>
      <SeverityWord severity={incident.severity} hollow={incident.status === "acknowledged"} />
      <strong>{incident.text}</strong>
      {incident.place !== undefined && <span>{incident.place}</span>}
      <span className="ticker-source">
        <span className="ticker-age">{age(now - Date.parse(incident.occurredAt))}</span>
        {" · "}
        {t("source", { source: incident.source })}
      </span>
    </span>
  ));
}

interface BeltProps {
  readonly incidents: readonly GlassIncident[];
  readonly canvas: Size;
  readonly sizes: TypeSizes;
  readonly clockOffsetMs: () => number;
}

/**
 * The incidents in one line: still where they fit, otherwise moving to the left by whole pixels a frame. The compositor
 * moves it, so that a busy page does not stop it, and its place follows from the core's clock, so that the pages of one wall
 * agree across their seam. What measures and moves comes and goes with the elements that it measures and moves.
 */
function Belt({ incidents, canvas, sizes, clockOffsetMs }: BeltProps) {
  const line = useRef<HTMLDivElement>(null);
  const [loop, setLoop] = useState(0);
  const [now, setNow] = useState(() => localNow() + clockOffsetMs());
  useEffect(() => {
    const timer = setInterval(() => setNow(localNow() + clockOffsetMs()), AGE_MS);
    return () => clearInterval(timer);
  }, [clockOffsetMs]);
  const gap = sizes.banner * GAP;
  const step = Math.max(1, Math.round(Math.min(canvas.width, canvas.height) * STEP));
  useLayoutEffect(() => {
    const measured = line.current;
    if (measured === null) return undefined;
    const measure = () => {
      const width = measured.offsetWidth;
      setLoop(width > canvas.width ? Math.ceil((width + gap) / step) * step : 0);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(measured);
    measure();
    return () => observer.disconnect();
  }, [canvas.width, gap, step]);
  const belt = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (loop === 0 || belt.current === null) return undefined;
    const steps = loop / step;
    const duration = (steps * 1000) / REFRESH;
    const animation = belt.current.animate(
      { transform: ["translateX(0px)", `translateX(${-loop}px)`] },
      { duration, iterations: Number.POSITIVE_INFINITY, easing: `steps(${steps}, end)` },
    );
    animation.currentTime = (localNow() + clockOffsetMs()) % duration;
    return () => animation.cancel();
  }, [loop, step, clockOffsetMs]);
  return (
    <div ref={belt} className="ticker-belt">
      <div className="ticker-turn" style={loop === 0 ? {} : { width: loop }}>
        <div ref={line} className="ticker-line">
          <Line incidents={incidents} now={now} />
        </div>
      </div>
      {loop > 0 && (
        <div className="ticker-turn" style={{ width: loop }} aria-hidden="true">
          <div className="ticker-line">
            <Line incidents={incidents} now={now} />
          </div>
        </div>
      )}
    </div>
  );
}

interface TickerProps extends BeltProps {
  readonly zone: string;
  /** Since when the core is lost, milliseconds since 1970 on this machine's clock, or null. */
  readonly lostSince: number | null;
}

/** Incidents along the lower edge of a wall, or in their place that the core is lost. */
export function Ticker({ incidents, canvas, sizes, zone, clockOffsetMs, lostSince }: TickerProps) {
  const { t } = useTranslation("wall");
  const height = tickerHeight(sizes);
  const lost = lostSince === null ? null : siteTime(lostSince + clockOffsetMs(), zone);
  return (
    <aside className="ticker" style={{ height, lineHeight: `${height}px`, fontSize: sizes.banner }}>
      {lost === null ? (
        <Belt incidents={incidents} canvas={canvas} sizes={sizes} clockOffsetMs={clockOffsetMs} />
      ) : (
        <span className="ticker-item" data-severity="critical">
          <SeverityWord severity="critical" />
          <strong>{t("coreLost")}</strong>
          <span className="ticker-source">
            {t("since", { ns: "common", time: `${lost.time} ${lost.zone}` })}
          </span>
        </span>
      )}
    </aside>
  );
}
