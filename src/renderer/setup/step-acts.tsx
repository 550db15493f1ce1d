import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface StepActsProps {
  /** Absent at the first step. */
  readonly onBack?: (() => void) | undefined;
  readonly children?: ReactNode;
}

/** What leads on and back, always in the same place. */
export function StepActs({ onBack, children }: StepActsProps) {
  const { t } = useTranslation("setup");
  return (
    <div className="setup-acts">
      {onBack !== undefined && (
        <button type="button" className="button" onClick={onBack}>
          {t("back")}
        </button>
      )}
      {children}
    </div>
  );
}
