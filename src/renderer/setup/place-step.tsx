import { useTranslation } from "react-i18next";
import { useSite } from "../link/queries.ts";
import { Opening } from "../ui/opening.tsx";
import { LanguageSwitch } from "../ui/language-switch.tsx";
import { StepActs } from "./step-acts.tsx";

const zones = {
  "Asia/Jakarta": "place.jakarta",
  "Asia/Makassar": "place.makassar",
  "Asia/Jayapura": "place.jayapura",
} as const;

/** The zone of this browser where it is one of Indonesia's, else WIB. */
function zoneOfBrowser(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  // Kalimantan's west has a name of its own for the same time.
  return Object.hasOwn(zones, timeZone) ? timeZone : "Asia/Jakarta";
}

interface PlaceStepProps {
  /** Null until somebody chose one. */
  readonly zone: string | null;
  /** Whether nobody has come in yet: then nobody has said what is stored. */
  readonly isFirst: boolean;
  readonly onZone: (zone: string) => void;
  readonly onNext: () => void;
}

/** In which language, and by which time. */
export function PlaceStep(props: PlaceStepProps) {
  return props.isFirst ? <Place {...props} known={zoneOfBrowser()} /> : <KnownPlace {...props} />;
}

function KnownPlace(props: PlaceStepProps) {
  const site = useSite();
  const zone = site.data?.value.zone;
  return zone === undefined ? <Opening asked={site} /> : <Place {...props} known={zone} />;
}

/** `known`: what stands there before somebody chooses. */
function Place({ zone, known, onZone, onNext }: PlaceStepProps & { readonly known: string }) {
  const { t } = useTranslation("setup");
  return (
    <>
      <LanguageSwitch />
      <p className="dim">{t("place.text")}</p>
      <fieldset className="setup-choices">
        <legend className="field-label">{t("place.zone")}</legend>
        {Object.entries(zones).map(([id, words]) => (
          <label key={id} className="setup-choice">
            <input type="radio" name="zone" checked={(zone ?? known) === id} onChange={() => onZone(id)} />
            {t(words)}
          </label>
        ))}
      </fieldset>
      <StepActs>
        <button
          type="button"
          className="button strong"
          onClick={() => {
            onZone(zone ?? known);
            onNext();
          }}
        >
          {t("next")}
        </button>
      </StepActs>
    </>
  );
}
