import { useTranslation } from "react-i18next";
import type { ImportChange, ImportRow } from "../../protocol/import.ts";
import { knowingTexts } from "../i18n/knowing.ts";
import { SeverityMark } from "../ui/marks.tsx";

/** Rows that are drawn; who imports more sees the refused ones first. */
const SHOWN = 300;

type NamedField = keyof (typeof knowingTexts)["id"]["fields"];

function isNamed(name: string): name is NamedField {
  return Object.hasOwn(knowingTexts.id.fields, name);
}

/** What a field of a row is called, as `main.url`; as it stands where it has no name. */
function useFieldName(): (field: string) => string {
  const { t } = useTranslation("console");
  return (field) => {
    const name = field.replace(/\.(\w)/g, (_, letter: string) => letter.toUpperCase());
    return isNamed(name) ? t(`knowing.fields.${name}`) : field;
  };
}

/** What becomes of each camera of the file, what is refused first. */
export function ImportPreview({ rows }: { rows: readonly ImportRow[] }) {
  const { t } = useTranslation("console");
  const order: ImportRow["outcome"][] = ["refused", "changed", "added", "unchanged"];
  const sorted = rows.toSorted((a, b) => order.indexOf(a.outcome) - order.indexOf(b.outcome));
  return (
    <div className="preview-table" tabIndex={0} role="region" aria-label={t("knowing.preview")}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t("knowing.line")}</th>
            <th scope="col">{t("knowing.camera")}</th>
            <th scope="col">{t("knowing.happens")}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, SHOWN).map((row) => (
            <tr key={row.where}>
              <td className="dim">
                {/^\d+$/.test(row.where) ? t("knowing.inFile", { line: row.where }) : row.where}
              </td>
              <td>{row.name}</td>
              <td>
                <Outcome row={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Outcome({ row: { outcome, reason, changes, notes } }: { row: ImportRow }) {
  const { t } = useTranslation("console");
  const nameOf = useFieldName();

  function words({ field, before, after }: ImportChange): string {
    // Of a password there is nothing to be seen.
    if (field.endsWith("password") && before !== null && after !== null)
      return t("knowing.passwordChanged", { field: nameOf(field) });
    const empty = t("knowing.nothing");
    return t("knowing.change", { field: nameOf(field), before: before ?? empty, after: after ?? empty });
  }

  return (
    <>
      <p className="state">
        {outcome === "refused" && <SeverityMark severity="high" />}
        {t(`knowing.outcome.${outcome}`)}
      </p>
      {reason !== undefined && (
        <p>
          {reason.field === ""
            ? reason.detail
            : t("knowing.refusedFor", { field: nameOf(reason.field), detail: reason.detail })}
        </p>
      )}
      {outcome === "changed" &&
        changes.map((change) => (
          <p key={change.field} className="dim">
            {words(change)}
          </p>
        ))}
      {outcome === "added" && (
        <p className="dim address">{changes.find(({ field }) => field === "main.url")?.after}</p>
      )}
      {notes.map((note) => (
        <p key={note} className="dim">
          {note}
        </p>
      ))}
    </>
  );
}
