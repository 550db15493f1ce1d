import { useTranslation } from "react-i18next";
import type { LayoutTour, WallTour, WallTourAct } from "../../protocol/layout-tour.ts";
import { call } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";
import { useToldActs } from "../ui/told-acts.ts";

const ASKED = ["wall", "outputs", "tours"] as const;

/** Starts, steers and ends the tour of layouts of one wall, and sets tours up. */
export function useLayoutTourActs(wallId: string) {
  const { t } = useTranslation();
  const notify = useNotices();
  const run = useToldActs(ASKED);

  /** Whether the core accepted it. */
  const done = async (act: () => Promise<unknown>) => (await run(act)) !== null;

  const params = { id: wallId };
  const put = (tour: LayoutTour) => done(() => call("putTour", { params: { id: tour.id }, body: tour }));
  return {
    start: (tourId: string) => done(() => call("startTour", { params, body: { tourId } })),
    steer: (act: WallTourAct) => done(() => call("steerWallTour", { params, body: { act } })),
    stop: () => done(() => call("stopTour", { params })),
    put,
    async remove(tour: LayoutTour): Promise<void> {
      if (!(await done(() => call("removeTour", { params: { id: tour.id } })))) return;
      notify({ title: tour.name, undo: { label: t("undo"), act: () => void put(tour) } });
    },
  };
}

export type LayoutTourActs = ReturnType<typeof useLayoutTourActs>;

/** What the key does that pauses a tour. */
export function pauseOrGo({ paused }: WallTour): WallTourAct {
  return paused === null ? "pause" : "go";
}
