import { useEffect, useRef, useState } from "react";
import type { Camera } from "../../protocol/camera.ts";
import type { Feed } from "../../protocol/feed.ts";
import type { Incident } from "../../protocol/incident.ts";
import type { MapFace, MapMarks } from "../../protocol/map.ts";
import { cameraMarks, incidentMark, isPlaced, outlinedOf } from "../../protocol/map-marks.ts";
import { pictureStates } from "../../protocol/truth.ts";
import { useTranslation } from "react-i18next";
import { MapRoom } from "./map-room.ts";
import { noWords } from "./messages.ts";

interface DeskMarks {
  readonly face: MapFace | undefined;
  readonly incidents: readonly Incident[];
  readonly cameras: readonly Camera[];
  readonly feeds: readonly Feed[];
}

/** A room for the maps of a desk that marks what the desk knows; null before it knows what maps stand on. */
export function useDeskMarks({ face, incidents, cameras, feeds }: DeskMarks): MapRoom | null {
  const { t } = useTranslation();
  const [room] = useState(() => new MapRoom());
  const told = useRef("");
  useEffect(() => () => room.close(), [room]);
  useEffect(() => {
    if (face === undefined) return;
    const outlined = outlinedOf(incidents);
    const marks: MapMarks = {
      ...{ whole: true, incidentsGone: [], camerasGone: [], face },
      incidents: incidents.filter(isPlaced).map((one) => incidentMark(one, outlined.has(one))),
      cameras: cameraMarks(cameras, feeds),
    };
    // Feeds are others every second, in rates that no map shows.
    const said = JSON.stringify(marks);
    if (said === told.current) return;
    told.current = said;
    room.mark(marks);
  }, [room, face, incidents, cameras, feeds]);
  useEffect(() => {
    const states = [...pictureStates, "idle" as const].map((state) => [state, t(`state.${state}`)]);
    room.speak({
      states: { ...noWords.states, ...Object.fromEntries(states) },
      drill: t("map.drill"),
      incidents: incidents.map(({ id, place, text }) => [
        id,
        place === undefined ? text : `${place}: ${text}`,
      ]),
    });
  }, [room, incidents, t]);
  return face === undefined ? null : room;
}
