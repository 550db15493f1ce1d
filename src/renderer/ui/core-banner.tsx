import { useTranslation } from "react-i18next";
import { useCore } from "../link/queries.ts";
import { SeverityMark } from "./marks.tsx";
import { siteTime } from "./site-time.ts";

/** Says at once that the core is lost, what still works and what to do; nothing while it answers. */
export function CoreBanner({ zone }: { zone: string }) {
  const { t } = useTranslation();
  const { lost, since } = useCore();
  if (!lost) return null;
  const at = siteTime(since, zone);
  return (
    <div role="alert" className="core-banner">
      <SeverityMark severity="critical" />
      <p>
        <strong>
          {since === 0 ? t("core.lostAtStart") : t("core.lost", { time: `${at.time} ${at.zone}` })}
        </strong>{" "}
        {t("core.stillWorks")} {t("core.whatToDo")}
      </p>
    </div>
  );
}
