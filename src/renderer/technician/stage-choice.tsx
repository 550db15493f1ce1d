import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import type { PresetName } from "../../layouts/sites/index.ts";
import { siteAtStage, stageOf, stagesOf } from "./stages.ts";

const stageNames = {
  bekasi: "stage.bekasi",
  bitung: "stage.bitung",
  pontianak: "stage.pontianak",
  "pontianak-3": "stage.pontianak3",
  tangerang: "stage.tangerang",
  tarakan: "stage.tarakan",
  "tarakan-2x2": "stage.tarakan2",
  "tarakan-3x3": "stage.tarakan3",
} as const satisfies Record<PresetName, string>;

interface StageChoiceProps {
  readonly site: Site;
  readonly mayEdit: boolean;
  /** Puts a site in the place of `site`; `done` is said of it. */
  readonly put: (after: Site, done: string) => Promise<void>;
}

/** The stages of growth of a preset, and at which of them the stored site stands; nothing where there is but one. */
export function StageChoice({ site, mayEdit, put }: StageChoiceProps) {
  const { t } = useTranslation("technician");
  const [moving, setMoving] = useState(false);
  const stage = useMemo(() => stageOf(site), [site]);
  const family = useMemo(() => stagesOf(site), [site]);

  async function moveTo(name: PresetName) {
    setMoving(true);
    await put(siteAtStage(site, name), t("stage.moved"));
    setMoving(false);
  }

  if (family.length <= 1) return null;
  return (
    <section className="side-part stages" aria-label={t("stage.title")}>
      <header className="part-head">
        <h2>{t("stage.title")}</h2>
      </header>
      <p className="dim">{t("stage.text")}</p>
      {/* Buttons, because arrows among radio buttons would rebuild the wall at every step. */}
      {family.map((name) => (
        <button
          key={name}
          type="button"
          className="button stage-choice"
          disabled={!mayEdit || moving}
          aria-pressed={name === stage}
          onClick={() => void moveTo(name)}
        >
          {t(stageNames[name])}
        </button>
      ))}
      {stage === null && <p className="dim">{t("stage.own")}</p>}
    </section>
  );
}
