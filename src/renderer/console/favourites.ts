import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useFavourites } from "../link/people-queries.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import type { Present } from "../ui/gate.tsx";
import { useNotices } from "../ui/toasts.tsx";
import { keepList, keptList, remember } from "./used.ts";

/**
 * The cameras that somebody keeps at hand: of the account, so that they follow it to every desk. Who has none keeps
 * theirs in this browser.
 */
export function useFavouriteCameras(me: Present) {
  const { t } = useTranslation();
  const notify = useNotices();
  const askAgain = useAskAgain();
  const told = useFavourites(me.hasAccount ? me.name : null).data?.cameraIds;
  const [own, setOwn] = useState(() => keptList("favourites", me.name));
  /** What was pressed and is not answered yet. */
  const [asked, setAsked] = useState<readonly string[] | null>(null);
  const ids = me.hasAccount ? (asked ?? told ?? []) : own;

  async function put(cameraIds: readonly string[]) {
    setAsked(cameraIds);
    try {
      await call("putFavourites", { body: { cameraIds: [...cameraIds] } });
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("favourites");
    setAsked(null);
  }

  return {
    ids,
    toggle(id: string) {
      const next = ids.includes(id) ? ids.filter((each) => each !== id) : [...ids, id];
      if (me.hasAccount) {
        // What is not known yet is not written over.
        if (asked !== null || told !== undefined) void put(next);
        return;
      }
      setOwn(next);
      keepList("favourites", me.name, next);
    },
  };
}

/** The cameras that somebody put on a tile last, the newest first; and how to tell of more. */
export function useRecentCameras(person: string | null) {
  const [ids, setIds] = useState(() => keptList("recent", person));
  return [ids, (more: readonly string[]) => setIds(remember("recent", person, more))] as const;
}

export type FavouriteCameras = ReturnType<typeof useFavouriteCameras>;
