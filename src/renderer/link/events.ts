import { useEffect, useEffectEvent } from "react";
import { noticeSchema } from "../../protocol/notice.ts";
import { type Asked, told, useAskAgain } from "./queries.ts";

/** A stream that ended is opened again after so long, milliseconds. */
const AGAIN_MS = 5000;

/** What a page asks for again when something behind this part of the API has changed. */
const asked: Readonly<Record<string, readonly Asked[]>> = {
  walls: ["wall", "admission"],
  takes: ["wall"],
  layouts: ["layouts", "layout", "admission"],
  images: ["images"],
  standby: ["standby"],
  cameras: ["cameras"],
  onvif: ["cameras"],
  site: ["site", "wall", "layouts", "layout"],
  incidents: ["incidents", "incident", "entries", "alike"],
  alerts: ["alerts"],
  shelves: ["shelves", "alerts"],
  rules: ["rules"],
  raises: ["alerts", "wall"],
  agencies: ["agencies"],
  drills: ["drills"],
  clips: ["clips"],
  map: ["map", "map-settings"],
  patterns: ["patterns"],
  brightness: ["brightness"],
  ptz: ["ptz-lock"],
  presence: ["presence"],
  tours: ["tours", "wall"],
  schedule: ["schedule"],
  shifts: ["shifts", "schedule"],
  "incident-sources": ["sources"],
};

/**
 * Asks again for what the core says has changed, for as long as `wanted`. What is told so is asked for seldom besides; while
 * nothing is told, as often as ever.
 */
export function useEvents(wanted: boolean): void {
  const askAgain = useAskAgain();
  const again = useEffectEvent((...keys: Asked[]) => void askAgain(...keys));
  useEffect(() => {
    if (!wanted) return undefined;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let stream: EventSource | null = null;
    function open() {
      stream = new EventSource("/api/events");
      stream.addEventListener("open", () => {
        told.now = true;
        // What changed while nobody told it.
        again("wall", "layouts", "layout", "cameras", "incidents", "alerts", "presence");
      });
      stream.addEventListener("message", ({ data }) => {
        const notice = noticeSchema.safeParse(JSON.parse(String(data)));
        const keys = notice.success ? asked[notice.data.what] : undefined;
        if (keys !== undefined) again(...keys);
      });
      stream.addEventListener("error", () => {
        told.now = false;
        // By itself a browser opens anew what was cut, and never what was refused.
        stream?.close();
        timer = setTimeout(open, AGAIN_MS);
      });
    }
    open();
    return () => {
      clearTimeout(timer);
      stream?.close();
      told.now = false;
    };
  }, [wanted]);
}
