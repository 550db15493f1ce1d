import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Size } from "../../layouts/rect.ts";
import type { GlassIncident } from "../../protocol/glass-incident.ts";
import { DrillWord, SourceWords, useAge, useCoreNow } from "../tiles/incident-words.tsx";
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

interface LineProps {
  readonly incidents: readonly GlassIncident[];
  /** How many stand besides. */
  readonly more: number;
  readonly zone: string;
  readonly now: number;
}

/** Characters of a text that pass by, the rest is on lists and cards: at reading speed this takes ten seconds. */
const MOST_CHARACTERS = 160;

/** The beginning of a long text, up to the end of a word where one is near. */
function shortened(text: string): string {
  if (text.length <= MOST_CHARACTERS) return text;
  const end = text.lastIndexOf(" ", MOST_CHARACTERS);
  return `${text.slice(0, end > MOST_CHARACTERS / 2 ? end : MOST_CHARACTERS)}…`;
}

function Line({ incidents, more, zone, now }: LineProps) {
  const { t } = useTranslation("wall");
  const age = useAge();
  return (
    <>
      {incidents.map((incident) => (
        <span key={incident.id} className="ticker-item" data-severity={incident.severity}>
          <SeverityWord severity={incident.severity} hollow={incident.status === "acknowledged"} />
          <DrillWord incident={incident} />
          <strong>{shortened(incident.text)}</strong>
          {incident.place !== undefined && <span>{incident.place}</span>}
          <span className="ticker-source">
            <span className="ticker-age">{age(now - Date.parse(incident.occurredAt))}</span>
            {" · "}
            <SourceWords incident={incident} now={now} zone={zone} />
          </span>
        </span>
      ))}
      {more > 0 && (
        <span className="ticker-item ticker-more">
          <strong>{t("andMore", { count: more })}</strong>
        </span>
      )}
    </>
  );
}

interface BeltProps {
  readonly incidents: readonly GlassIncident[];
  readonly more: number;
  readonly canvas: Size;
  readonly sizes: TypeSizes;
  readonly zone: string;
  readonly clockOffsetMs: () => number;
}

/**
 * The incidents in one line: still where they fit, otherwise moving to the left by whole pixels a frame. The compositor
 * moves it, so that a busy page does not stop it, and its place follows from the core's clock, so that the pages of one wall
 * agree across their seam. What measures and moves comes and goes with the elements that it measures and moves.
 */
function Belt({ incidents, more, canvas, sizes, zone, clockOffsetMs }: BeltProps) {
  const line = useRef<HTMLDivElement>(null);
  const [loop, setLoop] = useState(0);
  const now = useCoreNow(clockOffsetMs, AGE_MS);
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
          <Line {...{ incidents, more, zone, now }} />
        </div>
      </div>
      {loop > 0 && (
        <div className="ticker-turn" style={{ width: loop }} aria-hidden="true">
          <div className="ticker-line">
            <Line {...{ incidents, more, zone, now }} />
          </div>
        </div>
      )}
    </div>
  );
}

interface TickerProps extends BeltProps {
  /** Since when the core is lost, milliseconds since 1970 on this machine's clock, or null. */
  readonly lostSince: number | null;
}

/** Incidents along the lower edge of a wall, or in their place that the core is lost. */
export function Ticker({ lostSince, ...belt }: TickerProps) {
  const { sizes, zone, clockOffsetMs } = belt;
  const { t } = useTranslation("wall");
  const height = tickerHeight(sizes);
  const lost = lostSince === null ? null : siteTime(lostSince + clockOffsetMs(), zone);
  return (
    <aside className="ticker" style={{ height, lineHeight: `${height}px`, fontSize: sizes.banner }}>
      {lost === null ? (
        <Belt {...belt} />
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
