import { useEffect, useState } from "react";
import { siteTime } from "./site-time.ts";

/** Milliseconds since 1970, renewed at every full `everyMs`. */
export function useNow(everyMs: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    function wait() {
      timer = setTimeout(turn, everyMs - (Date.now() % everyMs));
    }
    function turn() {
      setNow(Date.now());
      wait();
    }
    wait();
    return () => clearTimeout(timer);
  }, [everyMs]);
  return now;
}

/** The site's time, `14:03:27 WIB`, turning with the second. */
export function Clock({ zone }: { zone: string }) {
  const now = useNow(1000);
  const { time, zone: name } = siteTime(now, zone);
  return (
    <time className="clock" dateTime={new Date(now).toISOString()}>
      {time} <span className="dim">{name}</span>
    </time>
  );
}
