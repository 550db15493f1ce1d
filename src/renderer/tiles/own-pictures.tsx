import { useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { StateMark } from "../ui/marks.tsx";
import type { LivePictures } from "./live-pictures.ts";
import { Watched } from "./watched.ts";

const unslowed = new Watched(0);

/** That this desk slows its own pictures, and that the wall's are another matter. */
export function OwnPictures({ pictures }: { pictures: LivePictures | null }) {
  const { t } = useTranslation();
  const { subscribe, get } = pictures?.slowed ?? unslowed;
  const count = useSyncExternalStore(subscribe, get);
  if (count === 0) return null;
  return (
    <p className="bar-load" title={t("slowed.help")}>
      <StateMark state="slowed" />
      <span>{t("slowed.told", { count })}</span>
    </p>
  );
}
