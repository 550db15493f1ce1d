import { useTranslation } from "react-i18next";
import { type Language, languageSchema, languages } from "../../protocol/session.ts";
import { speak, spokenLanguage } from "../i18n/index.ts";
import { asApiError, call, useAskAgain, useMe } from "../link/queries.ts";
import { useNotices } from "./toasts.tsx";

export function LanguageSwitch() {
  const { t } = useTranslation();
  const me = useMe();
  const askAgain = useAskAgain();
  const notify = useNotices();
  /** Whoever has an account finds their language at every desk. */
  async function choose(language: Language) {
    await speak(language);
    if (me.data?.hasAccount !== true) return;
    try {
      await call("editMe", { body: { language } });
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("me");
  }
  return (
    <label className="language">
      <span className="hidden-label">{t("language")}</span>
      <select
        className="input"
        value={spokenLanguage()}
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
