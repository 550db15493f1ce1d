import { Form } from "@base-ui/react/form";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ScheduleEntry } from "../../protocol/schedule.ts";
import type { Layout } from "../../layouts/layout.ts";
import type { LayoutTour } from "../../protocol/layout-tour.ts";
import type { Shift } from "../../protocol/shift.ts";
import { TextField } from "../ui/field.tsx";
import { isBlank } from "../ui/words.ts";
import { typedTime, useTimeTrouble } from "./typed-time.ts";

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** What an entry may name. */
export interface Schedulable {
  readonly wallId: string;
  readonly layouts: readonly Layout[];
  /** Of the wall. */
  readonly tours: readonly LayoutTour[];
  readonly shifts: readonly Shift[];
}

interface ScheduleEditorProps extends Schedulable {
  /** Null of one that is new. */
  readonly entry: ScheduleEntry | null;
  readonly onSave: (entry: ScheduleEntry) => Promise<void>;
  readonly onCancel: () => void;
}

/** When something comes to a wall, and what. */
export function ScheduleEditor(props: ScheduleEditorProps) {
  const { entry, wallId, layouts, tours, shifts } = props;
  const { t } = useTranslation("console");
  const timeTrouble = useTimeTrouble();
  const id = useId();
  const [name, setName] = useState(entry?.name ?? "");
  const [days, setDays] = useState<readonly number[]>(entry?.days ?? weekdays);
  const [shiftId, setShiftId] = useState(entry !== null && "shiftId" in entry.when ? entry.when.shiftId : "");
  const [at, setAt] = useState(entry !== null && "at" in entry.when ? entry.when.at : "07:00");
  const first = layouts[0] === undefined ? "" : `layout ${layouts[0].id}`;
  const [does, setDoes] = useState(
    entry === null
      ? first
      : entry.does.kind === "layout"
        ? `layout ${entry.does.layoutId}`
        : `tour ${entry.does.tourId}`,
  );
  const time = typedTime(at) ?? at;
  const save = () => {
    setAt(time);
    const [kind = "", what = ""] = does.split(" ");
    void props.onSave({
      id: entry?.id ?? `jadwal-${crypto.randomUUID().slice(0, 8)}`,
      ...{ wallId, name: name.trim(), days: days.toSorted((a, b) => a - b) },
      when: shiftId === "" ? { at: time } : { shiftId },
      does: kind === "tour" ? { kind, tourId: what } : { kind: "layout", layoutId: what },
    });
  };
  return (
    <Form className="form" onFormSubmit={save}>
      <TextField
        name="name"
        label={t("schedule.name")}
        aria-required
        autoFocus
        maxLength={120}
        value={name}
        onValueChange={setName}
        validate={(value) => (isBlank(value) ? t("schedule.nameless") : null)}
      />
      <div className="form-row">
        <div className="field">
          <label className="field-label" htmlFor={`${id}-when`}>
            {t("schedule.when")}
          </label>
          <select
            id={`${id}-when`}
            className="input"
            value={shiftId}
            onChange={(event) => setShiftId(event.target.value)}
          >
            <option value="">{t("schedule.atTime")}</option>
            {shifts.map((shift) => (
              <option key={shift.id} value={shift.id}>
                {t("schedule.atShift", { name: shift.name, time: shift.starts })}
              </option>
            ))}
          </select>
        </div>
        {shiftId === "" && (
          <TextField
            name="at"
            label={t("schedule.time")}
            aria-required
            placeholder="07:00"
            value={at}
            onValueChange={setAt}
            onBlur={() => setAt(time)}
            validate={timeTrouble}
          />
        )}
      </div>
      <fieldset className="schedule-days">
        <legend className="field-label">{t("schedule.days")}</legend>
        {weekdays.map((day) => (
          <label key={day} className="rule-check">
            <input
              type="checkbox"
              checked={days.includes(day)}
              onChange={({ target }) =>
                setDays(target.checked ? [...days, day] : days.filter((one) => one !== day))
              }
            />
            {t(`rules.days.${day}`)}
          </label>
        ))}
      </fieldset>
      <div className="field">
        <label className="field-label" htmlFor={`${id}-does`}>
          {t("schedule.does")}
        </label>
        <select
          id={`${id}-does`}
          className="input"
          value={does}
          onChange={(event) => setDoes(event.target.value)}
        >
          {layouts.map((layout) => (
            <option key={layout.id} value={`layout ${layout.id}`}>
              {layout.name}
            </option>
          ))}
          {tours.map((tour) => (
            <option key={tour.id} value={`tour ${tour.id}`}>
              {t("schedule.tour", { name: tour.name })}
            </option>
          ))}
        </select>
      </div>
      <div className="acts">
        <button type="submit" className="button strong" disabled={days.length === 0}>
          {t("rules.save")}
        </button>
        <button type="button" className="button quiet" onClick={props.onCancel}>
          {t("rules.cancel")}
        </button>
      </div>
    </Form>
  );
}
