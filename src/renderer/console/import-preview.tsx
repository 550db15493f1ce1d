import { useTranslation } from "react-i18next";
import type { ImportRow } from "../../protocol/import.ts";
import { SeverityMark } from "../ui/marks.tsx";

/** Rows that are drawn; who imports more sees the refused ones first. */
const SHOWN = 300;

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
              <td className="dim">{row.where}</td>
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
  return (
    <>
      <p className="state">
        {outcome === "refused" && <SeverityMark severity="high" />}
        {t(`knowing.outcome.${outcome}`)}
      </p>
      {reason !== undefined && <p>{t("knowing.refusedFor", { ...reason })}</p>}
      {outcome === "changed" &&
        changes.map(({ field, before, after }) => (
          <p key={field} className="dim">
            {t("knowing.change", {
              field,
              before: before ?? t("knowing.nothing"),
              after: after ?? t("knowing.nothing"),
            })}
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
