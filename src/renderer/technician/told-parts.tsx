import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { Site } from "../../layouts/site.ts";
import { spokenLanguage } from "../i18n/index.ts";
import { SeverityMark } from "../ui/marks.tsx";
import { Outputs } from "./outputs.tsx";
import type { Warning } from "./warnings.ts";

function Warnings({ warnings, name }: { warnings: readonly Warning[]; name: string }) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  function words(warning: Warning): string {
    if ("message" in warning) return warning.message[language];
    const { about } = warning;
    return t("warnings.unshown", { what: about.kind === "site" ? name : about.id, ...warning.unshown });
  }
  return (
    <section className="side-part" aria-label={t("warnings.title")}>
      <header className="part-head">
        <h2>{t("warnings.title")}</h2>
      </header>
      {warnings.length === 0 && <p className="dim">{t("warnings.none")}</p>}
      <ul>
        {warnings.map((warning) => (
          <li key={warning.key} className="warning">
            <SeverityMark severity="medium" />
            {words(warning)}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Notes({ notes }: Pick<Site, "notes">) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  if (notes.length === 0) return null;
  return (
    <section className="side-part" aria-label={t("notes.title")}>
      <header className="part-head">
        <h2>{t("notes.title")}</h2>
      </header>
      <ul>
        {notes.map((note) => {
          const { about, text } = language === "en" ? { ...note, ...note.en } : note;
          return (
            <li key={note.about} className="note">
              <p>
                <strong>{about}</strong> <span className="badge">{t(`notes.${note.basis}`)}</span>
              </p>
              <p className="dim">{text}</p>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

interface ToldPartsProps {
  readonly site: Site;
  readonly warnings: readonly Warning[];
  readonly mayEdit: boolean;
}

/** What is told of a site that was judged: warnings, what is known, and its outputs. */
export const ToldParts = memo(function ToldParts({ site, warnings, mayEdit }: ToldPartsProps) {
  return (
    <>
      <Warnings warnings={warnings} name={site.name} />
      <Notes notes={site.notes} />
      <Outputs site={site} mayEdit={mayEdit} />
    </>
  );
});
