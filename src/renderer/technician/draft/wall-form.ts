import type { Panel } from "../../../layouts/panel.ts";
import { panelModels, type PanelModel } from "../../../layouts/library.ts";
import type { Size } from "../../../layouts/rect.ts";
import type { Site } from "../../../layouts/site.ts";
import type { Language } from "../../../protocol/session.ts";
import { readNumber } from "./number-field.ts";
import type { Arrangement } from "./outputs.ts";
import { faceOf, type WallPlan } from "./wizard.ts";

export const models: Readonly<Record<string, PanelModel>> = panelModels;
/** The choice of a panel that is in no library. */
export const OWN = "own";

/** What stands in the form, as it was typed. */
export interface Typed {
  readonly name: string;
  readonly roomId: string;
  readonly replaces: string;
  readonly model: string;
  readonly status: WallPlan["status"];
  readonly kind: Panel["kind"];
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

/** Fields that are typed; the rest are chosen. */
export type TypedField = Exclude<
  keyof Typed,
  "roomId" | "replaces" | "model" | "status" | "kind" | "turn" | "arrangement" | "controller"
>;

/** A number as the page's language writes it, to be typed over. */
export function plain(value: number, language: Language): string {
  return String(value).replace(".", language === "id" ? "," : ".");
}

/** The figures of a panel of the library, as they stand in the fields. */
export function figuresOf(model: string, language: Language): Partial<Typed> {
  const found = models[model];
  if (found === undefined) return {};
  const { kind, widthMm, heightMm, bezelMm, pixels } = found;
  const arrangement: Arrangement = kind === "lcd" ? "panel" : "beside";
  const text = (value: number) => plain(value, language);
  return {
    ...{ kind, arrangement, panelWidth: text(widthMm), panelHeight: text(heightMm) },
    ...{ pixelsWide: text(pixels.width), pixelsHigh: text(pixels.height) },
    bezel: typeof bezelMm === "number" ? text(bezelMm) : "0",
  };
}

/** The form as it is opened: in the place of a wall without panels, where there is one. */
export function firstTyped(site: Site, name: string, language: Language): Typed {
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
    ...figuresOf(model, language),
  };
}

/** The number, or a fallback where it cannot be read: for what the form foretells. */
export function guess(text: string, fallback: number): number {
  const read = readNumber(text, { field: "", least: 0, most: 1e6 });
  return typeof read === "number" ? read : fallback;
}

export const turns = { 0: 0, 90: 90, 180: 180, 270: 270 } as const;

function turnOf(text: string): WallPlan["turn"] {
  return Object.values(turns).find((each) => String(each) === text) ?? 0;
}

/** The form after something was typed: a length in millimetres gives as many panels as come nearest to it. */
export function afterTyping(typed: Typed, key: TypedField, value: string): Typed {
  const step = (panel: string) => guess(panel, 1) + guess(typed.gap, 0);
  const count = (length: string, panel: string) =>
    String(Math.max(1, Math.round((guess(length, 0) + guess(typed.gap, 0)) / step(panel))));
  const sideways = typed.turn === "90" || typed.turn === "270";
  const [width, height] = sideways
    ? [typed.panelHeight, typed.panelWidth]
    : [typed.panelWidth, typed.panelHeight];
  if (key === "wide") return { ...typed, wide: value, columns: count(value, width) };
  if (key === "high") return { ...typed, high: value, rows: count(value, height) };
  if (key === "columns") return { ...typed, columns: value, wide: "" };
  if (key === "rows") return { ...typed, rows: value, high: "" };
  return { ...typed, [key]: value };
}

/** What each of `count` outputs side by side must have; whole columns where cabinets are to be wired. */
export function outputSizeFor({ width, height }: Size, count: number, columns: number, wired: boolean): Size {
  const each = wired ? Math.ceil(columns / count) * Math.ceil(width / columns) : Math.ceil(width / count);
  return { width: Math.min(16_384, each), height: Math.min(16_384, height) };
}

/** The plan, or what is wrong with the figures; `label` gives the name of a field in the language. */
export function readPlan(
  typed: Typed,
  label: (field: TypedField | "noName") => string,
  language: Language,
): WallPlan | string[] {
  const wrong: string[] = [];
  const number = (text: string, field: TypedField, least: number, most: number, whole = false) => {
    const value = readNumber(text, { field: label(field), least, most, whole });
    if (typeof value === "number") return value;
    wrong.push(value[language]);
    return 1;
  };
  const name = typed.name.trim();
  if (name === "") wrong.push(label("noName"));
  const plan: WallPlan = {
    ...{ name, roomId: typed.roomId, replaces: typed.replaces === "" ? null : typed.replaces },
    ...{ kind: typed.kind, status: typed.status, model: typed.model === OWN ? null : typed.model },
    columns: number(typed.columns, "columns", 1, 1_000_000, true),
    rows: number(typed.rows, "rows", 1, 1_000_000, true),
    widthMm: number(typed.panelWidth, "panelWidth", 1, 10_000),
    heightMm: number(typed.panelHeight, "panelHeight", 1, 10_000),
    bezelMm: number(typed.bezel, "bezel", 0, 1000),
    pixels: {
      width: number(typed.pixelsWide, "pixelsWide", 1, 16_384, true),
      height: number(typed.pixelsHigh, "pixelsHigh", 1, 16_384, true),
    },
    ...{ gapMm: number(typed.gap, "gap", 0, 10_000), turn: turnOf(typed.turn) },
    outputs: { count: 1, size: { width: 1, height: 1 }, arrangement: typed.arrangement },
    cabling: typed.controller === "" ? null : { model: typed.controller, bits: 8, hertz: 60 },
  };
  const count = number(typed.outputs, "outputs", 1, 128, true);
  const face = wrong.length === 0 ? faceOf(plan) : null;
  const auto = face && outputSizeFor(face.canvas, count, plan.columns, plan.cabling !== null);
  const side = (text: string, field: TypedField, fitting: number | undefined) =>
    text === "" && fitting !== undefined ? fitting : number(text || "1", field, 1, 16_384, true);
  const size = {
    width: side(typed.outputWidth, "outputWidth", auto?.width),
    height: side(typed.outputHeight, "outputHeight", auto?.height),
  };
  return wrong.length > 0 ? wrong : { ...plan, outputs: { count, size, arrangement: typed.arrangement } };
}
