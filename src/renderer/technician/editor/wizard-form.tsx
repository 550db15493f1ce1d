import { type SyntheticEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { controllerModels } from "../../../layouts/controllers.ts";
import { panelModels, type PanelModel } from "../../../layouts/library.ts";
import type { Site } from "../../../layouts/site.ts";
import { spokenLanguage } from "../../i18n/index.ts";
import { FormTrouble } from "../../ui/field.tsx";
import type { Arrangement } from "../draft/outputs.ts";
import { readNumber } from "../draft/number-field.ts";
import { buildWall, faceOf, type WallPlan } from "../draft/wizard.ts";
import type { Editing } from "./use-draft.ts";

const models: Readonly<Record<string, PanelModel>> = panelModels;
const OWN = "own";

/** What stands in the form, as it was typed. */
interface Typed {
  readonly name: string;
  readonly roomId: string;
  readonly replaces: string;
  readonly model: string;
  readonly status: WallPlan["status"];
  readonly kind: WallPlan["kind"];
  readonly columns: string;
  readonly rows: string;
  readonly wide: string;
  readonly high: string;
  readonly panelWidth: string;
  readonly panelHeight: string;
  readonly pixelsWide: string;
  readonly pixelsHigh: string;
  readonly bezel: string;
  readonly gap: string;
  readonly turn: string;
  readonly arrangement: Arrangement;
  readonly outputs: string;
  readonly outputWidth: string;
  readonly outputHeight: string;
  readonly controller: string;
}

/** The figures of a panel of the library, as they stand in the fields. */
function figuresOf(model: string) {
  const found = models[model];
  if (found === undefined) return {};
  const { kind, widthMm, heightMm, bezelMm, pixels } = found;
  const arrangement: Arrangement = kind === "lcd" ? "panel" : "beside";
  return {
    ...{ kind, arrangement, panelWidth: plain(widthMm), panelHeight: plain(heightMm) },
    ...{ pixelsWide: plain(pixels.width), pixelsHigh: plain(pixels.height) },
    bezel: typeof bezelMm === "number" ? plain(bezelMm) : "0",
  };
}

function plain(value: number): string {
  return String(value).replace(".", spokenLanguage() === "id" ? "," : ".");
}

function firstOf(site: Site, name: string): Typed {
  const window = site.walls.find(({ panels }) => panels.length === 0);
  const model = "led-600-p1.8";
  return {
    ...{
      name: window?.name ?? name,
      roomId: window?.roomId ?? site.rooms[0]?.id ?? "",
      replaces: window?.id ?? "",
    },
    ...{ model, status: "present", kind: "led", columns: "4", rows: "3", wide: "", high: "" },
    ...{ panelWidth: "", panelHeight: "", pixelsWide: "", pixelsHigh: "", bezel: "0", gap: "0", turn: "0" },
    ...{ arrangement: "beside", outputs: "1", outputWidth: "", outputHeight: "", controller: "" },
    ...figuresOf(model),
  };
}

/** The number, or a fallback where it cannot be read: for what the form foretells. */
const guess = (text: string, fallback: number): number => {
  const read = readNumber(text, { field: "", least: 0, most: 1e6 });
  return typeof read === "number" ? read : fallback;
};

const turns = { 0: 0, 90: 90, 180: 180, 270: 270 } as const;
const turnOf = (text: string): WallPlan["turn"] =>
  Object.values(turns).find((each) => String(each) === text) ?? 0;

interface WizardFormProps {
  readonly editing: Editing;
  readonly onDone: (wallId: string | null) => void;
}

/** A wall described in one go: panels, outputs and cables. */
export function WizardForm({ editing, onDone }: WizardFormProps) {
  const { t } = useTranslation("technician");
  const { site } = editing.draft;
  const [typed, setTyped] = useState(() => firstOf(site, t("wizard.name")));
  const [trouble, setTrouble] = useState<string[]>([]);
  const language = spokenLanguage();
  const set = (patch: Partial<Typed>) => setTyped((before) => ({ ...before, ...patch }));

  /** The plan, or what is wrong with the figures. */
  function read(): WallPlan | string[] {
    const wrong: string[] = [];
    const number = (text: string, field: string, least: number, most: number, whole = false) => {
      const value = readNumber(text, { field, least, most, whole });
      if (typeof value === "number") return value;
      wrong.push(value[language]);
      return 1;
    };
    const name = typed.name.trim();
    if (name === "") wrong.push(t("wizard.noName"));
    const columns = number(typed.columns, t("wizard.columns"), 1, 1_000_000, true);
    const rows = number(typed.rows, t("wizard.rows"), 1, 1_000_000, true);
    const plan: WallPlan = {
      ...{ name, roomId: typed.roomId, replaces: typed.replaces === "" ? null : typed.replaces },
      ...{ kind: typed.kind, status: typed.status, model: typed.model === OWN ? null : typed.model },
      widthMm: number(typed.panelWidth, t("wizard.panelWidth"), 1, 10_000),
      heightMm: number(typed.panelHeight, t("wizard.panelHeight"), 1, 10_000),
      bezelMm: number(typed.bezel, t("wizard.bezel"), 0, 1000),
      pixels: {
        width: number(typed.pixelsWide, t("wizard.pixelsWide"), 1, 16_384, true),
        height: number(typed.pixelsHigh, t("wizard.pixelsHigh"), 1, 16_384, true),
      },
      ...{ columns, rows, gapMm: number(typed.gap, t("wizard.gap"), 0, 10_000), turn: turnOf(typed.turn) },
      outputs: { count: 1, size: { width: 1, height: 1 }, arrangement: typed.arrangement },
      cabling: typed.controller === "" ? null : { model: typed.controller, bits: 8, hertz: 60 },
    };
    const count = number(typed.outputs, t("wizard.outputs"), 1, 128, true);
    const face = wrong.length === 0 ? faceOf(plan) : null;
    const auto = face === null ? null : sizeFor(face.canvas, count);
    const size = {
      width:
        typed.outputWidth === "" && auto !== null
          ? auto.width
          : number(typed.outputWidth || "1", t("wizard.outputWidth"), 1, 16_384, true),
      height:
        typed.outputHeight === "" && auto !== null
          ? auto.height
          : number(typed.outputHeight || "1", t("wizard.outputHeight"), 1, 16_384, true),
    };
    return wrong.length > 0 ? wrong : { ...plan, outputs: { count, size, arrangement: typed.arrangement } };
  }

  function submit(event: SyntheticEvent) {
    event.preventDefault();
    const plan = read();
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

  const plan = read();
  const face = Array.isArray(plan) ? null : faceOf(plan);
  const field = (key: keyof Typed, label: string, hint = "") => (
    <label className="entry">
      <span className="entry-name">{label}</span>
      <input
        className="input"
        inputMode={key === "name" ? "text" : "decimal"}
        autoComplete="off"
        placeholder={hint}
        value={typed[key]}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          const { value } = event.target;
          const step = (panel: string) => guess(panel, 1) + guess(typed.gap, 0);
          const count = (length: string, panel: string) =>
            String(Math.max(1, Math.round((guess(length, 0) + guess(typed.gap, 0)) / step(panel))));
          const sideways = typed.turn === "90" || typed.turn === "270";
          if (key === "wide")
            set({ wide: value, columns: count(value, sideways ? typed.panelHeight : typed.panelWidth) });
          else if (key === "high")
            set({ high: value, rows: count(value, sideways ? typed.panelWidth : typed.panelHeight) });
          else if (key === "columns") set({ columns: value, wide: "" });
          else if (key === "rows") set({ rows: value, high: "" });
          else set({ [key]: value });
        }}
      />
    </label>
  );
  const choice = (
    key: "roomId" | "replaces" | "model" | "turn" | "controller",
    label: string,
    options: readonly (readonly [value: string, name: string])[],
    then?: (value: string) => Partial<Typed>,
  ) => (
    <label className="entry wide">
      <span className="entry-name">{label}</span>
      <select
        className="input"
        value={typed[key]}
        onChange={({ target: { value } }) => set({ [key]: value, ...then?.(value) })}
      >
        {options.map(([value, name]) => (
          <option key={value} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
  const auto = face === null ? null : sizeFor(face.canvas, Math.max(1, guess(typed.outputs, 1)));

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
          figuresOf,
        )}
        {field("columns", t("wizard.columns"))}
        {field("rows", t("wizard.rows"))}
        {field("wide", t("wizard.wide"), face === null ? "" : plain(face.widthMm ?? 0))}
        {field("high", t("wizard.high"), face === null ? "" : plain(face.heightMm ?? 0))}
      </div>
      <p className="dim wizard-result" role="status">
        {face === null
          ? t("wizard.noResult")
          : t("wizard.result", {
              count: face.panels.length,
              width: plain(face.widthMm ?? 0),
              height: plain(face.heightMm ?? 0),
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
            {field("outputs", t("wizard.outputs"))}
            <span />
            {field("outputWidth", t("wizard.outputWidth"), auto === null ? "" : String(auto.width))}
            {field("outputHeight", t("wizard.outputHeight"), auto === null ? "" : String(auto.height))}
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
        {field("name", t("wizard.wallName"))}
        {choice(
          "roomId",
          t("wizard.room"),
          site.rooms.map(({ id, name }) => [id, name] as const),
        )}
        {field("gap", t("wizard.gap"))}
        {field("bezel", t("wizard.bezel"))}
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
            {field("panelWidth", t("wizard.panelWidth"))}
            {field("panelHeight", t("wizard.panelHeight"))}
            {field("pixelsWide", t("wizard.pixelsWide"))}
            {field("pixelsHigh", t("wizard.pixelsHigh"))}
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

/** What each of `count` outputs side by side must have. */
function sizeFor({ width, height }: { width: number; height: number }, count: number) {
  return { width: Math.min(16_384, Math.ceil(width / count)), height: Math.min(16_384, height) };
}
