import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type PanelModelName, panelModels } from "../../layouts/library.ts";
import type { Layout } from "../../layouts/layout.ts";
import type { Site } from "../../layouts/site.ts";
import { isPresetName, type Preset, type PresetName, presets } from "../../layouts/sites/index.ts";
import { ownSite } from "../../layouts/sites/own.ts";
import { asApiError, call, useAskAgain, useCameras, useLayouts, useSite, useWall } from "../link/queries.ts";
import { FormTrouble } from "../ui/field.tsx";
import { Opening } from "../ui/opening.tsx";
import { Plan } from "../ui/plan.tsx";
import { StepActs } from "./step-acts.tsx";

const KEEP = "keep";
const OWN = "own";
/** Walls of more are LED, or more than one goes through by hand. */
const MOST_MONITORS = 8;
const monitorModels = Object.entries(panelModels).filter(([, { kind }]) => kind === "lcd");

const isModel = (name: string): name is PanelModelName => Object.hasOwn(panelModels, name);

interface SiteStepProps {
  /** Null where nobody chose one: then it stays as it is. */
  readonly zone: string | null;
  readonly onNext: () => void;
  readonly onBack: (() => void) | undefined;
}

/** Which wall it is: a city's, one of one's own, or the one that is stored. */
export function SiteStep({ zone, onNext, onBack }: SiteStepProps) {
  const { t } = useTranslation("setup");
  const askAgain = useAskAgain();
  const stored = useSite();
  const cameras = useCameras().data;
  const layouts = useLayouts().data;
  const value = stored.data?.value;
  const shown = useWall(value?.walls[0]?.id ?? "").data;
  const [choice, setChoice] = useState<PresetName | typeof KEEP | typeof OWN>(KEEP);
  const [name, setName] = useState("");
  const [model, setModel] = useState<PanelModelName | null>(null);
  const [columns, setColumns] = useState(2);
  const [rows, setRows] = useState(2);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  if (value === undefined || cameras === undefined || layouts === undefined)
    return <Opening asked={stored} />;
  const isUsed =
    cameras.length > 0 || (shown !== undefined && shown.takeId !== null) || !isUntouched(value, layouts);

  const monitors = model === null ? null : { model, columns, rows };
  function wanted(): Pick<Preset, "site" | "layouts"> {
    if (choice === OWN)
      return {
        site: ownSite({ name: name.trim() || t("site.own"), zone: zone ?? value?.zone ?? ZONE, monitors }),
        layouts: [],
      };
    return isPresetName(choice) ? presets[choice]() : { site: value ?? emptySite(), layouts: [] };
  }
  const { site } = wanted();

  async function keep() {
    setBusy(true);
    setTrouble(null);
    try {
      const { site, layouts: first } = wanted();
      const etag = stored.data?.etag ?? null;
      const wantedSite = zone === null ? site : { ...site, zone };
      const gone: Layout[] = [];
      try {
        // The layouts of a wall go before it does, and come back where it stays.
        if (choice !== KEEP)
          for (const layout of layouts ?? []) {
            await call("removeLayout", { params: { id: layout.id } });
            gone.push(layout);
          }
        if (choice !== KEEP || site.zone !== wantedSite.zone)
          await call("putSite", { body: wantedSite, ...(etag !== null && { ifMatch: etag }) });
      } catch (error) {
        await Promise.allSettled(gone.map((layout) => call("addLayout", { body: layout })));
        throw error;
      }
      for (const layout of first) await call("addLayout", { body: layout });
      await askAgain("site", "layouts", "wall", "outputs");
      onNext();
    } catch (error) {
      setTrouble(asApiError(error).message);
      await askAgain("site", "layouts");
    } finally {
      setBusy(false);
    }
  }

  const option = (id: typeof choice, words: string) => (
    <label key={id} className="setup-choice">
      <input type="radio" name="site" checked={choice === id} onChange={() => setChoice(id)} />
      {words}
    </label>
  );
  return (
    <>
      <p className="dim">{t(isUsed ? "site.used" : "site.text")}</p>
      <div className="setup-columns">
        <fieldset className="setup-choices">
          <legend className="hidden-label">{t("site.title")}</legend>
          {option(KEEP, `${t("site.keep")}: ${value.name}`)}
          {!isUsed && (
            <>
              {option(OWN, t("site.own"))}
              {Object.entries(presets).map(
                ([id, make]) => isPresetName(id) && option(id, presetWords(id, make().site)),
              )}
            </>
          )}
        </fieldset>
        <div className="setup-side">
          {choice === OWN && (
            <>
              <label className="field">
                <span className="field-label">{t("site.name")}</span>
                <input
                  className="input"
                  maxLength={120}
                  placeholder={t("site.nameHint")}
                  value={name}
                  onChange={(event) => setName(event.target.value)}
                />
              </label>
              <label className="field">
                <span className="field-label">{t("site.model")}</span>
                <select
                  className="input"
                  value={model ?? ""}
                  onChange={({ target }) => setModel(isModel(target.value) ? target.value : null)}
                >
                  <option value="">{t("site.window")}</option>
                  {monitorModels.map(([id, { name: words }]) => (
                    <option key={id} value={id}>
                      {words}
                    </option>
                  ))}
                </select>
              </label>
              {model !== null && (
                <div className="form-row">
                  <Count label={t("site.columns")} value={columns} onValue={setColumns} />
                  <Count label={t("site.rows")} value={rows} onValue={setRows} />
                </div>
              )}
              <p className="field-hint">{t("site.led")}</p>
            </>
          )}
          {site.walls.slice(0, 1).map((wall) => (
            <div key={wall.id} className="setup-plan">
              <Plan canvas={wall.canvas} panels={wall.panels} />
              <p className="dim">
                {wall.name} · {t("site.facts", { outputs: site.outputs.length, ...wall.canvas })}
              </p>
            </div>
          ))}
        </div>
      </div>
      {trouble !== null && <FormTrouble>{trouble}</FormTrouble>}
      <StepActs onBack={onBack}>
        <button type="button" className="button strong" disabled={busy} onClick={() => void keep()}>
          {t("next")}
        </button>
      </StepActs>
    </>
  );
}

/** Stages of one city have one name, and another id. */
function presetWords(id: PresetName, { name }: Site): string {
  return `${name} (${id})`;
}

const ZONE = "Asia/Jakarta";

function emptySite(): Site {
  return ownSite({ name: "–", zone: ZONE, monitors: null });
}

/** Whether a site's layouts are those that it came with, so that nobody's work goes with them. */
function isUntouched({ id }: Site, layouts: readonly Layout[]): boolean {
  const shipped = isPresetName(id) ? presets[id]().layouts : [];
  const tilesOf = (layout: Layout | undefined) => JSON.stringify(layout?.tiles.map(({ content }) => content));
  return layouts.every((layout) => {
    const own = shipped.find((one) => one.id === layout.id);
    return own !== undefined && own.name === layout.name && tilesOf(own) === tilesOf(layout);
  });
}

function Count({
  label,
  value,
  onValue,
}: {
  label: string;
  value: number;
  onValue: (value: number) => void;
}) {
  return (
    <label className="field">
      <span className="field-label">{label}</span>
      <select className="input" value={value} onChange={({ target }) => onValue(Number(target.value))}>
        {Array.from({ length: MOST_MONITORS }, (_, index) => (
          <option key={index + 1}>{index + 1}</option>
        ))}
      </select>
    </label>
  );
}
