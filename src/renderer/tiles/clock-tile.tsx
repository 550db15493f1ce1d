import { useEffect, useRef } from "react";
import type { Size } from "../../layouts/rect.ts";
import type { Language } from "../../protocol/session.ts";
import { siteTime } from "../ui/site-time.ts";
import { localNow } from "./worker/messages.ts";

/** Widths of `00:00:00` in sizes of type (tabular figures of IBM Plex Sans are 0.6 wide, colons 0.28), with some air. */
const TIME_WIDTH = 4.9;

interface ClockTileProps {
  readonly size: Size;
  readonly zone: string;
  readonly language: Language;
  /** Milliseconds to add to this machine's clock: the wall shows the core's time. */
  readonly clockOffsetMs: () => number;
}

/** The time in 24 h with the zone's name, and the date under it; written once a second without React. */
export function ClockTile({ size, zone, language, clockOffsetMs }: ClockTileProps) {
  const time = useRef<HTMLSpanElement>(null);
  const date = useRef<HTMLParagraphElement>(null);
  const name = useRef<HTMLSpanElement>(null);
  useEffect(() => {
    const days = new Intl.DateTimeFormat(language === "id" ? "id-ID" : "en-GB", {
      timeZone: zone,
      weekday: "long",
      day: "numeric",
      month: "long",
      year: "numeric",
    });
    let timer: ReturnType<typeof setTimeout>;
    const write = () => {
      const now = localNow() + clockOffsetMs();
      const at = siteTime(now, zone);
      if (time.current !== null) time.current.textContent = at.time;
      if (name.current !== null) name.current.textContent = at.zone;
      const today = days.format(now);
      if (date.current !== null && date.current.textContent !== today) date.current.textContent = today;
      timer = setTimeout(write, 1000 - (now % 1000) + 1);
    };
    write();
    return () => clearTimeout(timer);
  }, [zone, language, clockOffsetMs]);
  const fontPx = Math.floor(Math.min(size.width / (TIME_WIDTH + 2), size.height / 2.2));
  return (
    <div className="clock" style={{ fontSize: fontPx, height: size.height }}>
      <p className="clock-time">
        <span ref={time} /> <span ref={name} className="clock-zone" />
      </p>
      <p ref={date} className="clock-date" />
    </div>
  );
}
