import { useTranslation } from "react-i18next";

interface SureProps {
  readonly question: string;
  readonly act: string;
  readonly onSure: () => void;
  readonly onNot: () => void;
}

/** Asks before what cannot be taken back; the focus is on not doing it. */
export function Sure({ question, act, onSure, onNot }: SureProps) {
  const { t } = useTranslation("incidents");
  return (
    <div className="sure" role="alertdialog" aria-label={question}>
      <p>{question}</p>
      <div className="acts">
        <button type="button" className="button" onClick={onSure}>
          {act}
        </button>
        <button type="button" className="button quiet" autoFocus onClick={onNot}>
          {t("cancel")}
        </button>
      </div>
    </div>
  );
}
