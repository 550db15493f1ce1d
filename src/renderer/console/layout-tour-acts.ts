import { useTranslation } from "react-i18next";
import type { LayoutTour, WallTour, WallTourAct } from "../../protocol/layout-tour.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Starts, steers and ends the tour of layouts of one wall, and sets tours up. */
export function useLayoutTourActs(wallId: string) {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();

  /** Whether the core accepted it. */
  async function run(act: () => Promise<unknown>): Promise<boolean> {
    try {
      await act();
      return true;
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
      return false;
    } finally {
      await askAgain("wall", "outputs", "tours");
    }
  }

  const params = { id: wallId };
  const put = (tour: LayoutTour) => run(() => call("putTour", { params: { id: tour.id }, body: tour }));
  return {
    start: (tourId: string) => run(() => call("startTour", { params, body: { tourId } })),
    steer: (act: WallTourAct) => run(() => call("steerWallTour", { params, body: { act } })),
    stop: () => run(() => call("stopTour", { params })),
    put,
    async remove(tour: LayoutTour): Promise<void> {
      if (!(await run(() => call("removeTour", { params: { id: tour.id } })))) return;
      notify({ title: tour.name, undo: { label: t("undo"), act: () => void put(tour) } });
    },
  };
}

export type LayoutTourActs = ReturnType<typeof useLayoutTourActs>;

/** What the key does that pauses a tour. */
export function pauseOrGo({ paused }: WallTour): WallTourAct {
  return paused === null ? "pause" : "go";
}
