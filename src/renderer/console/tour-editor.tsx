import { Form } from "@base-ui/react/form";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import { type LayoutTour, MOST_STEPS } from "../../protocol/layout-tour.ts";
import { TextField } from "../ui/field.tsx";
import { isBlank } from "../ui/words.ts";
import { DwellChoice } from "./dwell-choice.tsx";

/** For how long a step is shown where nobody has said anything else, seconds. */
const USUAL_DWELL_S = 60;

type Step = LayoutTour["steps"][number];

interface TourEditorProps {
  /** Null of one that is new. */
  readonly tour: LayoutTour | null;
  readonly wallId: string;
  readonly layouts: readonly Layout[];
  readonly onSave: (tour: LayoutTour) => Promise<void>;
  readonly onCancel: () => void;
}

/** A tour's name, and its layouts in their order with the time of each. */
export function TourEditor({ tour, wallId, layouts, onSave, onCancel }: TourEditorProps) {
  const { t } = useTranslation("console");
  const [name, setName] = useState(tour?.name ?? "");
  const [steps, setSteps] = useState<readonly Step[]>(
    tour?.steps ?? layouts.slice(0, 2).map(({ id }) => ({ layoutId: id, dwellS: USUAL_DWELL_S })),
  );
  const change = (at: number, part: Partial<Step>) =>
    setSteps(steps.map((step, other) => (other === at ? { ...step, ...part } : step)));
  const move = (at: number, to: number) => {
    const step = steps[at];
    if (step !== undefined) setSteps(steps.toSpliced(at, 1).toSpliced(to, 0, step));
  };
  const add = () => {
    const last = steps.at(-1);
    const following = layouts[(layouts.findIndex(({ id }) => id === last?.layoutId) + 1) % layouts.length];
    if (following !== undefined)
      setSteps([...steps, { layoutId: following.id, dwellS: last?.dwellS ?? USUAL_DWELL_S }]);
  };
  const save = () => {
    const id = tour?.id ?? `tour-${crypto.randomUUID().slice(0, 8)}`;
    void onSave({ id, wallId, name: name.trim(), steps: [...steps] });
  };
  return (
    <Form className="form" onFormSubmit={save}>
      <TextField
        name="name"
        label={t("layoutTours.name")}
        aria-required
        autoFocus
        maxLength={120}
        value={name}
        onValueChange={setName}
        validate={(value) => (isBlank(value) ? t("layoutTours.nameless") : null)}
      />
      <fieldset className="tour-steps">
        <legend className="field-label">{t("layoutTours.steps")}</legend>
        <ol>
          {steps.map((step, at) => {
            const number = at + 1;
            return (
              // Steps have no name of their own, and nothing in a row is kept but what it is given.
              <li key={at}>
                <span className="dim digit">{number}</span>
                <select
                  className="input"
                  aria-label={t("layoutTours.layoutOf", { number })}
                  value={step.layoutId}
                  onChange={(event) => change(at, { layoutId: event.target.value })}
                >
                  {layouts.every(({ id }) => id !== step.layoutId) && (
                    <option value={step.layoutId}>{t("layoutTours.gone", { id: step.layoutId })}</option>
                  )}
                  {layouts.map((layout) => (
                    <option key={layout.id} value={layout.id}>
                      {layout.name}
                    </option>
                  ))}
                </select>
                <DwellChoice
                  label={t("layoutTours.dwellOf", { number })}
                  dwellS={step.dwellS}
                  onDwell={(dwellS) => change(at, { dwellS })}
                />
                <button
                  type="button"
                  className="button quiet"
                  aria-label={t("layoutTours.up", { number })}
                  disabled={at === 0}
                  onClick={() => move(at, at - 1)}
                >
                  ↑
                </button>
                <button
                  type="button"
                  className="button quiet"
                  aria-label={t("layoutTours.removeStep", { number })}
                  disabled={steps.length <= 2}
                  onClick={() => setSteps(steps.toSpliced(at, 1))}
                >
                  ×
                </button>
              </li>
            );
          })}
        </ol>
        <button type="button" className="button small" disabled={steps.length >= MOST_STEPS} onClick={add}>
          {t("layoutTours.addStep")}
        </button>
      </fieldset>
      {steps.length < 2 && <p className="dim">{t("layoutTours.two")}</p>}
      <div className="acts">
        <button type="submit" className="button strong" disabled={steps.length < 2}>
          {t("rules.save")}
        </button>
        <button type="button" className="button quiet" onClick={onCancel}>
          {t("rules.cancel")}
        </button>
      </div>
    </Form>
  );
}
