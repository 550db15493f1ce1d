import { useTranslation } from "react-i18next";
import type { Language } from "../../protocol/session.ts";
import { useMe } from "../link/people-queries.ts";
import { asApiError, call, useAskAgain } from "../link/queries.ts";
import { LanguageChoice } from "./language-choice.tsx";
import { useNotices } from "./toasts.tsx";

/** The choice of a language on a page of the desk: whoever has an account finds theirs at every other. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const me = useMe();
  const askAgain = useAskAgain();
  const notify = useNotices();

  async function keep(language: Language) {
    if (me.data?.hasAccount !== true) return;
    try {
      await call("editMe", { body: { language } });
    } catch (error) {
      notify({ title: t("failed"), description: asApiError(error).message });
    }
    await askAgain("me");
  }

  return <LanguageChoice onChosen={(language) => void keep(language)} />;
}
