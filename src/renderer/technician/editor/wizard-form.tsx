import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { controllerModels } from "../../../layouts/controllers.ts";
import { spokenLanguage } from "../../i18n/index.ts";
import { FormTrouble } from "../../ui/field.tsx";
import {
  afterTyping,
  figuresOf,
  firstTyped,
  guess,
  models,
  outputSizeFor,
  OWN,
  plain,
  readPlan,
  turns,
  type Typed,
  type TypedField,
} from "../draft/wall-form.ts";
import { buildWall, faceOf } from "../draft/wizard.ts";
import type { Editing } from "./use-draft.ts";

interface WizardFormProps {
  readonly editing: Editing;
  readonly onDone: (wallId: string | null) => void;
}

/** A wall described in one go: panels, outputs and cables. */
export function WizardForm({ editing, onDone }: WizardFormProps) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  const { site } = editing.draft;
  const [typed, setTyped] = useState(() => firstTyped(site, t("wizard.name"), language));
  const [trouble, setTrouble] = useState<string[]>([]);
  const set = (patch: Partial<Typed>) => setTyped((before) => ({ ...before, ...patch }));

  const label = (key: TypedField | "noName") => t(key === "name" ? "wizard.wallName" : `wizard.${key}`);
  const text = (value: number) => plain(value, language);

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const plan = readPlan(typed, label, language);
    if (Array.isArray(plan)) {
      setTrouble(plan);
      return;
    }
    let wallId: string | null = null;
    let why: string[] = [];
    const done = editing.edit((before) => {
      const outcome = buildWall(before, plan);
      wallId = outcome.wallId ?? null;
      why = "refused" in outcome ? outcome.refused.map(({ message }) => message[language]) : [];
      return outcome;
    });
    setTrouble(why);
    if (done) onDone(wallId);
  }

  const plan = readPlan(typed, label, language);
  const face = Array.isArray(plan) ? null : faceOf(plan);
  const field = (key: TypedField, hint = "") => (
    <label className="entry">
      <span className="entry-name">{label(key)}</span>
      <input
        className="input"
        inputMode={key === "name" ? "text" : "decimal"}
        autoComplete="off"
        placeholder={hint}
        value={typed[key]}
        onFocus={(event) => event.target.select()}
        onChange={({ target }) => setTyped((before) => afterTyping(before, key, target.value))}
      />
    </label>
  );
  const choice = (
    key: "roomId" | "replaces" | "model" | "turn" | "controller",
    name: string,
    options: readonly (readonly [value: string, name: string])[],
    then?: (value: string) => Partial<Typed>,
  ) => (
    <label className="entry wide">
      <span className="entry-name">{name}</span>
      <select
        className="input"
        value={typed[key]}
        onChange={({ target: { value } }) => set({ [key]: value, ...then?.(value) })}
      >
        {options.map(([value, shown]) => (
          <option key={value} value={value}>
            {shown}
          </option>
        ))}
      </select>
    </label>
  );
  const auto =
    face === null || Array.isArray(plan)
      ? null
      : outputSizeFor(face.canvas, Math.max(1, guess(typed.outputs, 1)), plan.columns, plan.cabling !== null);

  return (
    <form className="side-part wizard" aria-label={t("wizard.title")} onSubmit={submit} noValidate>
      <header className="part-head">
        <h2>{t("wizard.title")}</h2>
      </header>
      <div className="entries">
        {choice(
          "model",
          t("wizard.model"),
          [...Object.entries(models).map(([id, { name }]) => [id, name] as const), [OWN, t("wizard.own")]],
          (model) => figuresOf(model, language),
        )}
        {field("columns")}
        {field("rows")}
        {field("wide", face === null ? "" : text(face.widthMm ?? 0))}
        {field("high", face === null ? "" : text(face.heightMm ?? 0))}
      </div>
      <p className="dim wizard-result" role="status">
        {face === null
          ? t("wizard.noResult")
          : t("wizard.result", {
              count: face.panels.length,
              width: text(face.widthMm ?? 0),
              height: text(face.heightMm ?? 0),
              across: face.canvas.width,
              down: face.canvas.height,
            })}
      </p>
      <div className="entries">
        <label className="entry wide">
          <span className="entry-name">{t("wizard.arrangement")}</span>
          <select
            className="input"
            value={typed.arrangement}
            onChange={({ target: { value } }) => {
              if (value === "beside" || value === "folded" || value === "panel") set({ arrangement: value });
            }}
          >
            <option value="beside">{t("wizard.beside")}</option>
            <option value="folded">{t("wizard.folded")}</option>
            <option value="panel">{t("wizard.panel")}</option>
          </select>
        </label>
        {typed.arrangement !== "panel" && (
          <>
            {field("outputs")}
            <span />
            {field("outputWidth", auto === null ? "" : String(auto.width))}
            {field("outputHeight", auto === null ? "" : String(auto.height))}
          </>
        )}
        {typed.kind === "led" &&
          choice("controller", t("wizard.controller"), [
            ["", t("wizard.noController")],
            ...Object.entries(controllerModels).map(([id, { name }]) => [id, name] as const),
          ])}
        {choice("replaces", t("wizard.replaces"), [
          ["", t("wizard.new")],
          ...site.walls.map(({ id, name }) => [id, name] as const),
        ])}
        {field("name")}
        {choice(
          "roomId",
          t("wizard.room"),
          site.rooms.map(({ id, name }) => [id, name] as const),
        )}
        {field("gap")}
        {field("bezel")}
        {choice(
          "turn",
          t("wizard.turn"),
          Object.keys(turns).map((turn) => [turn, `${turn}°`] as const),
        )}
        <label className="entry wide">
          <span className="entry-name">{t("panel.status")}</span>
          <select
            className="input"
            value={typed.status}
            onChange={({ target: { value } }) => {
              if (value === "present" || value === "planned") set({ status: value });
            }}
          >
            <option value="present">{t("panel.present")}</option>
            <option value="planned">{t("panel.planned")}</option>
          </select>
        </label>
        {typed.model === OWN && (
          <>
            {field("panelWidth")}
            {field("panelHeight")}
            {field("pixelsWide")}
            {field("pixelsHigh")}
          </>
        )}
      </div>
      {trouble.length > 0 && (
        <FormTrouble>
          {trouble.slice(0, 3).map((sentence) => (
            <span key={sentence} className="line">
              {sentence}
            </span>
          ))}
        </FormTrouble>
      )}
      <div className="acts">
        <button type="submit" className="button strong">
          {t("wizard.build")}
        </button>
        <button type="button" className="button" onClick={() => onDone(null)}>
          {t("wizard.cancel")}
        </button>
      </div>
    </form>
  );
}
