import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Panel } from "../../layouts/panel.ts";
import type { Site } from "../../layouts/site.ts";
import { MOST_RUPIAH } from "../../layouts/price.ts";
import { type PresetName, type StageCost, stageCosts, stageWithin } from "../../layouts/sites/index.ts";
import { useNumber } from "../ui/use-number.ts";
import { NumberInput } from "./editor/number-input.tsx";
import { articlesOf, siteAtStage, stageOf, stagesOf, withPrice } from "./stages.ts";

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
  const { t, i18n } = useTranslation("technician");
  const number = useNumber(1);
  const [budget, setBudget] = useState<number | null>(null);
  const [moving, setMoving] = useState(false);
  const stage = useMemo(() => stageOf(site), [site]);
  const family = useMemo(() => stagesOf(site), [site]);

  const articles = useMemo(() => articlesOf(site), [site]);
  const costs = useMemo(() => stageCosts(site, family), [site, family]);
  const rupiah = (value: number) => `Rp ${value.toLocaleString(i18n.language)}`;

  const measures = ({ kind, widthMm, heightMm, canvas }: Panel) =>
    `${t(`panel.${kind}`)} ${number(widthMm)} × ${number(heightMm)} mm, ${canvas.width} × ${canvas.height} px`;

  function nameOf({ stage: name, panels, rupiah: cost }: StageCost): string {
    const told = t(stageNames[name]);
    return panels === 0 || cost === null ? told : `${told} · ${rupiah(cost)}`;
  }

  function bought(): string {
    if (budget === null) return t("stage.budgetText");
    const within = stageWithin(costs, budget);
    return within === null
      ? t("stage.buysNothing", { rupiah: rupiah(budget) })
      : t("stage.buys", { rupiah: rupiah(budget), stage: t(stageNames[within]) });
  }

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
      {costs.map((cost) => (
        <button
          key={cost.stage}
          type="button"
          className="button stage-choice"
          disabled={!mayEdit || moving}
          aria-pressed={cost.stage === stage}
          onClick={() => void moveTo(cost.stage)}
        >
          {nameOf(cost)}
        </button>
      ))}
      {stage === null && <p className="dim">{t("stage.own")}</p>}
      {articles.map(({ article, name, panel, rupiah: price }) => (
        <NumberInput
          key={article}
          {...{ label: t("stage.price", { article: name ?? measures(panel) }), unit: "Rp", value: price }}
          {...{ least: 0, most: MOST_RUPIAH, whole: true, disabled: !mayEdit || moving }}
          onValue={(value) => {
            void put(withPrice(site, article, value), t("stage.priced"));
            return true;
          }}
        />
      ))}
      {articles.length > 0 && (
        <>
          <NumberInput
            {...{ label: t("stage.budget"), unit: "Rp", value: budget }}
            {...{ least: 0, most: MOST_RUPIAH, whole: true }}
            onValue={(value) => {
              setBudget(value);
              return true;
            }}
          />
          <p className="dim" aria-live="polite">
            {bought()}
          </p>
        </>
      )}
    </section>
  );
}
