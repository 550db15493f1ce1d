import { useTranslation } from "react-i18next";
import type { TileTour, TourAct } from "../../protocol/tour.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { useNotices } from "../ui/toasts.tsx";

/** Holds the tour of a tile of one wall for everyone, lets it go on, or shows its next camera. */
export function useTours(wallId: string): (tileId: string, act: TourAct) => Promise<void> {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  return async (tileId, act) => {
    try {
      await call("steerTour", { params: { id: wallId, tileId }, body: { act } });
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("wall", "outputs");
  };
}

/** What the key or touch does that holds a tour. */
export function holdOrGo({ held }: TileTour): TourAct {
  return held === null ? "hold" : "go";
}

/** The keys of a tour, while its tile is chosen on the wall. */
export function tourKeys(
  tour: TileTour | undefined,
  steer: ReturnType<typeof useTours>,
): Record<string, () => void> {
  if (tour === undefined) return {};
  return {
    g: () => void steer(tour.tileId, holdOrGo(tour)),
    ",": () => void steer(tour.tileId, "previous"),
    ".": () => void steer(tour.tileId, "next"),
  };
}
