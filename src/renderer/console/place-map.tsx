import "./place-map.css";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { GeoPoint } from "../../layouts/geography.ts";
import type { Camera } from "../../protocol/camera.ts";
import { useIncidents } from "../link/incident-queries.ts";
import { useCameras, useFeeds, useMapFace } from "../link/queries.ts";
import { DeskMap } from "../map/desk-map.tsx";
import { useDeskMarks } from "../map/desk-marks.ts";
import type { MeantPlace } from "./typed-place.ts";

/** A new list each time would draw the map each time. */
const none: never[] = [];

interface PlaceMapProps {
  readonly label: string;
  readonly picked: GeoPoint | null;
  /** A camera as it is being edited, marked so in the place of what is stored. */
  readonly drafted?: Camera;
  /** Absent: the map is only looked at. A name of "" is a place that nothing stands at. */
  readonly onPlace?: (place: MeantPlace & { readonly location: GeoPoint }) => void;
  /** Escape within the map, for which it takes the focus as it opens. */
  readonly onLeave?: () => void;
}

/** The site's map with a place on it, to look at or to point at; what is marked there lends its name. */
export function PlaceMap({ label, picked, drafted, onPlace, onLeave }: PlaceMapProps) {
  const { t } = useTranslation("console");
  const asked = useMapFace();
  const incidents = useIncidents().data?.value ?? none;
  const cameras = useCameras().data ?? none;
  const feeds = useFeeds().data ?? none;
  const marked =
    drafted === undefined ? cameras : cameras.map((one) => (one.id === drafted.id ? drafted : one));
  const room = useDeskMarks({ face: asked.data, incidents, cameras: marked, feeds });
  const box = useRef<HTMLDivElement>(null);
  const open = room !== null;
  const takesFocus = onLeave !== undefined;
  useEffect(() => {
    if (!open || !takesFocus) return;
    const map = box.current?.querySelector('[role="application"]');
    if (map instanceof HTMLElement) map.focus();
  }, [open, takesFocus]);

  function onMarked({
    incidents: some,
    cameras: others,
  }: {
    incidents: readonly string[];
    cameras: readonly string[];
  }) {
    const camera = cameras.find(({ id }) => others.includes(id));
    const incident = incidents.find(({ id, location }) => some.includes(id) && location !== undefined);
    const { location } = camera ?? incident ?? {};
    if (location === undefined) return;
    const { lat, lon } = location;
    onPlace?.({ name: camera?.name ?? incident?.place ?? "", location: { lat, lon } });
  }

  return (
    <div
      ref={box}
      className="place-map"
      onKeyDown={(event) => {
        if (event.key !== "Escape" || onLeave === undefined) return;
        event.stopPropagation();
        onLeave();
      }}
    >
      {asked.isError && room === null && <p role="alert">{asked.error.message}</p>}
      {room !== null && (
        <DeskMap
          room={room}
          label={label}
          picked={picked}
          {...(onPlace === undefined
            ? {}
            : { onPick: (location: GeoPoint) => onPlace({ name: "", location }), onMarked })}
        />
      )}
      {onPlace !== undefined && <p className="field-hint">{t("followup.entry.mapHint")}</p>}
    </div>
  );
}
