import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_SHIFTS, type Shift, type ShiftPlan } from "../../protocol/shift.ts";
import type { ScheduleActs } from "./schedule-acts.ts";

interface ShiftsFormProps {
  readonly plan: ShiftPlan;
  readonly mayEdit: boolean;
  readonly acts: ScheduleActs;
}

const times = ["starts", "ends"] as const;

/** The shifts of a day, and which is at work now. */
export function ShiftsForm({ plan, mayEdit, acts }: ShiftsFormProps) {
  const { t } = useTranslation("console");
  const [shifts, setShifts] = useState<readonly Shift[]>(plan.shifts);
  const change = (id: string, part: Partial<Shift>) =>
    setShifts(shifts.map((shift) => (shift.id === id ? { ...shift, ...part } : shift)));
  const add = () => {
    const starts = shifts.at(-1)?.ends ?? "07:00";
    const ends = `${String((Number(starts.slice(0, 2)) + 8) % 24).padStart(2, "0")}${starts.slice(2)}`;
    setShifts([...shifts, { id: `giliran-${crypto.randomUUID().slice(0, 8)}`, name: "", starts, ends }]);
  };
  const save = (event: FormEvent) => {
    event.preventDefault();
    void acts.putShifts(shifts);
  };
  return (
    <form className="form" onSubmit={save}>
      {shifts.length === 0 && (
        <div className="empty">
          <p>{t("schedule.noShifts")}</p>
          <p className="dim">{mayEdit ? t("schedule.noShiftsNext") : t("schedule.shiftsAsk")}</p>
        </div>
      )}
      <ol className="shifts">
        {shifts.map((shift, at) => (
          <li key={shift.id} aria-current={shift.id === plan.currentId ? "time" : undefined}>
            <input
              className="input"
              aria-label={t("schedule.shiftName", { number: at + 1 })}
              placeholder={t("schedule.shiftName", { number: at + 1 })}
              required
              readOnly={!mayEdit}
              maxLength={60}
              value={shift.name}
              onChange={(event) => change(shift.id, { name: event.target.value })}
            />
            {times.map((which) => (
              <input
                key={which}
                className="input"
                aria-label={t(`schedule.${which}`, { number: at + 1 })}
                required
                readOnly={!mayEdit}
                pattern="([01][0-9]|2[0-3]):[0-5][0-9]"
                title={t("schedule.timeHint")}
                value={shift[which]}
                onChange={(event) => change(shift.id, { [which]: event.target.value })}
              />
            ))}
            <span className="dim">{shift.id === plan.currentId && t("schedule.nowAtWork")}</span>
            {mayEdit && (
              <button
                type="button"
                className="button quiet"
                aria-label={t("schedule.removeShift", { number: at + 1 })}
                onClick={() => setShifts(shifts.filter(({ id }) => id !== shift.id))}
              >
                ×
              </button>
            )}
          </li>
        ))}
      </ol>
      {mayEdit && (
        <div className="acts">
          <button type="button" className="button" disabled={shifts.length >= MOST_SHIFTS} onClick={add}>
            {t("schedule.addShift")}
          </button>
          <button type="submit" className="button strong">
            {t("rules.save")}
          </button>
        </div>
      )}
    </form>
  );
}
