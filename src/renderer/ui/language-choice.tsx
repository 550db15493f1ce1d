import { useTranslation } from "react-i18next";
import { type Language, languageSchema, languages } from "../../protocol/session.ts";
import { speak, useSpokenLanguage } from "../i18n/index.ts";

interface LanguageChoiceProps {
  /** Besides that the page speaks it from now on. */
  readonly onChosen?: (language: Language) => void;
}

/** Which language the page speaks; it needs nothing of the core, so it stands on pages without a login too. */
export function LanguageChoice({ onChosen }: LanguageChoiceProps) {
  const { t } = useTranslation();
  const spoken = useSpokenLanguage();

  async function choose(language: Language) {
    await speak(language);
    onChosen?.(language);
  }

  return (
    <label className="language">
      <span className="hidden-label">{t("language")}</span>
      <select
        className="input"
        value={spoken}
        onChange={(event) => void choose(languageSchema.parse(event.target.value))}
      >
        {languages.map((each) => (
          <option key={each} value={each} lang={each}>
            {t(`languages.${each}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
