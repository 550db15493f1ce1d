import { useTranslation } from "react-i18next";
import { languageSchema, languages } from "../../protocol/session.ts";
import { speak, spokenLanguage } from "../i18n/index.ts";

export function LanguageSwitch() {
  const { t } = useTranslation();
  return (
    <label className="language">
      <span className="hidden-label">{t("language")}</span>
      <select
        className="input"
        value={spokenLanguage()}
        onChange={(event) => void speak(languageSchema.parse(event.target.value))}
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
