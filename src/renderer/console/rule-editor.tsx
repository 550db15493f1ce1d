import { type FormEvent, type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import { severities } from "../../protocol/incident.ts";
import { type Rule, rulePriorities, type RuleTrial } from "../../protocol/rule.ts";
import { asApiError, call } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { formOf, inputOf, isBeyond, type RuleForm } from "./rule-form.ts";
import { RuleTrialResult } from "./rule-trial.tsx";

const TRIED_MS = 7 * 24 * 3600_000;
const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

interface EditorProps {
  /** Null: a new one. */
  readonly rule: Rule | null;
  readonly site: Site;
  readonly layouts: readonly Layout[];
  readonly onDone: () => void;
}

function Labelled({ label, children }: { label: string; children: (id: string) => ReactNode }) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
    </div>
  );
}

/** Adds a rule or changes one, and tries it on what happened before. */
export function RuleEditor({ rule, site, layouts, onDone }: EditorProps) {
  const { t } = useTranslation("console");
  const { t: common } = useTranslation();
  const [form, setForm] = useState<RuleForm>(() => formOf(rule, site.walls[0]?.id ?? ""));
  const [trouble, setTrouble] = useState<string | null>(null);
  const [trial, setTrial] = useState<RuleTrial | null>(null);
  const set = (part: Partial<RuleForm>) => setForm({ ...form, ...part });
  const beyond = rule !== null && Object.values(isBeyond(rule)).some(Boolean);

  async function attempt(work: () => Promise<void>) {
    setTrouble(null);
    try {
      await work();
    } catch (error) {
      setTrouble(asApiError(error).message);
    }
  }
  function save(event: FormEvent) {
    event.preventDefault();
    void attempt(async () => {
      const body = inputOf(form, rule);
      if (rule === null) await call("addRule", { body });
      else await call("putRule", { params: { id: rule.id }, body });
      onDone();
    });
  }
  const tryOut = () =>
    attempt(async () => {
      const now = Date.now();
      const [from, until] = [new Date(now - TRIED_MS).toISOString(), new Date(now).toISOString()];
      setTrial((await call("tryRule", { body: { rule: inputOf(form, rule), from, until } })).value);
    });

  const text = (key: keyof RuleForm, label: string, type = "text") => (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          className="input"
          type={type}
          step={type === "number" ? "any" : undefined}
          value={String(form[key])}
          onChange={(event) => set({ [key]: event.target.value })}
        />
      )}
    </Labelled>
  );
  const choice = (key: keyof RuleForm, label: string, options: readonly (readonly [string, string])[]) => (
    <Labelled label={label}>
      {(id) => (
        <select
          id={id}
          className="input"
          value={String(form[key])}
          onChange={(event) => set({ [key]: event.target.value })}
        >
          {options.map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
  const check = (label: string, checked: boolean, change: (checked: boolean) => void) => (
    <label key={label} className="rule-check">
      <input type="checkbox" checked={checked} onChange={(event) => change(event.target.checked)} />
      {label}
    </label>
  );
  const toggled = <T,>(list: readonly T[], one: T, on: boolean) =>
    on ? [...list, one] : list.filter((other) => other !== one);

  return (
    <form className="form rule-form" onSubmit={save}>
      {text("name", t("rules.name"))}
      {choice(
        "priority",
        t("rules.priority"),
        rulePriorities.map((one) => [one, t(`alerts.priority.${one}`)]),
      )}
      {check(t("rules.enabled"), form.enabled, (enabled) => set({ enabled }))}
      <fieldset>
        <legend>{t("rules.when")}</legend>
        {text("kinds", t("rules.kinds"))}
        <p className="field-label">{t("rules.severities")}</p>
        <div className="rule-checks">
          {severities.map((one) =>
            check(common(`severity.${one}`), form.severities.includes(one), (on) =>
              set({ severities: toggled(form.severities, one, on) }),
            ),
          )}
        </div>
        {text("sources", t("rules.sources"))}
        {beyond && <p className="dim">{t("rules.beyond")}</p>}
        <p className="field-label">{t("rules.place")}</p>
        <div className="rule-row">
          {text("lat", t("rules.lat"), "number")}
          {text("lon", t("rules.lon"), "number")}
          {text("radiusM", t("rules.radius"), "number")}
        </div>
        <p className="field-label">{t("rules.time")}</p>
        <div className="rule-row">
          {text("from", t("rules.from"))}
          {text("until", t("rules.until"))}
        </div>
        <div className="rule-checks">
          {weekdays.map((day) =>
            check(t(`rules.days.${day}`), form.days.includes(day), (on) =>
              set({ days: toggled(form.days, day, on) }),
            ),
          )}
        </div>
      </fieldset>
      <fieldset>
        <legend>{t("rules.doing")}</legend>
        {choice(
          "wallId",
          t("rules.wall"),
          site.walls.map(({ id, name }) => [id, name]),
        )}
        <div className="rule-row">
          {text("count", t("rules.count"), "number")}
          {text("withinM", t("rules.within"), "number")}
        </div>
        {choice("layoutId", t("rules.layout"), [
          ["", t("rules.noLayout")],
          ...layouts.map(({ id, name }) => [id, name] as const),
        ])}
        {check(t("rules.alert"), form.alert, (alert) => set({ alert }))}
        {check(t("rules.sound"), form.sound, (sound) => set({ sound }))}
        {text("minutes", t("rules.minutes"), "number")}
      </fieldset>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <div className="acts">
        <button type="submit" className="button strong">
          {t("rules.save")}
        </button>
        <button type="button" className="button" onClick={() => void tryOut()}>
          {t("rules.try")}
        </button>
        <button type="button" className="button quiet" onClick={onDone}>
          {t("rules.cancel")}
        </button>
      </div>
      {trial !== null && <RuleTrialResult trial={trial} zone={site.zone} />}
    </form>
  );
}
