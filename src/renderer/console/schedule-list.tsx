import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
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
  const [editing, setEditing] = useState<ScheduleEntry | "new" | null>(null);
  if (editing !== null)
    return (
      <ScheduleEditor
        entry={editing === "new" ? null : editing}
        {...{ wallId, layouts, tours, shifts }}
        onSave={async (entry) => {
          if (await acts.put(entry)) setEditing(null);
        }}
        onCancel={() => setEditing(null)}
      />
    );
  const whenOf = ({ when }: ScheduleEntry) => {
    if ("at" in when) return when.at;
    const shift = shifts.find(({ id }) => id === when.shiftId);
    return shift === undefined ? t("schedule.noShift") : `${shift.starts} (${shift.name})`;
  };
  const whatOf = ({ does }: ScheduleEntry) =>
    does.kind === "layout"
      ? (layouts.find(({ id }) => id === does.layoutId)?.name ?? does.layoutId)
      : t("schedule.tour", { name: tours.find(({ id }) => id === does.tourId)?.name ?? does.tourId });
  return (
    <>
      {entries.length === 0 && (
        <div className="empty">
          <p>{t("schedule.none")}</p>
          <p className="dim">{t("schedule.noneNext")}</p>
        </div>
      )}
      <ul className="rules">
        {entries.map((entry) => (
          <li key={entry.id}>
            <div>
              <p className="incident-what">
                {whenOf(entry)} {entry.name}
              </p>
              <p className="item-more">
                {entry.days.length === 7
                  ? t("schedule.everyDay")
                  : weekdays
                      .filter((day) => entry.days.includes(day))
                      .map((day) => t(`rules.days.${day}`))
                      .join(", ")}
                {` · ${whatOf(entry)}`}
              </p>
            </div>
            <div className="acts">
              <button type="button" className="button small" onClick={() => setEditing(entry)}>
                {t("rules.edit")}
              </button>
              <button type="button" className="button small quiet" onClick={() => void acts.remove(entry)}>
                {t("rules.remove")}
              </button>
            </div>
          </li>
        ))}
      </ul>
      <div className="acts">
        <button
          type="button"
          className="button"
          disabled={layouts.length === 0}
          onClick={() => setEditing("new")}
        >
          {t("schedule.add")}
        </button>
      </div>
    </>
  );
}
