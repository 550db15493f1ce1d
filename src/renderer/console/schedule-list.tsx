import { useTranslation } from "react-i18next";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
import { MadeList } from "./made-list.tsx";
import type { ScheduleActs } from "./schedule-acts.ts";
import { type Schedulable, ScheduleEditor, weekdays } from "./schedule-editor.tsx";

interface ScheduleListProps extends Schedulable {
  /** Of the wall. */
  readonly entries: readonly ScheduleEntry[];
  readonly acts: ScheduleActs;
}

/** What comes to one wall by the clock: listed, changed and made. */
export function ScheduleList(props: ScheduleListProps) {
  const { wallId, entries, layouts, tours, shifts, acts } = props;
  const { t } = useTranslation("console");
  const whenOf = ({ when }: ScheduleEntry) => {
    if ("at" in when) return when.at;
    const shift = shifts.find(({ id }) => id === when.shiftId);
    return shift === undefined ? t("schedule.noShift") : `${shift.starts} (${shift.name})`;
  };
  const whatOf = ({ does }: ScheduleEntry) =>
    does.kind === "layout"
      ? (layouts.find(({ id }) => id === does.layoutId)?.name ?? does.layoutId)
      : t("schedule.tour", { name: tours.find(({ id }) => id === does.tourId)?.name ?? does.tourId });
  const daysOf = ({ days }: ScheduleEntry) =>
    days.length === 7
      ? t("schedule.everyDay")
      : weekdays
          .filter((day) => days.includes(day))
          .map((day) => t(`rules.days.${day}`))
          .join(", ");
  return (
    <MadeList
      items={entries}
      none={[t("schedule.none"), t("schedule.noneNext")]}
      titleOf={(entry) => `${whenOf(entry)} ${entry.name}`}
      moreOf={(entry) => `${daysOf(entry)} · ${whatOf(entry)}`}
      onRemove={(entry) => void acts.remove(entry)}
      addLabel={t("schedule.add")}
      mayAdd={layouts.length > 0}
      renderEditor={(entry, close) => (
        <ScheduleEditor
          entry={entry}
          {...{ wallId, layouts, tours, shifts }}
          onSave={async (given) => {
            if (await acts.put(given)) close();
          }}
          onCancel={close}
        />
      )}
    />
  );
}
