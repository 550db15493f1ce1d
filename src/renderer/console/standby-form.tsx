import { useTranslation } from "react-i18next";
import type { Layout } from "../../layouts/layout.ts";
import type { Wall } from "../../layouts/site.ts";
import { isStill } from "../../layouts/still.ts";
import { useStandby } from "../link/queries.ts";
import { Miniature } from "../ui/plan.tsx";
import { PictureChoice } from "./picture-choice.tsx";
import type { StandbyActs } from "./standby-acts.ts";

interface StandbyFormProps {
  readonly wall: Wall;
  /** Of all walls. */
  readonly layouts: readonly Layout[];
  /** Whether the site's logo may be chosen. */
  readonly mayEdit: boolean;
  readonly acts: StandbyActs;
  readonly onGreeting: () => void;
}

/** What stands over one wall while it is hidden. */
export function StandbyForm({ wall, layouts, mayEdit, acts, onGreeting }: StandbyFormProps) {
  const { t } = useTranslation("console");
  const standby = useStandby().data;
  const chosen = standby?.walls.find(({ wallId }) => wallId === wall.id)?.layoutId ?? null;
  const still = layouts.filter(({ wallId, tiles }) => wallId === wall.id && tiles.every(isStill));
  const isGone = chosen !== null && still.every(({ id }) => id !== chosen);
  return (
    <div className="form">
      <fieldset className="standby-choices">
        <legend className="field-label">{t("pictures.standby.what", { name: wall.name })}</legend>
        <label className="standby-choice">
          <input
            type="radio"
            name="standby"
            checked={chosen === null}
            onChange={() => void acts.choose(null)}
          />
          {t("pictures.standby.usual")}
        </label>
        {isGone && (
          <label className="standby-choice">
            <input type="radio" name="standby" checked readOnly />
            {t("pictures.standby.gone")}
          </label>
        )}
        {still.map(({ id, name, tiles }) => (
          <label key={id} className="standby-choice">
            <input
              type="radio"
              name="standby"
              checked={chosen === id}
              onChange={() => void acts.choose(id)}
            />
            <Miniature canvas={wall.canvas} tiles={tiles} />
            <span className="cut">{name}</span>
          </label>
        ))}
      </fieldset>
      <p className="dim">{t("pictures.standby.only")}</p>
      {mayEdit && (
        <PictureChoice
          label={t("pictures.logo")}
          none={t("pictures.noLogo")}
          chosen={standby?.logoId ?? null}
          onChoose={(id) => void acts.chooseLogo(id)}
        />
      )}
      <div className="acts">
        <button type="button" className="button" onClick={onGreeting}>
          {t("pictures.greeting.open")}
        </button>
      </div>
    </div>
  );
}
