import { useTranslation } from "react-i18next";
import type { WallSchedule } from "../../protocol/schedule.ts";
import { useSpokenLanguage } from "../i18n/index.ts";
import { useNow } from "../ui/clock.tsx";
import { SeverityMark } from "../ui/marks.tsx";
import { dayTime } from "../ui/site-time.ts";
import type { ScheduleActs } from "./schedule-acts.ts";

interface ScheduleToldProps {
  readonly schedule: WallSchedule;
  readonly zone: string;
  readonly mayAct: boolean;
  readonly acts: ScheduleActs;
}

/** What comes to the wall next by the clock, what of it waits, and what could not be shown. */
export function ScheduleTold({ schedule, zone, mayAct, acts }: ScheduleToldProps) {
  const { t } = useTranslation("console");
  const language = useSpokenLanguage();
  const now = useNow(60_000);
  const { next, waits, failed } = schedule;
  if (next === null && waits === null && failed === null) return null;
  const at = (time: string) => dayTime(time, zone, now, language);
  return (
    <div className="schedule-told">
      <div className="tour-told" role="status">
        {waits !== null && <p>{t(`schedule.${waits.why}`, { name: waits.name, time: at(waits.at) })}</p>}
        {waits === null && failed !== null && (
          <p>
            <SeverityMark severity="medium" />
            {t("schedule.failed", { name: failed.name, time: at(failed.at) })}
          </p>
        )}
        {waits === null && failed === null && next !== null && <p className="dim">{t("schedule.next")}</p>}
        {next !== null && (
          <p data-skipped={next.skipped}>
            {at(next.at)} {next.name}
          </p>
        )}
      </div>
      {mayAct && next !== null && (
        <button
          type="button"
          className="button"
          aria-pressed={next.skipped}
          onClick={() => void acts.skip(next.entryId, !next.skipped)}
        >
          {t(next.skipped ? "schedule.unskip" : "schedule.skip")}
        </button>
      )}
    </div>
  );
}
