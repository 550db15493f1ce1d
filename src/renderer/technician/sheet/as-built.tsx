import "./as-built.css";
import { useTranslation } from "react-i18next";
import { advise } from "../../../layouts/advice.ts";
import type { Site } from "../../../layouts/site.ts";
import { spokenLanguage } from "../../i18n/index.ts";
import { useSite } from "../../link/queries.ts";
import { LanguageSwitch } from "../../ui/language-switch.tsx";
import { Opening } from "../../ui/opening.tsx";
import { type Warning, warningsOf } from "../warnings.ts";
import { OutputTable, Purchase, WiringTables } from "./tables.tsx";
import { WallPage } from "./wall-page.tsx";

function Rooms({ site }: { site: Site }) {
  const { t, i18n } = useTranslation("technician");
  const mm = (value: number | undefined) => value?.toLocaleString(i18n.language) ?? "–";
  return (
    <section className="paper-part">
      <h2>{t("sheet.rooms")}</h2>
      <table>
        <thead>
          <tr>
            <th>{t("sheet.room")}</th>
            <th>{t("sheet.roomSize")}</th>
            <th>{t("walls")}</th>
          </tr>
        </thead>
        <tbody>
          {site.rooms.map((room) => (
            <tr key={room.id}>
              <td>
                {room.name} ({room.id})
              </td>
              <td>
                {mm(room.widthMm)} × {mm(room.depthMm)} × {mm(room.heightMm)}
              </td>
              <td>
                {site.walls
                  .filter(({ roomId }) => roomId === room.id)
                  .map(({ name }) => name)
                  .join(", ") || "–"}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Advice({ site }: { site: Site }) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  function words(warning: Warning): string {
    if ("message" in warning) return warning.message[language];
    const { about } = warning;
    return t("warnings.unshown", { what: about.kind === "site" ? site.name : about.id, ...warning.unshown });
  }
  const lines = [
    ...warningsOf(site).map((warning) => ({ key: warning.key, line: words(warning) })),
    ...advise(site).map(({ rule, field, message }) => ({
      key: `${rule} ${field}`,
      line: `${message[language]} [${rule}]`,
    })),
  ];
  const told = [...new Map(lines.map((line) => [line.key, line])).values()];
  return (
    <section className="paper-part">
      <h2>{t("sheet.advice")}</h2>
      {told.length === 0 && <p>{t("warnings.none")}</p>}
      <ul>
        {told.map(({ key, line }) => (
          <li key={key}>■ {line}</li>
        ))}
      </ul>
    </section>
  );
}

function Notes({ site }: { site: Site }) {
  const { t } = useTranslation("technician");
  const language = spokenLanguage();
  if (site.notes.length === 0) return null;
  return (
    <section className="paper-part">
      <h2>{t("notes.title")}</h2>
      <ul>
        {site.notes.map((note) => {
          const { about, text } = language === "en" ? { ...note, ...note.en } : note;
          return (
            <li key={note.about}>
              <strong>{about}</strong> ({t(`notes.${note.basis}`)}): {text}
              {note.source !== undefined && <span className="source"> {note.source}</span>}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

function Sheet({ site }: { site: Site }) {
  const { t } = useTranslation("technician");
  return (
    <div className="paper">
      <nav className="paper-acts">
        <a className="button" href="/technician">
          {t("sheet.back")}
        </a>
        <button type="button" className="button" onClick={() => window.print()}>
          {t("sheet.print")}
        </button>
        <LanguageSwitch />
      </nav>
      <main>
        <section className="paper-page" aria-label={t("sheet.title")}>
          <h1>
            {site.name} <small>{t("sheet.title")}</small>
          </h1>
          <Rooms site={site} />
          <Purchase site={site} />
          <Advice site={site} />
          <Notes site={site} />
        </section>
        {site.walls.map((wall) => (
          <WallPage key={wall.id} site={site} wall={wall} />
        ))}
        <section className="paper-page">
          <OutputTable site={site} />
          <WiringTables site={site} />
        </section>
      </main>
    </div>
  );
}

/** The site as it is built, to be printed or saved as PDF: made of the site alone. */
export function AsBuilt() {
  const site = useSite();
  if (site.data === undefined) return <Opening asked={site} />;
  return <Sheet site={site.data.value} />;
}
