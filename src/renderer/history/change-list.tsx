import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import { HISTORY_DAYS, PAST_CHANGES, type PastChange } from "../../protocol/wall-history.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { siteTime } from "../ui/site-time.ts";
import { useTaker } from "../ui/taker.ts";

interface ChangeListProps {
  readonly changes: readonly PastChange[];
  readonly layouts: readonly Layout[];
  readonly zone: string;
  /** Which one the wall is shown after; -1: before all of them. */
  readonly at: number;
  readonly onPick: (index: number) => void;
}

/** What is said of a change in one line. */
function useChangeWords(layouts: readonly Layout[], zone: string): (change: PastChange) => string {
  const { t } = useTranslation("history");
  const taker = useTaker();
  return (change) => {
    if (change.what === "states")
      return change.wrong === 0 ? t("statesFine") : t("states", { count: change.wrong });
    if (change.what === "incident") {
      const { by, text, became } = change;
      return t(`incident.${became}`, { by, text });
    }
    const by = taker(change.by, change.as);
    if (change.what === "tour") {
      const time = siteTime(Date.parse(change.until), zone).time;
      return t("tourSteps", { name: change.name, by, count: change.steps, time });
    }
    const { layoutId } = change;
    const layout = layouts.find(({ id }) => id === layoutId)?.name ?? layoutId;
    return layout === null ? t("takeOther", { by }) : t("take", { by, layout });
  };
}

/** Called once for each element that becomes the chosen one. */
function bringIntoView(element: HTMLButtonElement | null) {
  element?.scrollIntoView({ block: "nearest" });
}

/** Everything that changed in a stretch of time, oldest first, one of them chosen. */
export function ChangeList({ changes, layouts, zone, at, onPick }: ChangeListProps) {
  const { t } = useTranslation("history");
  const words = useChangeWords(layouts, zone);
  if (changes.length === 0)
    return (
      <div className="empty">
        <p>{t("noChanges")}</p>
        <p className="dim">{t("noChangesNext", { days: HISTORY_DAYS })}</p>
      </div>
    );
  return (
    <>
      {changes.length === PAST_CHANGES && (
        <p className="dim past-most">{t("most", { count: PAST_CHANGES })}</p>
      )}
      <ol className="past-changes">
        {changes.map((change, index) => (
          <li key={`${change.at} ${change.what} ${index}`}>
            <button
              ref={index === at ? bringIntoView : undefined}
              type="button"
              className="past-change"
              aria-current={index === at ? "true" : undefined}
              data-what={change.what}
              onClick={() => onPick(index)}
            >
              <time dateTime={change.at}>{siteTime(Date.parse(change.at), zone).time}</time>
              {change.what === "incident" && <SeverityMark severity={change.severity} />}
              <span>{words(change)}</span>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}
