import { useTranslation } from "react-i18next";
import { spokenLanguage } from "../../i18n/index.ts";
import { SeverityMark } from "../../ui/marks.tsx";
import type { Editing } from "./use-draft.ts";

/** Reasons that are told at once; more say the same of further panels. */
const TOLD = 3;

/** Why the last act was not done. */
export function Refusal({ refused, forgive }: Pick<Editing, "refused" | "forgive">) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  if (refused.length === 0) return null;
  return (
    <div className="refused" role="alert">
      <SeverityMark severity="high" />
      <div>
        <strong>{t("editor.refused")}</strong>
        {refused.slice(0, TOLD).map(({ message, field }) => (
          <p key={`${field} ${message.en}`}>{message[language]}</p>
        ))}
      </div>
      <button type="button" className="button quiet" aria-label={t("editor.dismiss")} onClick={forgive}>
        ×
      </button>
    </div>
  );
}
