import { Field } from "@base-ui/react/field";
import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MOST_SHIFTS, type Shift, type ShiftPlan } from "../../protocol/shift.ts";
import { isBlank } from "../ui/words.ts";
import type { ScheduleActs } from "./schedule-acts.ts";
import { typedTime, useTimeTrouble } from "./typed-time.ts";

interface ShiftsFormProps {
  readonly plan: ShiftPlan;
  readonly mayEdit: boolean;
  readonly acts: ScheduleActs;
}

const times = ["starts", "ends"] as const;

/** The shifts of a day, and which is at work now. */
export function ShiftsForm({ plan, mayEdit, acts }: ShiftsFormProps) {
  const { t } = useTranslation("console");
  const timeTrouble = useTimeTrouble();
  /** Null until somebody changes what the core says. */
  const [draft, setDraft] = useState<readonly Shift[] | null>(null);
  const shifts = draft ?? plan.shifts;
  const change = (id: string, part: Partial<Shift>) =>
    setDraft(shifts.map((shift) => (shift.id === id ? { ...shift, ...part } : shift)));
  const add = () => {
    const starts = typedTime(shifts.at(-1)?.ends ?? "") ?? "07:00";
    const ends = `${String((Number(starts.slice(0, 2)) + 8) % 24).padStart(2, "0")}${starts.slice(2)}`;
    setDraft([...shifts, { id: `giliran-${crypto.randomUUID().slice(0, 8)}`, name: "", starts, ends }]);
  };
  const save = async () => {
    const read = shifts.map((shift) => ({
      ...shift,
      starts: typedTime(shift.starts) ?? shift.starts,
      ends: typedTime(shift.ends) ?? shift.ends,
    }));
    setDraft(read);
    if (await acts.putShifts(read)) setDraft((latest) => (latest === read ? null : latest));
  };
  return (
    <Form className="form" onFormSubmit={() => void save()}>
      {shifts.length === 0 && (
        <div className="empty">
          <p>{t("schedule.noShifts")}</p>
          <p className="dim">{mayEdit ? t("schedule.noShiftsNext") : t("schedule.shiftsAsk")}</p>
        </div>
      )}
      <ol className="shifts">
        {shifts.map((shift, at) => (
          <li key={shift.id} aria-current={shift.id === plan.currentId ? "time" : undefined}>
            <Field.Root
              name={`name ${shift.id}`}
              validate={(value) => (isBlank(value) ? t("schedule.shiftNameless") : null)}
            >
              <Field.Control
                className="input"
                aria-label={t("schedule.shiftName", { number: at + 1 })}
                aria-required
                placeholder={t("schedule.shiftName", { number: at + 1 })}
                readOnly={!mayEdit}
                maxLength={60}
                value={shift.name}
                onValueChange={(name) => change(shift.id, { name })}
              />
              <Field.Error className="field-error" />
            </Field.Root>
            {times.map((which) => (
              <Field.Root key={which} name={`${which} ${shift.id}`} validate={timeTrouble}>
                <Field.Control
                  className="input"
                  aria-label={t(`schedule.${which}`, { number: at + 1 })}
                  aria-required
                  readOnly={!mayEdit}
                  value={shift[which]}
                  onValueChange={(time) => change(shift.id, { [which]: time })}
                  onBlur={() => {
                    const time = typedTime(shift[which]);
                    if (time !== null && time !== shift[which]) change(shift.id, { [which]: time });
                  }}
                />
                <Field.Error className="field-error" />
              </Field.Root>
            ))}
            <span className="dim">{shift.id === plan.currentId && t("schedule.nowAtWork")}</span>
            {mayEdit && (
              <button
                type="button"
                className="button quiet"
                aria-label={t("schedule.removeShift", { number: at + 1 })}
                onClick={() => setDraft(shifts.filter(({ id }) => id !== shift.id))}
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
    </Form>
  );
}
