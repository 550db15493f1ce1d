import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { StepActs } from "./step-acts.tsx";

const zones = {
  "Asia/Jakarta": "place.jakarta",
  "Asia/Makassar": "place.makassar",
  "Asia/Jayapura": "place.jayapura",
} as const;

/** The zone of this browser where it is one of Indonesia's, else WIB. */
export function zoneOfBrowser(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  // Kalimantan's west has a name of its own for the same time.
  return Object.hasOwn(zones, timeZone) ? timeZone : "Asia/Jakarta";
}

interface PlaceStepProps {
  readonly zone: string;
  readonly onZone: (zone: string) => void;
  readonly onNext: () => void;
}

/** In which language, and by which time. */
export function PlaceStep({ zone, onZone, onNext }: PlaceStepProps) {
  const { t } = useTranslation("setup");
  return (
    <>
      <LanguageSwitch />
      <p className="dim">{t("place.text")}</p>
      <fieldset className="setup-choices">
        <legend className="field-label">{t("place.zone")}</legend>
        {Object.entries(zones).map(([id, words]) => (
          <label key={id} className="setup-choice">
            <input type="radio" name="zone" checked={zone === id} onChange={() => onZone(id)} />
            {t(words)}
          </label>
        ))}
      </fieldset>
      <StepActs>
        <button type="button" className="button strong" onClick={onNext}>
          {t("next")}
        </button>
      </StepActs>
    </>
  );
}
