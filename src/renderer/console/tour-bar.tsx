import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { WallOnGlass } from "../../protocol/wall.ts";
import { useLayoutTours, useSchedule } from "../link/queries.ts";
import { Key, useKeys } from "../ui/keys.tsx";
import { HeldMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { pauseOrGo, useLayoutTourActs } from "./layout-tour-acts.ts";
import { useScheduleActs } from "./schedule-acts.ts";
import { ScheduleTold } from "./schedule-told.tsx";
import { ToursSheet } from "./tours-sheet.tsx";

interface TourBarProps {
  readonly glass: WallOnGlass;
  readonly layouts: readonly Layout[];
  readonly zone: string;
  readonly mayAct: boolean;
  readonly mayEdit: boolean;
}

/** Below the wall: the tour of layouts that runs on it, and where tours are set up. */
export function TourBar({ glass, layouts, zone, mayAct, mayEdit }: TourBarProps) {
  const { t } = useTranslation("console");
  const [open, setOpen] = useState(false);
  const tours = useLayoutTours().data ?? [];
  const acts = useLayoutTourActs(glass.id);
  const schedule = useSchedule().data;
  const scheduleActs = useScheduleActs();
  const ofWall = schedule?.walls.find(({ wallId }) => wallId === glass.id);
  const { tour } = glass;
  const pause = () => {
    if (mayAct && tour !== null) void acts.steer(pauseOrGo(tour));
  };
  useKeys({ "Shift+G": pause });
  if (!mayAct && tour === null && ofWall?.next == null) return null;
  const steps = tours.find(({ id }) => id === tour?.tourId)?.steps ?? [];
  const nextId = tour === null ? undefined : steps[tour.step % Math.max(1, steps.length)]?.layoutId;
  const next = layouts.find(({ id }) => id === nextId)?.name ?? nextId ?? "";
  const at = (time: string) => siteTime(Date.parse(time), zone).time;
  return (
    <section className="tour-bar" aria-label={t("layoutTours.title")}>
      {mayAct && (
        <button type="button" className="button" onClick={() => setOpen(true)}>
          {t("layoutTours.open")}
        </button>
      )}
      {tour === null && ofWall?.next == null && <p className="dim">{t("layoutTours.none")}</p>}
      {tour !== null && (
        <div className="tour-run">
          <div className="tour-told" role="status">
            <p>
              {tour.paused !== null && <HeldMark />}
              <strong>{tour.name}</strong> {t("layoutTours.step", { step: tour.step, of: tour.of })}
            </p>
            <p className="dim">
              {tour.paused !== null &&
                t(`layoutTours.${tour.paused.why}`, { by: tour.paused.by, time: at(tour.paused.at) })}
              {tour.waits !== null && t(`layoutTours.${tour.waits}`)}
              {tour.nextAt !== null && t("layoutTours.next", { name: next, time: at(tour.nextAt) })}
              {tour.passedOver.length > 0 &&
                ` · ${t("layoutTours.passedOver", { steps: tour.passedOver.join(", ") })}`}
            </p>
          </div>
          {mayAct && (
            <div className="tour-bar-acts">
              <button
                type="button"
                className="button"
                aria-pressed={tour.paused !== null}
                disabled={tour.paused !== null && tour.waits !== null}
                onClick={pause}
              >
                {t(tour.paused === null ? "layoutTours.pause" : "layoutTours.go")}
                <Key>⇧G</Key>
              </button>
              <button
                type="button"
                className="button"
                disabled={tour.waits === "locked"}
                onClick={() => void acts.steer("next")}
              >
                {t("layoutTours.nextStep")}
              </button>
              <button type="button" className="button" onClick={() => void acts.stop()}>
                {t("layoutTours.stop")}
              </button>
            </div>
          )}
        </div>
      )}
      {ofWall !== undefined && (
        <ScheduleTold schedule={ofWall} zone={zone} mayAct={mayAct} acts={scheduleActs} />
      )}
      {mayAct && (
        <ToursSheet
          open={open}
          onOpenChange={setOpen}
          wallId={glass.id}
          tours={tours.filter(({ wallId }) => wallId === glass.id)}
          layouts={layouts}
          running={tour?.tourId ?? null}
          acts={acts}
          entries={(schedule?.entries ?? []).filter(({ wallId }) => wallId === glass.id)}
          scheduleActs={scheduleActs}
          mayEdit={mayEdit}
        />
      )}
    </section>
  );
}
