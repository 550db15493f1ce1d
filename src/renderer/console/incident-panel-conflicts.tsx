import { useTranslation } from "react-i18next";
import type { Incident, IncidentPatch } from "../../protocol/incident.ts";
import { useFieldWords } from "../ui/entry-sentence.ts";

interface IncidentConflictsProps {
  readonly incident: Incident;
  readonly zone: string;
  readonly onSettle: (patch: IncidentPatch) => void;
}

/** Where a source says something else than the desk, both values and the choice between them. */
export function IncidentConflicts({ incident, zone, onSettle }: IncidentConflictsProps) {
  const { t } = useTranslation("console");
  const { valueWord, fieldWord } = useFieldWords(zone);
  return (
    <section className="stream conflicts" aria-label={t("followup.conflicts")}>
      <h4>{t("followup.conflicts")}</h4>
      <ul className="plain-list">
        {(incident.conflicts ?? []).map(({ field, theirs }) => (
          <li key={field} className="conflict">
            <p className="incident-what">{fieldWord(field)}</p>
            <p>
              <span className="dim">{t("followup.ours")}:</span> {valueWord(field, incident[field])}
            </p>
            <p>
              <span className="dim">{t("followup.theirs")}:</span> {valueWord(field, theirs)}
            </p>
            <div className="acts">
              <button type="button" className="button small" onClick={() => onSettle({ keepOurs: [field] })}>
                {t("followup.keepOurs")}
              </button>
              <button
                type="button"
                className="button small"
                onClick={() => onSettle({ takeTheirs: [field] })}
              >
                {t("followup.takeTheirs")}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
